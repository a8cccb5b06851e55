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

// KeepUpdate keeps an update that is to be handled, and reports whether it is
// new: neither kept nor handled before.
func (s *Store) KeepUpdate(ctx context.Context, platform bot.PlatformName, id int64, data []byte) (isNew bool, err error) {
	if data == nil {
		data = []byte{} // no data would say that it was handled
	}
	err = s.write(ctx, "keep update", func(tx change) error {
		isNew, err = fileUpdate(ctx, tx, s.updateRow(platform, id, data), `updates.data`)
		return err
	})
	return isNew && err == nil, err
}

// FinishUpdate remembers that an update was handled, and forgets what was in it.
func (s *Store) FinishUpdate(ctx context.Context, platform bot.PlatformName, id int64) error {
	return s.write(ctx, "remember update", func(tx change) error {
		_, err := fileUpdate(ctx, tx, s.updateRow(platform, id, nil), `NULL`)
		return err
	})
}

// updateRow are the values of a row of updates; data is nil once it was handled.
func (s *Store) updateRow(platform bot.PlatformName, id int64, data []byte) []any {
	if data == nil {
		return []any{platform, id, micros(s.now()), nil}
	}
	return []any{platform, id, micros(s.now()), data}
}

// fileUpdate writes a row of updates, or changes the data of the one there is,
// and forgets the oldest ones that were handled. It reports whether the row is
// new.
func fileUpdate(ctx context.Context, tx change, row []any, otherwise string) (isNew bool, err error) {
	var seq int64
	err = tx.QueryRowContext(ctx, `SELECT seq FROM updates WHERE platform = ? AND id = ?`, row[0], row[1]).Scan(&seq)
	if err != nil && !errors.Is(err, errNoRow) {
		return false, err
	}
	isNew = err != nil
	err = tx.QueryRowContext(ctx, `INSERT INTO updates (platform, id, seen, data) VALUES (?, ?, ?, ?)
		ON CONFLICT (platform, id) DO UPDATE SET data = `+otherwise+` RETURNING seq`, row...).Scan(&seq)
	if err != nil || !isNew {
		return isNew, err
	}
	_, err = tx.ExecContext(ctx, forgetUpdates, row[0], seq-keptUpdates)
	return isNew, err
}

// UpdateHandled reports whether an update was handled before.
func (s *Store) UpdateHandled(ctx context.Context, platform bot.PlatformName, id int64) (handled bool, err error) {
	err = s.read(ctx, "look for update", func(q query) error {
		return q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM updates WHERE platform = ? AND id = ? AND data IS NULL)`,
			platform, id).Scan(&handled)
	})
	return handled, err
}

// OpenUpdates are the updates of a platform that were kept and not handled yet,
// the one that came first first, at most n.
func (s *Store) OpenUpdates(ctx context.Context, platform bot.PlatformName, n int) (list [][]byte, err error) {
	err = s.read(ctx, "read open updates", func(q query) error {
		list, err = collect(ctx, q, func(r row) (data []byte, err error) { return data, r.Scan(&data) }, openUpdates, platform, n)
		return err
	})
	return list, err
}

const (
	openUpdates   = `SELECT data FROM updates WHERE platform = ? AND data IS NOT NULL ORDER BY seq LIMIT ?`
	forgetUpdates = `DELETE FROM updates WHERE platform = ? AND data IS NULL AND seq <= ?`
)
