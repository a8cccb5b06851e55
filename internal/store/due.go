package store

import (
	"context"
	"time"

	"herald/bot"
)

// Finding the next deliveries among a hundred thousand must not mean looking at
// all of them: one channel that waits an hour may have thousands of them, before
// everybody else's. So every channel carries when its next delivery may go out
// (channels.due), and the courier looks at an index of that. Whoever changes
// what a channel is owed refreshes its due in the same transaction.
//
// A pending delivery is owed or claimed, and ready at some time: an owed one
// when it may go out, a claimed one when its lease ends. Within a channel
//
//   - while one is claimed, no other goes out;
//   - one that was claimed and waits to be tried again (but not for quiet hours to
//     end) holds back all that were owed after it, and none before it.
//
// The next may therefore go out at the earliest ready time of all up to the first
// to be tried again, but not before a lease ends.
//
// Channels are served in the order of their class (channels.rank: the first of
// all that they are owed, since what stands before a breaking story in the same
// channel must go out first), and within a class in the order in which they came
// to be due. A channel that was just served came last: its due is never before
// that (channels.served). So one with many posts owed keeps nobody waiting.

const (
	// pending and again are the conditions of the partial indexes, word for word.
	pending = `state IN ('owed', 'claimed')`
	again   = `state = 'owed' AND waits = 1`

	// firstAgain is the first delivery of a channel that is to be tried again.
	firstAgain = `(SELECT MIN(id) FROM deliveries WHERE channel = channels.id AND ` + again + `)`

	// dueOf is channels.due as it should be, NULL where nothing is pending. Each
	// part is a step or two in one index.
	dueOf = `(SELECT MAX(t) FROM (
		SELECT MAX(ready) AS t FROM deliveries WHERE channel = channels.id AND state = 'claimed'
		UNION ALL
		SELECT CASE WHEN ` + firstAgain + ` IS NULL
			THEN (SELECT MIN(ready) FROM deliveries WHERE channel = channels.id AND ` + pending + `)
			ELSE (SELECT MIN(ready) FROM deliveries WHERE channel = channels.id AND ` + pending + ` AND id <= ` + firstAgain + `)
		END
	) AS times)`

	// rankOf is channels.rank as it should be.
	rankOf = `COALESCE((SELECT MIN(rank) FROM deliveries WHERE channel = channels.id AND ` + pending + `), 1)`

	// refresh sets both.
	refresh = `UPDATE channels SET due = MAX(` + dueOf + `, served), rank = ` + rankOf + ` WHERE id `
)

// The statements that keep and ask channels.due.
const (
	refreshOne  = refresh + `= ?`
	refreshMany = refresh + `IN (
		SELECT d.channel FROM subscriptions s JOIN deliveries d ON d.channel = s.channel
		WHERE s.schedule = ? AND s.topic = ? AND s.words = ? AND d.key = ? AND d.state = 'owed')`
	serve     = `UPDATE channels SET served = ?, due = MAX(` + dueOf + `, ?), rank = ` + rankOf + ` WHERE id = ?`
	nextQuery = `SELECT MIN(t) FROM (` + nextOf + `0 UNION ALL ` + nextOf + `1 UNION ALL ` + nextOf + `2) AS times`
	nextOf    = `SELECT MIN(due) AS t FROM channels WHERE platform = ? AND paused = '' AND rank = `
)

// refreshDue works out the due of one channel.
func refreshDue(ctx context.Context, tx change, id bot.ChannelID) error {
	_, err := tx.ExecContext(ctx, refreshOne, id)
	return err
}

// refreshDues works out the due of some channels.
func refreshDues(ctx context.Context, tx change, ids []bot.ChannelID) error {
	marks, args := in(ids)
	_, err := tx.ExecContext(ctx, refresh+`IN (`+marks+`)`, args...)
	return err
}

// refreshOwed works out the due of all channels that are owed a delivery with
// the key under a schedule and interest.
func refreshOwed(ctx context.Context, tx change, schedule, topic, words, key string) error {
	_, err := tx.ExecContext(ctx, refreshMany, schedule, topic, words, key)
	return err
}

// Next is when the next delivery of a platform may go out or a lease ends, zero
// when none is owed.
func (s *Store) Next(ctx context.Context, platform bot.PlatformName) (at time.Time, err error) {
	err = s.read(ctx, "read next delivery", func(q query) error {
		var due *int64
		err := q.QueryRowContext(ctx, nextQuery, platform, platform, platform).Scan(&due)
		if due != nil {
			at = time.UnixMicro(*due).UTC()
		}
		return err
	})
	return at, err
}
