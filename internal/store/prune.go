package store

import (
	"context"
	"time"
)

// pruneStep is how many deliveries one transaction of Prune looks at, so that no
// other writer waits for long.
const pruneStep = 1000

// Prune forgets the deliveries that were settled, and the ticks that ran, before
// a time; of each schedule the last tick is kept. What was forgotten can be
// edited no more, and would be owed again if it were still news; so before is
// long past. It returns how many deliveries it has forgotten.
func (s *Store) Prune(ctx context.Context, before time.Time) (n int, err error) {
	at := micros(before)
	for last, more := int64(0), true; more && err == nil; {
		err = s.write(ctx, "prune deliveries", func(tx change) error {
			end, err := pruneEnd(ctx, tx, last, at)
			if err != nil || end == 0 {
				more = false
				return err
			}
			gone, err := affected(ctx, tx, `DELETE FROM deliveries WHERE id > ? AND id <= ?
				AND state IN ('sent', 'dropped', 'uncertain') AND settled < ?`, last, end, at)
			n, last = n+gone, end
			return err
		})
	}
	if err != nil {
		return n, err
	}
	return n, s.write(ctx, "prune ticks and shelf", func(tx change) error {
		if err := pruneShelf(ctx, tx, at); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM ticks WHERE tick < ? AND tick < (
			SELECT MAX(l.tick) FROM ticks l WHERE l.schedule = ticks.schedule)`, at)
		return err
	})
}

// pruneEnd is the last delivery of the next step, 0 where none is old enough:
// they are numbered in the order in which they were owed.
func pruneEnd(ctx context.Context, q query, last, at int64) (end int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM (
		SELECT id, owed FROM deliveries WHERE id > ? ORDER BY id LIMIT ?) step WHERE owed < ?`, last, pruneStep, at).Scan(&end)
	return end, err
}
