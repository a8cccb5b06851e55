package feed

import (
	"container/heap"
	"context"
	"slices"
	"sync"
	"time"
)

// run is one run of a poller: the sources waiting for their time, and the hosts
// that are being asked. All of it belongs to the goroutine of Run.
type run struct {
	p     *Poller
	queue queue
	hosts map[string]*host
	// running are being visited, in the order in which they were begun; those that
	// take long stand before all others, and are counted.
	running []*visited
	slow    int
	// jobs are visits for the workers, of which there are as many as visits were ever
	// under way at a time. A goroutine for each visit would have to grow its stack
	// each time.
	jobs    chan job
	workers sync.WaitGroup
	hired   int
	// done gives back the sources that were visited. It has room for all.
	done chan *visited
	// untried were due at the start and have not been visited yet.
	untried map[*visited]bool
}

// Run fetches sources as they become due, until ctx ends; then it returns nil
// once all that it started has ended. An error says that the states of the
// sources could not be read.
func (p *Poller) Run(ctx context.Context) error {
	most := (1 + slowTimes) * p.o.Hosts
	r := &run{p: p, hosts: map[string]*host{}, jobs: make(chan job, most), done: make(chan *visited, most), untried: map[*visited]bool{}}
	var flusher sync.WaitGroup
	ended := make(chan struct{})
	longer := context.WithoutCancel(ctx)
	flusher.Go(func() { p.flushAll(longer, ended) })
	defer func() {
		close(r.jobs)
		r.workers.Wait()
		close(ended)
		flusher.Wait()
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p.mu.Lock()
	p.feeds, p.taken = map[groupKey]*visited{}, false
	p.mu.Unlock()
	if err := r.take(ctx); err != nil {
		return stopped(ctx, err)
	}
	for _, f := range r.queue {
		if r.p.isDue(f) {
			r.untried[f] = true
		}
	}
	return stopped(ctx, r.loop(ctx))
}

// stopped is nil if ctx has ended, which is no failure, else err.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}

func (r *run) loop(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		r.start(ctx)
		r.tellReady()
		timer.Reset(r.wait())
		select {
		case <-ctx.Done():
			return nil
		case <-r.p.changed:
			if err := r.take(ctx); err != nil {
				return err
			}
		case <-r.p.touches:
			r.replan()
		case f := <-r.done:
			r.finish(f)
		case <-timer.C:
		}
	}
}

// wait is how long nothing has to be started.
func (r *run) wait() time.Duration {
	switch {
	case len(r.queue) == 0:
		return time.Hour
	case r.full() && r.slow < min(len(r.running), slowTimes*r.p.o.Hosts):
		return max(0, time.Until(r.running[r.slow].began.Add(slowAfter)))
	case r.full():
		return time.Hour
	}
	return max(0, time.Until(r.queue[0].at))
}

const (
	// slowAfter is when a visit takes long. It then does not count among those
	// that are at work at a time, so that hosts that hang do not keep others
	// waiting, as long as there are not more of them than slowTimes as many.
	slowAfter = 5 * time.Second
	slowTimes = 4
)

// full reports whether as many visits are under way as may be.
func (r *run) full() bool {
	now := time.Now()
	for r.slow < min(len(r.running), slowTimes*r.p.o.Hosts) && !r.running[r.slow].began.Add(slowAfter).After(now) {
		r.running[r.slow].slow = true
		r.slow++
	}
	return len(r.running)-r.slow >= r.p.o.Hosts
}

// start visits the sources that are due, as far as hosts and bounds allow.
func (r *run) start(ctx context.Context) {
	now := time.Now()
	for !r.full() && len(r.queue) > 0 && !r.queue[0].at.After(now) {
		f := heap.Pop(&r.queue).(*visited)
		h := r.aim(f, now)
		switch {
		case f.gone:
		case h.busy:
			h.waiting = append(h.waiting, f)
		case h.free.After(now):
			r.postpone(f, h)
		default:
			r.launch(ctx, f, h)
		}
	}
}

func (r *run) launch(ctx context.Context, f *visited, h *host) {
	ctx, f.cancel = context.WithCancel(ctx)
	h.busy = true
	f.host, f.began = h, time.Now()
	r.running = append(r.running, f)
	r.p.setFetching(f, true)
	visit := r.p.visit
	if f.page {
		visit = r.p.visitPage
	}
	if r.hired < len(r.running) {
		r.hired++
		r.workers.Go(r.work)
	}
	r.jobs <- job{ctx, f, visit}
}

// job is a visit to be made.
type job struct {
	ctx   context.Context //nolint:containedctx // it is an argument, on its way
	feed  *visited
	visit func(context.Context, *visited)
}

// work makes visits until there are to be no more.
func (r *run) work() {
	for j := range r.jobs {
		j.visit(j.ctx, j.feed)
		r.done <- j.feed
	}
}

// finish takes a source back after its visit.
func (r *run) finish(f *visited) {
	f.cancel()
	if f.slow {
		r.slow--
	}
	f.slow = false
	r.running = slices.DeleteFunc(r.running, func(x *visited) bool { return x == f })
	r.p.setFetching(f, false)
	if !f.page {
		delete(r.untried, f)
	}
	h := f.host
	h.busy, h.held = false, f.hold > 0
	h.free = time.Now().Add(max(spacing, f.hold))
	f.hold = 0
	for _, next := range h.waiting {
		if !next.gone {
			r.postpone(next, h)
		}
	}
	h.waiting = nil
	if !f.gone {
		r.plan(f)
	}
}

// tellReady calls Ready when nothing is left untried of what was due at the
// start.
func (r *run) tellReady() {
	if len(r.untried) > 0 {
		return
	}
	r.p.ready.Do(func() {
		if r.p.o.Ready != nil {
			r.p.o.Ready()
		}
	})
}

func (p *Poller) setFetching(f *visited, yes bool) {
	p.mu.Lock()
	f.fetching = yes
	p.mu.Unlock()
}
