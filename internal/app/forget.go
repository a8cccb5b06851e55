package app

import (
	"context"
	"time"
)

const (
	// keepDeliveries is how long deliveries and ticks are remembered after they
	// were settled: for so long a post can be edited, and nothing is posted twice.
	// A story is news for hours.
	keepDeliveries = 30 * 24 * time.Hour
	// forgetEvery is how often old ones are forgotten; for the first time when
	// the start is well over.
	forgetEvery = time.Hour
)

// forgetOld forgets what was settled long ago, now and then, until ctx ends.
func (a *App) forgetOld(ctx context.Context) error {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		n, err := a.store.Prune(ctx, a.Now().Add(-keepDeliveries))
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			a.Log.Warn("cannot forget old deliveries", "part", "app", "err", err)
		case n > 0:
			a.Log.Debug("old deliveries forgotten", "part", "app", "count", n)
		}
	}
}
