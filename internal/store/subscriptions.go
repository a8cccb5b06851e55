package store

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
)

const subscriptionColumns = `channel, number, schedule, topic, words, created, fixed`

func scanSubscription(r row) (s bot.Subscription, err error) {
	var created int64
	err = r.Scan(&s.Channel, &s.Number, &s.Schedule, &s.Interest.Topic, &s.Interest.Words, &created, &s.Fixed)
	s.Created = moment(created)
	return s, err
}

// Subscriptions are a channel's, by number.
func (s *Store) Subscriptions(ctx context.Context, id bot.ChannelID) (all []bot.Subscription, err error) {
	err = s.read(ctx, "read subscriptions", func(q query) error {
		all, err = subscriptionsOf(ctx, q, id)
		return err
	})
	return all, err
}

func subscriptionsOf(ctx context.Context, q query, id bot.ChannelID) ([]bot.Subscription, error) {
	return collect(ctx, q, scanSubscription, `SELECT `+subscriptionColumns+` FROM subscriptions
		WHERE channel = ? ORDER BY number`, id)
}

// Subscribe adds a subscription and returns it with its number; the same one
// twice gives the one there is and commands.ErrSubscribed. Where Created is zero
// it is now.
func (s *Store) Subscribe(ctx context.Context, sub bot.Subscription) (saved bot.Subscription, err error) {
	if sub.Created.IsZero() {
		sub.Created = s.now()
	}
	err = s.write(ctx, "subscribe", func(tx change) error {
		saved, err = subscribe(ctx, tx, sub)
		return err
	})
	return saved, err
}

// subscribe returns the subscription that there is with commands.ErrSubscribed.
func subscribe(ctx context.Context, tx change, sub bot.Subscription) (bot.Subscription, error) {
	sub.Interest.Words = clean(sub.Interest.Words)
	there, err := subscription(ctx, tx, sub.Channel, sub.Schedule, sub.Interest)
	if err == nil {
		return there, commands.ErrSubscribed
	}
	if !errors.Is(err, errNoRow) {
		return bot.Subscription{}, err
	}
	if sub.Number, err = nextNumber(ctx, tx, sub.Channel); err != nil {
		return bot.Subscription{}, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO subscriptions (`+subscriptionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		sub.Channel, sub.Number, sub.Schedule, sub.Interest.Topic, sub.Interest.Words, micros(sub.Created), flag(sub.Fixed))
	sub.Created = moment(micros(sub.Created))
	return sub, err
}

func subscription(ctx context.Context, q query, id bot.ChannelID, schedule string, i articles.Interest) (bot.Subscription, error) {
	return scanSubscription(q.QueryRowContext(ctx, `SELECT `+subscriptionColumns+` FROM subscriptions
		WHERE channel = ? AND schedule = ? AND topic = ? AND words = ?`, id, schedule, i.Topic, i.Words))
}

// nextNumber takes the channel's next number, which is then used up.
func nextNumber(ctx context.Context, tx change, id bot.ChannelID) (n int, err error) {
	err = tx.QueryRowContext(ctx, `UPDATE channels SET next_number = next_number + 1 WHERE id = ?
		RETURNING next_number - 1`, id).Scan(&n)
	if errors.Is(err, errNoRow) {
		err = commands.ErrNoChannel
	}
	return n, err
}

// Unsubscribe ends a subscription and drops what is owed for it, or gives
// commands.ErrNoSubscription.
func (s *Store) Unsubscribe(ctx context.Context, id bot.ChannelID, number int) error {
	return s.write(ctx, "unsubscribe", func(tx change) error {
		sub, err := scanSubscription(tx.QueryRowContext(ctx, `SELECT `+subscriptionColumns+` FROM subscriptions
			WHERE channel = ? AND number = ?`, id, number))
		if errors.Is(err, errNoRow) {
			return commands.ErrNoSubscription
		}
		if err != nil {
			return err
		}
		return unsubscribe(ctx, tx, sub, s.now())
	})
}

// unsubscribe drops posts only: the correction of a post that was sent is due
// to those who have read it, subscribed or not.
func unsubscribe(ctx context.Context, tx change, sub bot.Subscription, now time.Time) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM subscriptions WHERE channel = ? AND number = ?`, sub.Channel, sub.Number)
	if err != nil {
		return err
	}
	return drop(ctx, tx, sub.Channel, now, "unsubscribed",
		`state = 'owed' AND kind IN ('breaking', 'development', 'latest', 'digest') AND schedule = ? AND topic = ? AND words = ?`,
		sub.Schedule, sub.Interest.Topic, sub.Interest.Words)
}
