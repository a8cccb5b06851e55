package reliability_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	_ "modernc.org/sqlite" // the driver
)

// ledger looks at the program's database from outside, and notices when the
// program writes to it.
type ledger struct {
	db      *sql.DB
	watch   *fsnotify.Watcher
	done    sync.WaitGroup
	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every write
	onWrite func()
}

func openLedger(t testing.TB, path string) *ledger {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	must(t, err)
	watch, err := fsnotify.NewWatcher()
	must(t, err)
	must(t, watch.Add(filepath.Dir(path)))
	l := &ledger{db: db, watch: watch, changed: make(chan struct{})}
	l.done.Go(func() { l.listen(filepath.Base(path) + "-wal") })
	t.Cleanup(func() {
		_ = watch.Close()
		l.done.Wait()
		_ = db.Close()
	})
	return l
}

// listen tells of every write to the database's log.
func (l *ledger) listen(wal string) {
	for e := range l.watch.Events {
		if filepath.Base(e.Name) != wal || !e.Has(fsnotify.Write) {
			continue
		}
		l.mu.Lock()
		f := l.onWrite
		close(l.changed)
		l.changed = make(chan struct{})
		l.mu.Unlock()
		if f != nil {
			f()
		}
	}
}

// onEach calls f after every write; nil ends it.
func (l *ledger) onEach(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.onWrite = f
}

// until waits for a condition, looked at after every write, and now and then: a
// write is noticed a moment before others can see it.
func (l *ledger) until(ctx context.Context, done func() bool) bool {
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		l.mu.Lock()
		changed := l.changed
		l.mu.Unlock()
		if done() {
			return true
		}
		select {
		case <-changed:
		case <-again.C:
		case <-ctx.Done():
			return false
		}
	}
}

// count is one number from the database.
func (l *ledger) count(t testing.TB, query string, args ...any) (n int) {
	t.Helper()
	must(t, l.db.QueryRowContext(context.WithoutCancel(t.Context()), query, args...).Scan(&n))
	return n
}

const settled = `('sent', 'dropped', 'uncertain')`

// pending counts what is not settled.
func (l *ledger) pending(t testing.TB) int {
	return l.count(t, `SELECT COUNT(*) FROM deliveries WHERE state NOT IN `+settled)
}

// pass lets the leases of a dead process end, as a minute would.
func (l *ledger) pass(t testing.TB) {
	t.Helper()
	for _, q := range []string{
		`UPDATE channels SET due = 1 WHERE id IN (SELECT channel FROM deliveries WHERE state NOT IN ('owed', 'sent', 'dropped', 'uncertain'))`,
		`UPDATE deliveries SET ready = 1 WHERE state NOT IN ('owed', 'sent', 'dropped', 'uncertain')`,
	} {
		_, err := l.db.ExecContext(t.Context(), q)
		must(t, err)
	}
}

// later counts what may not go out yet.
func (l *ledger) later(t testing.TB) int {
	return l.count(t, `SELECT COUNT(*) FROM deliveries WHERE state = 'owed' AND ready > ?`, time.Now().UnixMicro())
}

// hasten makes everything that is owed come now.
func (l *ledger) hasten(t testing.TB) {
	t.Helper()
	for _, q := range []string{
		`UPDATE channels SET due = 1 WHERE id IN (SELECT channel FROM deliveries WHERE state = 'owed')`,
		`UPDATE deliveries SET ready = 1 WHERE state = 'owed'`,
	} {
		_, err := l.db.ExecContext(t.Context(), q)
		must(t, err)
	}
}

// entry is a delivery in the ledger.
type entry struct {
	id                                                   int64
	platform, address, key, kind, state, message, reason string
}

// entries are all deliveries, oldest first.
func (l *ledger) entries(t testing.TB) (all []entry) {
	t.Helper()
	rows, err := l.db.QueryContext(t.Context(), `SELECT d.id, c.platform, c.address, d.key, d.kind, d.state, d.message, d.reason
		FROM deliveries d JOIN channels c ON c.id = d.channel ORDER BY d.id`)
	must(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e entry
		must(t, rows.Scan(&e.id, &e.platform, &e.address, &e.key, &e.kind, &e.state, &e.message, &e.reason))
		all = append(all, e)
	}
	must(t, rows.Err())
	return all
}
