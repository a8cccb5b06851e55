package store

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler/edition"
)

// LastTick is the newest tick of a schedule that has run, zero for none.
func (s *Store) LastTick(ctx context.Context, schedule string) (at time.Time, err error) {
	err = s.read(ctx, "read last tick", func(q query) error {
		var n int64
		err := q.QueryRowContext(ctx, `SELECT COALESCE(MAX(tick), 0) FROM ticks WHERE schedule = ?`, schedule).Scan(&n)
		at = moment(n)
		return err
	})
	return at, err
}

// Interests are the distinct interests of the subscriptions to a schedule.
func (s *Store) Interests(ctx context.Context, schedule string) (all []articles.Interest, err error) {
	err = s.read(ctx, "read interests", func(q query) error {
		all, err = collect(ctx, q, func(r row) (i articles.Interest, err error) {
			return i, r.Scan(&i.Topic, &i.Words)
		}, `SELECT DISTINCT topic, words FROM subscriptions WHERE schedule = ? ORDER BY topic, words`, schedule)
		return err
	})
	return all, err
}

// Owe records a tick and writes its deliveries, as edition.Store says.
func (s *Store) Owe(ctx context.Context, tick edition.Tick, fanouts []edition.Fanout) (n int, err error) {
	err = s.write(ctx, "owe deliveries", func(tx change) error {
		if err := recordTick(ctx, tx, tick); err != nil {
			return err
		}
		for _, f := range fanouts {
			owed, err := fanOut(ctx, tx, f)
			if err != nil {
				return err
			}
			if owed > 0 {
				if err := s.giveTurns(ctx, tx, f); err != nil {
					return err
				}
			}
			n += owed
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// recordTick is edition.ErrTicked where the tick has run.
func recordTick(ctx context.Context, tx change, tick edition.Tick) error {
	if tick.At.IsZero() {
		return nil
	}
	n, err := affected(ctx, tx, `INSERT INTO ticks (schedule, tick) VALUES (?, ?) ON CONFLICT (schedule, tick) DO NOTHING`,
		tick.Schedule, micros(tick.At))
	if err == nil && n == 0 {
		return edition.ErrTicked
	}
	return err
}

// fanOutQuery writes a delivery for every channel that wants it and has it not.
const fanOutQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, more, weight, owed, ready, expires, state)
	SELECT s.channel, ?, ?, s.schedule, s.topic, s.words, ?, ?, ?, ?, ?, ?, 'owed'
	FROM subscriptions s JOIN channels c ON c.id = s.channel
	WHERE s.schedule = ? AND s.topic = ? AND s.words = ? AND c.paused = ''
	AND (? = 0 OR s.created < ?)
	AND (? = '' OR NOT EXISTS (SELECT 1 FROM deliveries u WHERE u.channel = s.channel AND u.key = ?))
	ON CONFLICT (channel, key) DO NOTHING`

// fanOut writes one message to all channels that want it, in one statement
// however many they are, and counts those that are new.
func fanOut(ctx context.Context, tx change, f edition.Fanout) (int, error) {
	i := f.Interest
	if f.Kind == bot.KindBreaking && len(f.Stories) == 1 {
		// It was chosen before it turned out to be another story, which is owed
		// for itself.
		if at, err := trail(ctx, tx, f.Stories[0]); err != nil || at != f.Stories[0] {
			return 0, err
		}
	}
	n, err := affected(ctx, tx, fanOutQuery,
		f.Key, f.Kind, list(f.Stories), f.More, f.Weight, micros(f.Owed), micros(f.Owed), micros(f.Expires),
		f.Schedule, i.Topic, i.Words, micros(f.Before), micros(f.Before), f.Unless, f.Unless)
	if err != nil || n == 0 {
		return n, err
	}
	if f.Once != nil {
		none, err := once(ctx, tx, f)
		if err != nil {
			return n, err
		}
		n -= none
	}
	return n, refreshOwed(ctx, tx, f.Schedule, i.Topic, i.Words, f.Key)
}

// OweNotice owes a word to the channel at an address, which is made known if it
// is not: an admin's. The same key twice is one notice, and a paused channel
// gets none.
func (s *Store) OweNotice(ctx context.Context, at bot.Address, key, text string, now, expires time.Time) error {
	return s.write(ctx, "owe notice", func(tx change) error {
		c, err := reach(ctx, tx, at)
		if err != nil || c.Paused != "" {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO deliveries (channel, key, kind, text, owed, ready, expires, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, 'owed') ON CONFLICT (channel, key) DO NOTHING`,
			c.ID, key, bot.KindNotice, clean(text), micros(now), micros(now), micros(expires))
		if err != nil {
			return err
		}
		return refreshDue(ctx, tx, c.ID)
	})
}

// reach is the channel at an address that config.yaml names, or where it has
// moved to since; it is made known if it is not.
func reach(ctx context.Context, tx change, at bot.Address) (bot.Channel, error) {
	at, err := movedTo(ctx, tx, at)
	if err != nil {
		return bot.Channel{}, err
	}
	c, err := channelAt(ctx, tx, at)
	if errors.Is(err, commands.ErrNoChannel) {
		return saveChannel(ctx, tx, bot.Channel{Address: at})
	}
	return c, err
}
