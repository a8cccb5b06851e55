package store

import (
	"context"
	"errors"
	"time"

	"herald/bot"
	"herald/bot/commands"
)

// Doubtful are the deliveries of which nobody knows whether they were sent,
// newest first, at most limit, and how many there are in all.
func (s *Store) Doubtful(ctx context.Context, limit int) (some []bot.Delivery, all int, err error) {
	err = s.read(ctx, "read uncertain deliveries", func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM deliveries WHERE state = 'uncertain'`).Scan(&all)
		if err != nil {
			return err
		}
		some, err = collect(ctx, q, scanDelivery, uncertainQuery, limit)
		return err
	})
	return some, all, err
}

const uncertainQuery = `SELECT ` + deliveryColumns + ` FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.state = 'uncertain' ORDER BY d.id DESC LIMIT ?`

// Resend owes an uncertain delivery again, as commands.Options says. Whoever asks
// for it wants it now, so it expires no more.
func (s *Store) Resend(ctx context.Context, id bot.DeliveryID, now time.Time) (d bot.Delivery, err error) {
	err = s.write(ctx, "resend delivery", func(tx change) error {
		n, err := affected(ctx, tx, `UPDATE deliveries SET state = 'owed', ready = ?, owed = ?, expires = 0, attempts = 0, begun = 0
			WHERE id = ? AND state = 'uncertain'`, micros(now), micros(now), id)
		if err == nil && n == 0 {
			return commands.ErrNotUncertain
		}
		if err != nil {
			return err
		}
		if d, err = deliveryByID(ctx, tx, id); err != nil {
			return err
		}
		if d.Channel.Paused != "" {
			return errPaused // rolls back
		}
		return refreshDue(ctx, tx, d.Channel.ID)
	})
	if errors.Is(err, errPaused) {
		return d, bot.Errorf("%s is paused (%s), so nothing can be sent there.", d.Channel.Address, d.Channel.Paused)
	}
	return d, err
}

var errPaused = errors.New("the channel is paused")
