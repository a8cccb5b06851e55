package feed

import (
	"context"
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
}

func (b *batches) SaveSourceStates(ctx context.Context, states map[string]State) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
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
