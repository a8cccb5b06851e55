package store

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestGlanceGivenUp: whoever gives up is heard before the first statement, between two,
// and while waiting for a connection; and the next one is answered.
func TestGlanceGivenUp(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	one := func(ctx context.Context) func(query) error {
		return func(q query) error {
			var n int
			return q.QueryRowContext(ctx, `SELECT 1`).Scan(&n)
		}
	}
	gone := func(name string, err error) {
		t.Helper()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	gone("between two", s.glance(ctx, "look", func(q query) error {
		if err := one(ctx)(q); err != nil {
			return err
		}
		cancel()
		return one(ctx)(q)
	}))
	gone("before the first", s.glance(ctx, "look", one(ctx)))
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	err := s.write(t.Context(), "hold the only connection", func(change) error {
		time.AfterFunc(time.Millisecond, cancel)
		gone("while waiting", s.glance(ctx, "look", one(ctx)))
		return nil
	})
	if err = errors.Join(err, s.glance(t.Context(), "look", one(t.Context()))); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
