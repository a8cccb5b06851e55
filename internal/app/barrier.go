package app

import (
	"context"
	"sync"
)

// barrier opens when done has been called n times.
type barrier struct {
	mu   sync.Mutex
	n    int
	open chan struct{}
}

func newBarrier(n int) *barrier { return &barrier{n: n, open: make(chan struct{})} }

func (b *barrier) done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.n--; b.n == 0 {
		close(b.open)
	}
}

// wait blocks until the barrier is open or ctx ends.
func (b *barrier) wait(ctx context.Context) error {
	select {
	case <-b.open:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// isOpen reports whether wait would return at once.
func (b *barrier) isOpen() bool {
	select {
	case <-b.open:
		return true
	default:
		return false
	}
}
