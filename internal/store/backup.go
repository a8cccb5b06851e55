package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Backup copies the database at from into a new file, whole and checked, while
// others use it. Where it fails it leaves no file behind.
func Backup(ctx context.Context, from, to string) (err error) {
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("back up database: %w", err)
	}
	switch _, err := os.Lstat(to); {
	case err == nil:
		return fmt.Errorf("back up database: %s is there already", to)
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("back up database: %w", err)
	}
	part := to + ".part"
	_ = os.Remove(part) // of a backup that was broken off
	defer func() { _ = os.Remove(part) }()
	if err := copyInto(ctx, from, part); err != nil {
		return fmt.Errorf("back up database: %w", explained(err))
	}
	if err := sound(ctx, part); err != nil {
		return fmt.Errorf("check the backup: %w", explained(err))
	}
	if err := os.Rename(part, to); err != nil {
		return fmt.Errorf("back up database: %w", err)
	}
	return nil
}

// copyInto writes one state of a database into a new file that the owner alone
// may read. The copy holds no free pages and has no log beside it
// (https://www.sqlite.org/lang_vacuum.html#vacuum_with_an_into_clause).
func copyInto(ctx context.Context, from, to string) error {
	if err := makeFile(to); err != nil {
		return err
	}
	return onFile(from, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `VACUUM INTO ?`, to)
		return err
	})
}

// sound reads a whole database and says what is wrong with it.
func sound(ctx context.Context, path string) error {
	return onFile(path, func(db *sql.DB) error {
		var verdict string
		if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return errors.New(verdict)
		}
		return nil
	})
}

// onFile opens a database as it is, without bringing it up to date.
func onFile(path string, f func(*sql.DB) error) error {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	err = f(db)
	return errors.Join(err, db.Close())
}
