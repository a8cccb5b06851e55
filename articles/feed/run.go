package feed

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// run is one run of a poller: the sources waiting for their time, and the hosts
// that are being asked. All of it belongs to the goroutine of Run.
type run struct {
	p       *Poller
	queue   queue
	hosts   map[string]*host
	running int
	workers sync.WaitGroup
	// done gives back the sources that were visited. It has room for all.
	done chan *visited
	// untried were due at the start and have not been visited yet.
	untried map[*visited]bool
}

// host is a server that is asked one thing at a time.
type host struct {
	busy bool
	// free is when it may be asked again; held that it asked for the time.
	free time.Time
	held bool
	// waiting became due while it was busy; there are never more than sources.
	waiting []*visited
}

// Run fetches sources as they become due, until ctx ends; then it returns nil
// once all that it started has ended. An error says that the states of the
// sources could not be read.
func (p *Poller) Run(ctx context.Context) error {
	r := &run{p: p, hosts: map[string]*host{}, done: make(chan *visited, p.o.Hosts), untried: map[*visited]bool{}}
	var flusher sync.WaitGroup
	ended := make(chan struct{})
	longer := context.WithoutCancel(ctx)
	flusher.Go(func() { p.flushAll(longer, ended) })
	defer func() {
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
		if !f.at.After(time.Now()) {
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
		case f := <-r.done:
			r.finish(f)
		case <-timer.C:
		}
	}
}

// wait is how long nothing has to be started.
func (r *run) wait() time.Duration {
	if len(r.queue) == 0 || r.running >= r.p.o.Hosts {
		return time.Hour
	}
	return max(0, time.Until(r.queue[0].at))
}

// start visits the sources that are due, as far as hosts and bounds allow.
func (r *run) start(ctx context.Context) {
	now := time.Now()
	for r.running < r.p.o.Hosts && len(r.queue) > 0 && !r.queue[0].at.After(now) {
		f := heap.Pop(&r.queue).(*visited)
		h := r.host(f)
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
	f.host = h
	r.running++
	r.p.setFetching(f, true)
	r.workers.Go(func() {
		r.p.visit(ctx, f)
		r.done <- f
	})
}

// finish takes a source back after its visit.
func (r *run) finish(f *visited) {
	f.cancel()
	r.running--
	r.p.setFetching(f, false)
	delete(r.untried, f)
	h := f.host
	h.busy, h.held = false, f.hold > 0
	h.free = time.Now().Add(max(spacing, f.hold))
	for _, next := range h.waiting {
		if !next.gone {
			r.postpone(next, h)
		}
	}
	h.waiting = nil
	if !f.gone {
		r.push(f, f.state.Due)
	}
}

// postpone puts f off until its host may be asked. Nobody is to wait for it where
// that was the host's wish.
func (r *run) postpone(f *visited, h *host) {
	if h.held {
		delete(r.untried, f)
	}
	r.push(f, h.free)
}

func (r *run) push(f *visited, at time.Time) {
	f.at = at
	heap.Push(&r.queue, f)
}

// host is the one that f is fetched from.
func (r *run) host(f *visited) *host {
	name := cmp.Or(f.state.Memory.Address, f.key.url)
	if u, err := url.Parse(name); err == nil {
		name = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	if r.hosts[name] == nil {
		r.hosts[name] = &host{}
	}
	return r.hosts[name]
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

// take brings the run in line with the sources that were set last.
func (r *run) take(ctx context.Context) error {
	p := r.p
	p.flush(ctx) // what is read below must be what was last known
	p.mu.Lock()
	want := slices.Clone(p.sources)
	p.mu.Unlock()
	keys, by := groups(want)
	for _, key := range keys {
		if f := p.feeds[key]; f != nil {
			r.update(f, by[key])
		} else if err := r.add(ctx, key, by[key]); err != nil {
			return err
		}
	}
	for key, f := range p.feeds {
		if by[key] == nil {
			r.drop(f)
		}
	}
	p.mu.Lock()
	p.taken = true
	p.mu.Unlock()
	p.o.OnHub()
	return nil
}

// add starts to visit a feed.
func (r *run) add(ctx context.Context, key groupKey, g group) error {
	state, err := r.remembered(ctx, g)
	if err != nil {
		return err
	}
	f := &visited{key: key, name: g.first().Name, sources: g, state: state, articles: -1, filing: newTurn(), told: map[string]bool{}, index: -1}
	if state.Failures > 0 {
		f.told[state.Error] = true
	}
	r.p.mu.Lock()
	r.p.feeds[key] = f
	r.p.mu.Unlock()
	r.push(f, state.Due)
	return nil
}

// remembered is the state of a feed that all its sources know; zero if one of them
// does not.
func (r *run) remembered(ctx context.Context, g group) (state State, err error) {
	for i, s := range g {
		st, err := r.p.o.States.SourceState(ctx, s.Name)
		if err != nil {
			return State{}, fmt.Errorf("read state of source %s: %w", s.Name, err)
		}
		if st.URL != "" && st.URL != s.URL {
			st = State{}
		}
		if i == 0 || st.Due.Before(state.Due) {
			state = st
		}
	}
	now := time.Now()
	if state.Due.After(now.Add(maxDelay)) && !state.Memory.Gone { // the clock was set back
		state.Due = now.Add(g.timing(r.p.usual()).every)
	}
	return state, nil
}

// update takes over what was changed about the sources of a feed that stays. A
// shorter interval counts at once where it works, and a source that is new gets
// its articles at once.
func (r *run) update(f *visited, g group) {
	pushed := r.p.isPushed(f.key)
	r.p.mu.Lock()
	defer r.p.mu.Unlock()
	before, after := f.sources.timing(r.p.usual()), g.timing(r.p.usual())
	sooner := time.Now().Add(after.every)
	switch {
	case f.sources.readers() != g.readers() && len(g) > len(f.sources) || f.hurried:
		sooner = time.Now()
	case f.state.Memory.Why == becauseOfHub && !pushed:
		d, _ := f.state.Memory.interval(after, time.Now())
		sooner = f.state.OK.Add(d)
	case before == after:
		sooner = f.state.Due
	}
	f.hurried = false
	if f.state.Failures == 0 && f.state.Due.After(sooner) && !f.fetching {
		f.state.Due = sooner
		if f.index >= 0 {
			f.at = sooner
			heap.Fix(&r.queue, f.index)
		}
	}
	f.sources = g
}

// drop stops visiting f.
func (r *run) drop(f *visited) {
	f.gone = true
	delete(r.untried, f)
	if f.cancel != nil {
		f.cancel()
	}
	if f.index >= 0 {
		heap.Remove(&r.queue, f.index)
	}
	r.p.mu.Lock()
	delete(r.p.feeds, f.key)
	r.p.mu.Unlock()
}

func (p *Poller) setFetching(f *visited, yes bool) {
	p.mu.Lock()
	f.fetching = yes
	p.mu.Unlock()
}

// queue is a heap of sources by the time to look at them.
type queue []*visited

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if c := q[i].at.Compare(q[j].at); c != 0 {
		return c < 0
	}
	return q[i].name < q[j].name
}
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

// Push and Pop are called by the heap package.
func (q *queue) Push(x any) {
	f := x.(*visited)
	f.index = len(*q)
	*q = append(*q, f)
}

// Pop takes off the last.
func (q *queue) Pop() any {
	old := *q
	f := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	f.index = -1
	return f
}
