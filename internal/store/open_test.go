package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"herald/internal/store"
)

func TestOpenMakesFolders(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "folder with space", "it's 100%41?#.db")
	s := open(t, path)
	if err := s.Put(t.Context(), "key", "kept"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v", info.Mode())
	}
}

func TestReopenKeeps(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "herald.db")
	first, err := store.Open(t.Context(), store.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Put(t.Context(), "key", "kept"); err != nil {
		t.Fatal(err)
	}
	epoch, err := first.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, path)
	if got, err := second.Get(t.Context(), "key"); err != nil || got != "kept" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := second.Epoch(t.Context()); err != nil || got != epoch {
		t.Errorf("epoch %q, %v; it was %q", got, err, epoch)
	}
}

// openErrors are files that cannot be opened, by what is wrong with them.
var openErrors = []struct {
	name string
	make func(t *testing.T, path string)
	want string
	root bool // what root may do all the same
}{
	{"a folder", func(t *testing.T, path string) { must(t, os.MkdirAll(path, 0o700)) }, "it is a folder", false},
	{"no database", func(t *testing.T, path string) {
		must(t, os.Mkdir(filepath.Dir(path), 0o700))
		must(t, os.WriteFile(path, []byte(strings.Repeat("just text\n", 500)), 0o600))
	}, "the file is no database", false},
	{"a damaged one", damaged, "the file is damaged", false},
	{"another program's", foreign, "not one of Herald's", false},
	{"a newer one's", newer, "made by a newer Herald", false},
	{"a file for a folder", func(t *testing.T, path string) {
		must(t, os.WriteFile(filepath.Dir(path), nil, 0o600))
	}, "not a directory", false},
	{"may not be read", func(t *testing.T, path string) {
		open(t, path)
		must(t, os.Chmod(path, 0))
	}, "cannot be opened", true},
	{"may not be written", func(t *testing.T, path string) {
		open(t, path)
		must(t, os.Chmod(path, 0o400))
	}, "permission denied", true},
	{"folder may not be written", func(t *testing.T, path string) {
		must(t, os.MkdirAll(filepath.Dir(path), 0o500))
	}, "permission denied", true},
}

// TestOpenErrors checks that an operator learns which file is wrong, and how.
func TestOpenErrors(t *testing.T) {
	t.Parallel()
	for _, c := range openErrors {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.root && os.Geteuid() == 0 {
				t.Skip("root may do everything")
			}
			path := filepath.Join(t.TempDir(), "in", "herald.db")
			c.make(t, path)
			s, err := store.Open(t.Context(), store.Options{Path: path})
			if err == nil {
				t.Fatal("opened", s.Close())
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %q, want %q and the path", err, c.want)
			}
		})
	}
}

func TestOpenNothing(t *testing.T) {
	t.Parallel()
	if _, err := store.Open(t.Context(), store.Options{}); err == nil {
		t.Error("opened without a path")
	}
}

// TestNewer: a program that looks for it finds out, and the file is as it was.
func TestNewer(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "herald.db")
	newer(t, path)
	if _, err := store.Open(t.Context(), store.Options{Path: path}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// statement runs one statement on a database file.
func statement(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.Exec(text)
	must(t, errors.Join(err, db.Close()))
}

// foreign is a database of another program, in its own journal mode.
func foreign(t *testing.T, path string) {
	must(t, os.Mkdir(filepath.Dir(path), 0o700))
	statement(t, path, `CREATE TABLE notes (text)`)
	before, err := os.ReadFile(path)
	must(t, err)
	t.Cleanup(func() {
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("it was changed: %v", err)
		}
	})
}

func newer(t *testing.T, path string) {
	s, err := store.Open(t.Context(), store.Options{Path: path})
	must(t, err)
	must(t, s.Close())
	statement(t, path, `INSERT INTO schema_versions (version, name, applied) VALUES (9999, 'from the future', 0)`)
}

// damaged is a database with its schema overwritten.
func damaged(t *testing.T, path string) {
	s, err := store.Open(t.Context(), store.Options{Path: path})
	must(t, err)
	must(t, s.Close())
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt([]byte(strings.Repeat("\xff", 3900)), 110)
	must(t, errors.Join(err, f.Close()))
}
