package store

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

// FixedChannel is a channel that config.yaml binds.
type FixedChannel struct {
	Address bot.Address
	// Title, Zone and Quiet are set where they are not zero. What config.yaml
	// says no more is unset again, unless it was changed in chat since.
	Title         string
	Zone          string
	Quiet         scheduler.Quiet
	Subscriptions []FixedSubscription
}

// FixedSubscription is one of its subscriptions.
type FixedSubscription struct {
	Schedule string
	Interest articles.Interest
}

// SyncFixed brings channels and their fixed subscriptions in line with
// config.yaml: new ones are added as of now, subscriptions that are there
// already become fixed, and fixed ones that are not listed end, with what is
// owed for them. Listed channels that were paused are tried again. Addresses of
// conversations that have moved stand for where they are now.
func (s *Store) SyncFixed(ctx context.Context, channels []FixedChannel, now time.Time) error {
	return s.write(ctx, "sync fixed channels", func(tx change) error {
		keep := map[bot.ChannelID]map[FixedSubscription]bool{}
		for _, f := range channels {
			c, err := syncChannel(ctx, tx, f)
			if err != nil {
				return err
			}
			if keep[c.ID] == nil {
				keep[c.ID] = map[FixedSubscription]bool{}
			}
			for _, sub := range f.Subscriptions {
				sub.Interest.Words = clean(sub.Interest.Words)
				keep[c.ID][sub] = true
				if err := syncSubscription(ctx, tx, c.ID, sub, now); err != nil {
					return err
				}
			}
		}
		return endUnlisted(ctx, tx, keep, now)
	})
}

func syncChannel(ctx context.Context, tx change, f FixedChannel) (bot.Channel, error) {
	at, err := movedTo(ctx, tx, f.Address)
	if err != nil {
		return bot.Channel{}, err
	}
	c, err := saveChannel(ctx, tx, bot.Channel{Address: at, Title: clean(f.Title)})
	if err != nil {
		return c, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE channels SET
			zone = CASE WHEN ? <> '' THEN ? WHEN fixed_zone = 1 THEN '' ELSE zone END,
			fixed_zone = CASE WHEN ? <> '' THEN 1 ELSE 0 END
		WHERE id = ?`, f.Zone, f.Zone, f.Zone, c.ID)
	if err != nil {
		return c, err
	}
	q := f.Quiet
	if q == (scheduler.Quiet{}) {
		_, err = tx.ExecContext(ctx, `UPDATE channels SET quiet_from = 0, quiet_to = 0, quiet_mode = '', fixed_quiet = 0
			WHERE id = ? AND fixed_quiet = 1`, c.ID)
		return c, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE channels SET quiet_from = ?, quiet_to = ?, quiet_mode = ?, fixed_quiet = 1
		WHERE id = ?`, q.From, q.To, q.Mode, c.ID)
	return c, err
}

func syncSubscription(ctx context.Context, tx change, id bot.ChannelID, f FixedSubscription, now time.Time) error {
	has, err := subscribe(ctx, tx, bot.Subscription{
		Channel: id, Schedule: f.Schedule, Interest: f.Interest, Created: now, Fixed: true,
	})
	if errors.Is(err, commands.ErrSubscribed) {
		return fix(ctx, tx, has, true)
	}
	return err
}

// fix says whether a subscription comes from config.yaml.
func fix(ctx context.Context, tx change, sub bot.Subscription, fixed bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE subscriptions SET fixed = ? WHERE channel = ? AND number = ?`,
		flag(fixed), sub.Channel, sub.Number)
	return err
}

func endUnlisted(ctx context.Context, tx change, keep map[bot.ChannelID]map[FixedSubscription]bool, now time.Time) error {
	fixed, err := collect(ctx, tx, scanSubscription, `SELECT `+subscriptionColumns+` FROM subscriptions WHERE fixed = 1`)
	if err != nil {
		return err
	}
	for _, sub := range fixed {
		if keep[sub.Channel][FixedSubscription{Schedule: sub.Schedule, Interest: sub.Interest}] {
			continue
		}
		if err := unsubscribe(ctx, tx, sub, now); err != nil {
			return err
		}
	}
	return nil
}
