package folder

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// signal is a notifier whose events the test sends.
type signal struct{ c chan struct{} }

func (s signal) add(string) error         { return nil }
func (s signal) changes() <-chan struct{} { return s.c }
func (s signal) close()                   {}

// desk collects what a Watcher does.
type desk struct {
	mu      sync.Mutex
	list    []articles.Article
	reports []string
	founds  int // how often the folder was told to be readable
	ready   int
	down    error
	calls   int
	logged  []string
}

// Write takes the lines of the watcher's log.
func (d *desk) Write(line []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.logged = append(d.logged, string(line))
	return len(line), nil
}

func (d *desk) file(_ context.Context, list []articles.Article) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	if d.down != nil {
		return d.down
	}
	d.list = append(d.list, list...)
	return nil
}

func (d *desk) set(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.down = err
}

func (d *desk) readies() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ready
}

func (d *desk) count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls
}

// articles are those filed and not taken yet.
func (d *desk) articles() []articles.Article {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.list)
}

// take returns the ids and titles filed since the last call.
func (d *desk) take() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var titles []string
	for _, a := range d.list {
		titles = append(titles, a.ID+": "+a.Title)
	}
	d.list = nil
	return titles
}

func (d *desk) found() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.founds
}

// told returns the reports since the last call.
func (d *desk) told() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.reports
	d.reports = nil
	return r
}

// rig is a Watcher of a temporary folder in a synctest bubble.
type rig struct {
	*desk
	t      *testing.T
	dir    string
	events chan struct{}
}

// watch runs a Watcher of dir until the test ends.
func watch(t *testing.T, dir string) *rig {
	t.Helper()
	r := &rig{desk: &desk{}, t: t, dir: dir, events: make(chan struct{}, 1)}
	w := New(Options{
		Source: articles.Source{Name: "drop", Publisher: "Arlen Herald", Path: dir},
		File:   r.file,
		Report: func(path string, err error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.reports = append(r.reports, path+": "+err.Error())
		},
		Folder: func(err error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			if err != nil {
				r.reports = append(r.reports, ".: "+err.Error())
			} else {
				r.founds++
			}
		},
		Log: slog.New(slog.NewTextHandler(r.desk, nil)),
		Ready: func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.ready++
		},
	})
	w.notify = func() (notifier, error) { return signal{r.events}, nil }
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return r
}

// write writes a file with the bubble's time and sends an event.
func (r *rig) write(name, data string) {
	r.t.Helper()
	put(r.t, filepath.Join(r.dir, name), data, time.Now())
	r.event()
}

func (r *rig) event() {
	select {
	case r.events <- struct{}{}:
	default:
	}
}

func put(t *testing.T, path, data string, at time.Time) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

func (r *rig) wants(what string, want ...string) {
	r.t.Helper()
	synctest.Wait()
	if diff := cmp.Diff(want, r.take()); diff != "" {
		r.t.Errorf("%s: filed (-want +got):\n%s", what, diff)
	}
}

func (r *rig) wantsReports(what string, want ...string) {
	r.t.Helper()
	synctest.Wait()
	if diff := cmp.Diff(want, r.told()); diff != "" {
		r.t.Errorf("%s: reported (-want +got):\n%s", what, diff)
	}
}

// pass lets the bubble's time pass.
func pass(d time.Duration) { <-time.After(d) }
