package feed

import (
	"container/heap"
	"context"
	"fmt"
	"slices"
	"time"
)

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
	r.plan(f)
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
	defer r.sooner(f)
	pushed := r.p.isPushed(f.key)
	r.p.mu.Lock()
	defer r.p.mu.Unlock()
	before, after := f.sources.timing(r.p.usual()), g.timing(r.p.usual())
	sooner := time.Now().Add(after.every)
	switch {
	case f.sources.readers() != g.readers() && len(g) > len(f.sources):
		sooner = time.Now()
		f.hurried = f.hurried || f.fetching // what is being fetched is not filed for it
	case f.state.Memory.Why == becauseOfHub && !pushed:
		d, _ := f.state.Memory.interval(after, time.Now())
		sooner = f.state.OK.Add(d)
	case before == after:
		sooner = f.state.Due
	}
	if f.state.Failures == 0 && f.state.Due.After(sooner) && !f.fetching {
		f.state.Due = sooner
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
