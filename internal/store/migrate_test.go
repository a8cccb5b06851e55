package store

import (
	"bytes"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestMigrationsAreNumbered: their numbers are their places, from 1 on.
func TestMigrationsAreNumbered(t *testing.T) {
	t.Parallel()
	all := migrations()
	if len(all) == 0 {
		t.Fatal("there are none")
	}
	for i, m := range all {
		if m.number != i+1 || m.text == "" || !strings.HasPrefix(m.name, fmt.Sprintf("%04d_", i+1)) {
			t.Errorf("migration %d is %q with number %d", i+1, m.name, m.number)
		}
	}
}

// TestMigrationFails: the step that fails leaves nothing behind, those before it
// stay, and the next start goes on from there.
func TestMigrationFails(t *testing.T) {
	t.Parallel()
	s := bare(t, memory)
	steps := []migration{
		{number: 1, name: "0001_a", text: `CREATE TABLE a (x INTEGER)`},
		{number: 2, name: "0002_b", text: `CREATE TABLE b (x INTEGER); INSERT INTO a VALUES (1); CREATE TABLE a (y INTEGER)`},
	}
	err := s.migrate(t.Context(), steps)
	if err == nil || !strings.Contains(err.Error(), "0002_b") {
		t.Fatalf("got %v, want the name of the step that failed", err)
	}
	steps[1].text = `CREATE TABLE b (x INTEGER); INSERT INTO b VALUES (2)`
	if err := s.migrate(t.Context(), steps); err != nil {
		t.Fatal(err)
	}
	var a, b int
	err = s.writer.QueryRow(`SELECT (SELECT COUNT(*) FROM a), (SELECT COUNT(*) FROM b)`).Scan(&a, &b)
	if err != nil || a != 0 || b != 1 {
		t.Errorf("a has %d rows, b %d: %v", a, b, err)
	}
}

// TestMigrationIsAnnounced: who has an archive is told why the start takes longer; who
// has none, or one that is up to date, is not.
func TestMigrationIsAnnounced(t *testing.T) {
	t.Parallel()
	s := bare(t, memory)
	var said bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&said, nil))
	all := migrations()
	for _, step := range []struct {
		upTo int
		want bool
	}{{3, false}, {3, false}, {len(all), true}, {len(all), false}} {
		said.Reset()
		if err := s.migrate(t.Context(), all[:step.upTo]); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(said.String(), "up to date"); got != step.want {
			t.Errorf("up to %d said %q", step.upTo, &said)
		}
	}
}

// inMemory is a store that is empty, and closed at the end of the test.
func inMemory(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// bare is a store that is connected, without a schema.
func bare(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: memory}) // for its clock and log
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.connect(path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestManyOpenAtOnce: several that start on a new file at the same time all
// find it ready.
func TestManyOpenAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "herald.db")
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			s, err := Open(t.Context(), Options{Path: path})
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// TestFullDisk: the operator is told so, and what was committed before is there.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "herald.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Put(t.Context(), "key", "kept"); err != nil {
		t.Fatal(err)
	}
	// A limit on pages is what a full disk is to SQLite.
	exec(t, s, `PRAGMA max_page_count = 1`)
	err = s.Put(t.Context(), "big", strings.Repeat("x", 1_000_000))
	if err == nil || !strings.Contains(err.Error(), "no space left on the disk") {
		t.Errorf("got %v", err)
	}
	if got, err := s.Get(t.Context(), "key"); err != nil || got != "kept" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestForgetUpdates(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	exec(t, s, `INSERT INTO updates (platform, id, seen)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15000) SELECT 'telegram', i, 0 FROM n`)
	exec(t, s, `UPDATE updates SET data = 'open' WHERE id = 1`)
	if err := s.FinishUpdate(t.Context(), "telegram", 15001); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.writer.QueryRow(`SELECT COUNT(*) FROM updates`).Scan(&n); err != nil || n != keptUpdates+1 {
		t.Errorf("%d are kept, want %d and the one that is not handled: %v", n, keptUpdates, err)
	}
}
