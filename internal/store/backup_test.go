package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"herald/internal/store"
)

func TestBackupWhileOthersWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "herald.db"))
	put := func(value string) {
		if err := s.Put(t.Context(), "key", value); err != nil {
			t.Error(err)
		}
	}
	put("first")
	var writing sync.WaitGroup
	writing.Go(func() {
		for range 20 {
			put("second")
		}
	})
	copied := filepath.Join(dir, "it's a copy.db")
	if err := store.Backup(t.Context(), filepath.Join(dir, "herald.db"), copied); err != nil {
		t.Fatal(err)
	}
	writing.Wait()
	info, err := os.Stat(copied)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v", info.Mode())
	}
	if got, err := open(t, copied).Get(t.Context(), "key"); err != nil || got != "first" && got != "second" {
		t.Errorf("the copy says %q, %v", got, err)
	}
}

func TestBackupLeavesFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from, text := filepath.Join(dir, "herald.db"), filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte("not a database, but quite long; not a database, but quite long"), 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, from)
	tests := []struct{ name, from, to, want string }{
		{"over another file", from, text, "is there already"},
		{"over itself", from, from, "is there already"},
		{"of nothing", filepath.Join(dir, "none.db"), filepath.Join(dir, "a.db"), "no such file"},
		{"of no database", text, filepath.Join(dir, "b.db"), "no database"},
		{"into no folder", from, filepath.Join(dir, "none.txt", string([]byte{0}), "c.db"), "back up"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := store.Backup(t.Context(), test.from, test.to)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	for _, name := range []string{"a.db", "a.db.part", "b.db", "b.db.part", "none.db"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was left behind", name)
		}
	}
}
