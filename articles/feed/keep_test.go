package feed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"herald/articles"
)

// batches is a memory that takes many states at once.
type batches struct {
	memory
	sizes []int
	// broken is what saving fails with; nil: it does not.
	broken error
}

func (b *batches) SaveSourceStates(ctx context.Context, states map[string]State) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken != nil {
		return b.broken
	}
	b.sizes = append(b.sizes, len(states))
	if b.states == nil {
		b.states = map[string]State{}
	}
	maps.Copy(b.states, states)
	return nil
}

func TestPollerSavesStatesTogether(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		b := &batches{}
		w.poller.o.States = b
		var list []articles.Source
		for n := range 20 {
			list = append(list, source(fmt.Sprint(n), fmt.Sprintf("https://h%d.example/", n)))
		}
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(time.Second)
		w.poller.SetSources(append(list, source("new", "https://new.example/")))
		w.pass(time.Millisecond)
		stop() // also what was learnt last is saved
		if len(b.sizes) > 4 || len(b.states) != 21 {
			t.Errorf("saved %v, %d states", b.sizes, len(b.states))
		}
	})
}

// TestPollerSavesAgain: what could not be saved is saved with what comes next, and
// of a source the newest.
func TestPollerSavesAgain(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		b := &batches{broken: errors.New("another program keeps the database locked")}
		w.poller.o.States = b
		often := source("often", "https://often.example/")
		often.Every = time.Minute
		w.poller.SetSources([]articles.Source{source("seldom", "https://seldom.example/"), often})
		stop := w.run()
		w.pass(90 * time.Second)
		b.mu.Lock()
		b.broken = nil
		b.mu.Unlock()
		w.pass(time.Minute)
		b.mu.Lock()
		seldom, due := b.states["seldom"], b.states["often"].Due
		b.mu.Unlock()
		if seldom.ETag == "" || due.Before(w.start.Add(2*time.Minute)) {
			t.Errorf("saved of the one that was not asked again: %+v; the other is due %v after the start", seldom, due.Sub(w.start))
		}
		stop()
	})
}
