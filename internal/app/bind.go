package app

import (
	"context"
	"fmt"

	"herald/articles"
	"herald/internal/config"
	"herald/internal/store"
)

// bind makes the channels of config.yaml known, with their subscriptions, and
// ends those that are no longer in it.
func (a *App) bind(ctx context.Context, c *config.Config) error {
	fixed := make([]store.FixedChannel, len(c.Channels))
	for i, ch := range c.Channels {
		fixed[i] = store.FixedChannel{Address: ch.Address, Zone: ch.Zone, Quiet: ch.Quiet, Subscriptions: wishes(ch)}
	}
	if err := a.store.SyncFixed(ctx, fixed, a.Now()); err != nil {
		return fmt.Errorf("bind channels: %w", err)
	}
	return nil
}

// wishes are a channel's subscriptions: each schedule about each topic, or about
// everything where no topic is named.
func wishes(c config.Channel) []store.FixedSubscription {
	interests := []articles.Interest{{}}
	if len(c.Topics) > 0 {
		interests = nil
		for _, t := range c.Topics {
			interests = append(interests, articles.Interest{Topic: t})
		}
	}
	var list []store.FixedSubscription
	for _, s := range c.Schedules {
		for _, i := range interests {
			list = append(list, store.FixedSubscription{Schedule: s, Interest: i})
		}
	}
	return list
}
