package feed

import (
	"context"
	"maps"
	"time"
)

// BatchStates is implemented by States that save many states at once, which
// spares a database a transaction for each.
type BatchStates interface {
	States
	// SaveSourceStates saves all of them, or none.
	SaveSourceStates(ctx context.Context, states map[string]State) error
}

const (
	// keepEvery is how long a state waits to be saved with others, keepMost how
	// many do. What a crash takes of them is fetched and filed again, without
	// effect.
	keepEvery = 500 * time.Millisecond
	keepMost  = 500
)

// save remembers the state of the sources, also while stopping. If that fails
// it is tried again with the next ones, and at the stop. Should that fail, too,
// nothing is lost: after a restart the document is fetched and filed again.
func (p *Poller) save(ctx context.Context, g group, s State) {
	if _, ok := p.o.States.(BatchStates); !ok {
		p.saveEach(ctx, g, s)
		return
	}
	p.mu.Lock()
	for _, source := range g {
		p.unsaved[source.Name] = s
	}
	p.fresh++
	full := p.fresh >= keepMost
	p.mu.Unlock()
	p.soil()
	if full {
		p.flush(ctx)
	}
}

// soil says that something waits to be saved.
func (p *Poller) soil() {
	select {
	case p.dirty <- struct{}{}:
	default: // flushAll has not looked yet; it will see this, too
	}
}

func (p *Poller) saveEach(ctx context.Context, g group, s State) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveIn)
	defer cancel()
	for _, source := range g {
		if err := p.o.States.SaveSourceState(ctx, source.Name, s); err != nil {
			p.o.Log.Warn("state of a source not saved", "source", source.Name, "err", err)
		}
	}
}

// flush saves what waits for it.
func (p *Poller) flush(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveIn)
	defer cancel()
	p.flushing.Lock() // an older state must not be saved after a newer one
	defer p.flushing.Unlock()
	p.flushItems(ctx)
	batch, ok := p.o.States.(BatchStates)
	if !ok {
		return
	}
	p.mu.Lock()
	states := p.unsaved
	p.unsaved, p.fresh = map[string]State{}, 0
	p.mu.Unlock()
	if len(states) == 0 {
		return
	}
	if err := batch.SaveSourceStates(ctx, states); err != nil {
		p.o.Log.Warn("states of sources not saved yet", "count", len(states), "err", err)
		p.mu.Lock()
		p.unsaved = overlaid(states, p.unsaved)
		p.mu.Unlock()
	}
}

// overlaid is what either of them holds, where both do the newer. It keeps the older map.
func overlaid[T any](older, newer map[string]T) map[string]T {
	maps.Copy(older, newer)
	return older
}

// flushAll saves what waits for it after a while, and the last once done is
// closed.
func (p *Poller) flushAll(ctx context.Context, done <-chan struct{}) {
	for {
		select {
		case <-done:
			p.flush(ctx)
			return
		case <-p.dirty:
		}
		select {
		case <-done:
		case <-time.After(keepEvery):
		}
		p.flush(ctx)
	}
}
