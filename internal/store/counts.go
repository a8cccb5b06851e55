package store

import (
	"context"
	"maps"

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

// countsQuery counts all deliveries, and by their own indexes those that were not
// sent: reading the state of all of them would take a second.
const countsQuery = `SELECT (SELECT COUNT(*) FROM deliveries),
	(SELECT COUNT(*) FROM deliveries WHERE ` + pending + `),
	(SELECT COUNT(*) FROM deliveries WHERE ` + pending + ` AND state = 'claimed'),
	(SELECT COUNT(*) FROM deliveries WHERE state = 'uncertain'),
	(SELECT COUNT(*) FROM deliveries WHERE state = 'dropped')`

func countDeliveries(ctx context.Context, q query, c *commands.Counts, now int64) error {
	var all, pending, claimed, uncertain, dropped int
	err := q.QueryRowContext(ctx, countsQuery).Scan(&all, &pending, &claimed, &uncertain, &dropped)
	if err != nil {
		return err
	}
	c.Deliveries = map[bot.State]int{
		bot.Owed: pending - claimed, bot.Claimed: claimed, bot.Undecided: uncertain, bot.Dropped: dropped,
		bot.Sent: all - pending - uncertain - dropped,
	}
	maps.DeleteFunc(c.Deliveries, func(_ bot.State, n int) bool { return n == 0 })
	var oldest int64
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MIN(d.owed), 0) FROM deliveries d JOIN channels c ON c.id = d.channel
		WHERE d.state IN ('owed', 'claimed') AND d.state = 'owed' AND d.ready <= ? AND c.paused = ''`, now).Scan(&oldest)
	c.OldestOwed = moment(oldest)
	return err
}
