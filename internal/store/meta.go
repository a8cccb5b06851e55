package store

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
)

// Get is the value kept under key, empty for none.
func (s *Store) Get(ctx context.Context, key string) (value string, err error) {
	err = s.read(ctx, "read "+key, func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&value)
		if errors.Is(err, errNoRow) {
			return nil
		}
		return err
	})
	return value, err
}

// Put keeps value under key.
func (s *Store) Put(ctx context.Context, key, value string) error {
	return s.write(ctx, "keep "+key, func(tx change) error { return put(ctx, tx, key, value) })
}

func put(ctx context.Context, tx change, key, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, clean(value))
	return err
}

// epochKey is where the epoch is kept, epochLen its length.
const (
	epochKey = "epoch"
	epochLen = 10
)

// Epoch is a random word that tells this database from every other.
func (s *Store) Epoch(ctx context.Context) (string, error) { return s.Get(ctx, epochKey) }

// makeEpoch makes the epoch, in a database that has none. It writes in any case,
// so that a file that cannot be written is found when it is opened.
func (s *Store) makeEpoch(ctx context.Context) error {
	return s.write(ctx, "make the epoch", func(tx change) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING`,
			epochKey, strings.ToLower(rand.Text()[:epochLen]))
		return err
	})
}
