package store

import (
	"context"
	"sync"
	"time"

	"herald/bot"
	"herald/bot/delivery"
)

// Each commit waits for the disk. Outcomes that come while one is being written
// are therefore written together in the next commit: each caller waits for its
// own to be on the disk, and the disk is asked once for many. Where Options.Gather
// says so, one that comes alone waits a moment for others.

const (
	// maxTogether bounds what one commit settles, so that no other writer waits
	// for long.
	maxTogether = 64
	// togetherTime bounds one commit: whoever makes it does so for others, too,
	// and must not stop because its own caller gave up.
	togetherTime = 10 * time.Second
)

// batch is a line of outcomes to be written.
type batch struct {
	// gather is how long the first in line waits for others, full tells it that
	// there are as many as one commit takes.
	gather time.Duration
	full   chan struct{}

	mu      sync.Mutex
	waiting []*ending
	busy    bool
}

func newBatch(gather time.Duration) *batch {
	return &batch{gather: gather, full: make(chan struct{}, 1)}
}

// ending is one outcome with whoever waits for it.
type ending struct {
	id    bot.DeliveryID
	how   delivery.Settlement
	since time.Time
	// lead is closed when its caller is to write for the others, done when it
	// was written; err says how that went.
	lead, done chan struct{}
	err        error
}

// settle writes an outcome, alone or with others.
func (b *batch) settle(ctx context.Context, write func(context.Context, []*ending), e *ending) error {
	e.lead, e.done, e.since = make(chan struct{}), make(chan struct{}), time.Now()
	if first := b.queue(e); !first {
		select {
		case <-e.done:
			return e.err
		case <-e.lead:
		}
	}
	b.await(ctx, e)
	b.write(ctx, write)
	<-e.done // it was the first in line, so it is among those written
	return e.err
}

// queue puts an outcome in line, and reports whether its caller is to write.
func (b *batch) queue(e *ending) (first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting = append(b.waiting, e)
	if len(b.waiting) == maxTogether {
		select {
		case b.full <- struct{}{}:
		default:
		}
	}
	first = !b.busy
	b.busy = true
	return first
}

// await waits until e, the first in line, has waited long enough for others.
func (b *batch) await(ctx context.Context, e *ending) {
	wait := b.gather - time.Since(e.since)
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.full: // perhaps said of those before: then a group is smaller
	case <-ctx.Done():
	}
}

// write writes those at the front of the line, and lets the next one lead.
func (b *batch) write(ctx context.Context, write func(context.Context, []*ending)) {
	b.mu.Lock()
	n := min(len(b.waiting), maxTogether)
	group := b.waiting[:n:n]
	b.waiting = b.waiting[n:]
	b.mu.Unlock()
	defer b.pass(group)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), togetherTime)
	defer cancel()
	write(ctx, group)
}

// pass tells those of a group that it was written, and the next in line to lead.
func (b *batch) pass(group []*ending) {
	for _, e := range group {
		close(e.done)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.busy = len(b.waiting) > 0
	if b.busy {
		close(b.waiting[0].lead)
	}
}

// settleTogether writes a group in one commit. Where that fails each is tried
// alone: what is wrong with one must not hurt the others.
func (s *Store) settleTogether(ctx context.Context, group []*ending) {
	err := s.write(ctx, "settle deliveries", func(tx change) error {
		for _, e := range group {
			if err := s.settleOne(ctx, tx, e.id, e.how); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		return
	}
	for _, e := range group {
		if e.err = err; len(group) > 1 && ctx.Err() == nil {
			e.err = s.write(ctx, "settle delivery", func(tx change) error { return s.settleOne(ctx, tx, e.id, e.how) })
		}
	}
}
