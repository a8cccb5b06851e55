package storetest

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"herald/internal/store"
)

// Ready puts an empty database at path, for a store that is opened there. That
// takes a fraction of the time in which a store makes its own, most of which
// goes into the steps of the schema.
func Ready(t testing.TB, path string) {
	t.Helper()
	if err := os.WriteFile(path, Image(t), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Image is the file of an empty database. It has no epoch yet: each store that
// is opened on a copy makes one of its own.
func Image(t testing.TB) []byte {
	t.Helper()
	data, err := image()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// image is made once for all tests.
var image = sync.OnceValues(func() (data []byte, err error) {
	dir, err := os.MkdirTemp("", "herald-storetest-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "herald.db")
	s, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := unopened(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// unopened takes from the database at path what opening it has left there: the
// epoch, and the mark that it has a log beside it.
func unopened(path string) error {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(context.Background(), `DELETE FROM meta; PRAGMA journal_mode = DELETE`)
	return errors.Join(err, db.Close())
}
