//go:build unix

package scale

import (
	"context"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

// stopwatch is a store that notes how much of the processor's time it takes to file
// articles; what is left is the desk's.
type stopwatch struct {
	desk.Store
	t *testing.T
	// took is shared with what works within a transaction.
	took *time.Duration
}

// timed adds the time of f to what the store took.
func (s *stopwatch) timed(f func()) {
	before := cpuTime(s.t)
	f()
	*s.took += cpuTime(s.t) - before
}

func (s *stopwatch) Find(ctx context.Context, a articles.Article) (f desk.Filed, ok bool, err error) {
	s.timed(func() { f, ok, err = s.Store.Find(ctx, a) })
	return f, ok, err
}

func (s *stopwatch) File(ctx context.Context, f desk.Filing) (id articles.StoryID, err error) {
	s.timed(func() { id, err = s.Store.File(ctx, f) })
	return id, err
}

func (s *stopwatch) Story(ctx context.Context, id articles.StoryID) (story articles.Story, err error) {
	s.timed(func() { story, err = s.Store.Story(ctx, id) })
	return story, err
}

// Together does not count what f takes, but for what it asks of the store.
func (s *stopwatch) Together(ctx context.Context, f func(desk.Store) error) error {
	within, before := time.Duration(0), cpuTime(s.t)
	err := s.Store.Together(ctx, func(inner desk.Store) error {
		start := cpuTime(s.t)
		err := f(&stopwatch{Store: inner, t: s.t, took: s.took})
		within = cpuTime(s.t) - start
		return err
	})
	*s.took += cpuTime(s.t) - before - within
	return err
}
