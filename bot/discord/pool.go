package discord

import (
	"log/slog"
	"runtime/debug"
	"sync"
)

// pool runs jobs in a fixed number of workers, from a queue with an end.
type pool struct {
	log *slog.Logger
	wg  sync.WaitGroup

	mu     sync.Mutex
	jobs   chan func()
	closed bool
}

func newPool(log *slog.Logger, workers, queue int) *pool {
	p := &pool{log: log, jobs: make(chan func(), queue)}
	for range workers {
		p.wg.Go(func() {
			for job := range p.jobs {
				p.run(job)
			}
		})
	}
	return p
}

// try queues a job, unless the queue is full or closed. It never blocks.
func (p *pool) try(job func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	select {
	case p.jobs <- job:
		return true
	default:
		return false
	}
}

// close takes no more jobs; wait waits for those that were taken.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.closed = true
		close(p.jobs)
	}
}

func (p *pool) wait() { p.wg.Wait() }

func (p *pool) run(job func()) {
	defer rescue(p.log)
	job()
}

// rescue catches a panic, so that it ends one job and no more.
func rescue(log *slog.Logger) {
	if v := recover(); v != nil {
		log.Error("panic in a handler", "panic", v, "stack", string(debug.Stack()))
	}
}
