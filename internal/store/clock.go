package store

import (
	"context"
	"time"

	"herald/bot"
)

// SetClock says that the clock of the machine was set, as delivery.Ledger says.
// Where nobody knows by how much, what was written down after now tells it: that
// was written by a clock that was ahead.
func (s *Store) SetClock(ctx context.Context, p bot.PlatformName, own []bot.Delivery, by time.Duration, now time.Time, lease time.Duration) error {
	// A look first, which takes no lock: most starts find nothing.
	ahead, err := s.ahead(ctx, p, now)
	if err != nil {
		return err
	}
	if by == 0 {
		by = -ahead
	}
	if ahead <= 0 && len(own) == 0 && by >= 0 {
		return nil
	}
	return s.write(ctx, "set clock", func(tx change) error {
		channels := make([]bot.ChannelID, len(own))
		for i, d := range own {
			channels[i] = d.Channel.ID
			_, err := tx.ExecContext(ctx, `UPDATE deliveries SET ready = ? WHERE id = ? AND state = 'claimed' AND claims = ?`,
				micros(now.Add(lease)), d.ID, d.Claim)
			if err != nil {
				return err
			}
		}
		if by < 0 {
			if err := setBack(ctx, tx, p, -by, now, lease); err != nil {
				return err
			}
		}
		return refreshDues(ctx, tx, channels)
	})
}

// ahead is how far the last of what was written down lies after now; not positive
// where nothing does. What is to come later by design is not looked at.
func (s *Store) ahead(ctx context.Context, p bot.PlatformName, now time.Time) (d time.Duration, err error) {
	err = s.read(ctx, "look at the clock", func(q query) error {
		var served, due, written int64
		if err := q.QueryRowContext(ctx, servedQuery, p).Scan(&served); err != nil {
			return err
		}
		if err := q.QueryRowContext(ctx, lastDueQuery, p, p, p).Scan(&due); err != nil {
			return err
		}
		if due > micros(now) { // else nothing waits for later, which is nearly always so
			if err := q.QueryRowContext(ctx, writtenQuery, p, micros(now)).Scan(&written); err != nil {
				return err
			}
		}
		d = time.Duration(max(served, written)-micros(now)) * time.Microsecond
		return nil
	})
	return d, err
}

const (
	servedQuery = `SELECT COALESCE(MAX(served), 0) FROM channels WHERE platform = ?`
	// writtenQuery is when the last was written down of what waits for later.
	writtenQuery = `SELECT COALESCE(MAX(MAX(d.owed, d.settled, d.begun)), 0) FROM deliveries d JOIN channels c ON c.id = d.channel
		WHERE c.platform = ? AND d.state IN ('owed', 'claimed') AND d.ready > ?`
	lastDueQuery = `SELECT COALESCE(MAX(t), 0) FROM (` + lastDueOf + `0 UNION ALL ` + lastDueOf + `1 UNION ALL ` + lastDueOf + `2) AS times`
	lastDueOf    = `SELECT MAX(due) AS t FROM channels WHERE platform = ? AND paused = '' AND rank = `
)

// setBack brings nearer what was put off by a clock that was ahead by so much.
func setBack(ctx context.Context, tx change, p bot.PlatformName, by time.Duration, now time.Time, lease time.Duration) error {
	at, there := micros(now), `channel IN (SELECT id FROM channels WHERE platform = ?)`
	for _, step := range []struct {
		text string
		args []any
	}{
		{`UPDATE deliveries SET ready = MIN(ready, ?) WHERE state IN ('owed', 'claimed') AND state = 'claimed' AND ready > ? AND ` + there,
			[]any{micros(now.Add(lease)), at, p}},
		{`UPDATE deliveries SET ready = MAX(ready - ?, ?), owed = MIN(owed, ?)
			WHERE state IN ('owed', 'claimed') AND state = 'owed' AND held = 0 AND ready > ? AND ` + there,
			[]any{by.Microseconds(), at, at, at, p}},
		{`UPDATE channels SET served = ? WHERE platform = ? AND served > ?`, []any{at, p, at}},
		{refresh + `IN (SELECT id FROM channels WHERE platform = ? AND due > ?)`, []any{p, at}},
	} {
		if _, err := tx.ExecContext(ctx, step.text, step.args...); err != nil {
			return err
		}
	}
	return nil
}
