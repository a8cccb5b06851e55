package store

import (
	"context"
	"errors"

	"herald/bot"
)

// keptUpdates is how many updates of a platform are remembered. Telegram keeps
// undelivered ones for a day (https://core.telegram.org/bots/api#getting-updates)
// and gives at most 100 at a time; what comes again is among the last few.
const keptUpdates = 10_000

// SeenUpdate remembers that an update of a platform has come, and reports
// whether it is the first time.
func (s *Store) SeenUpdate(ctx context.Context, platform bot.PlatformName, id int64) (first bool, err error) {
	err = s.write(ctx, "remember update", func(tx change) error {
		var seq int64
		err := tx.QueryRowContext(ctx, `INSERT INTO updates (platform, id, seen) VALUES (?, ?, ?)
			ON CONFLICT (platform, id) DO NOTHING RETURNING seq`, platform, id, micros(s.now())).Scan(&seq)
		if errors.Is(err, errNoRow) {
			return nil
		}
		if err != nil {
			return err
		}
		first = true
		_, err = tx.ExecContext(ctx, `DELETE FROM updates WHERE platform = ? AND seq <= ?`, platform, seq-keptUpdates)
		return err
	})
	return first && err == nil, err
}

// LastUpdate is the update of a platform that came last, zero for none. It need
// not be the highest: numbers may start anew.
func (s *Store) LastUpdate(ctx context.Context, platform bot.PlatformName) (id int64, err error) {
	err = s.read(ctx, "read last update", func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT id FROM updates WHERE platform = ? ORDER BY seq DESC LIMIT 1`, platform).Scan(&id)
		if errors.Is(err, errNoRow) {
			return nil
		}
		return err
	})
	return id, err
}
