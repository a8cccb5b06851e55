package store

import (
	"context"

	"herald/bot"
	"herald/bot/commands"
)

// Counts are the figures of /status.
func (s *Store) Counts(ctx context.Context) (c commands.Counts, err error) {
	err = s.read(ctx, "count", func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM articles), (SELECT COUNT(*) FROM stories),
			(SELECT COUNT(*) FROM channels), (SELECT COUNT(*) FROM channels WHERE paused <> ''),
			(SELECT COUNT(*) FROM subscriptions)`).
			Scan(&c.Articles, &c.Stories, &c.Channels, &c.Paused, &c.Subscriptions)
		if err != nil {
			return err
		}
		return countDeliveries(ctx, q, &c, micros(s.now()))
	})
	return c, err
}

func countDeliveries(ctx context.Context, q query, c *commands.Counts, now int64) error {
	type count struct {
		state bot.State
		n     int
	}
	counts, err := collect(ctx, q, func(r row) (c count, err error) { return c, r.Scan(&c.state, &c.n) },
		`SELECT state, COUNT(*) FROM deliveries GROUP BY state`)
	if err != nil {
		return err
	}
	c.Deliveries = make(map[bot.State]int, len(counts))
	for _, n := range counts {
		c.Deliveries[n.state] = n.n
	}
	var oldest int64
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MIN(d.owed), 0) FROM deliveries d JOIN channels c ON c.id = d.channel
		WHERE d.state IN ('owed', 'claimed') AND d.state = 'owed' AND d.ready <= ? AND c.paused = ''`, now).Scan(&oldest)
	c.OldestOwed = moment(oldest)
	return err
}
