package config

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// desk is a watcher of a real file, in a bubble of fake time. Events of the file
// system are made by hand: those of the real one cannot be waited for there.
type desk struct {
	t       *testing.T
	path    string
	w       *Watcher
	events  *events
	cancel  context.CancelFunc
	done    chan struct{}
	mu      sync.Mutex
	got     []string
	lastLog bytes.Buffer
}

func newDesk(t *testing.T, content string) *desk {
	d := &desk{t: t, path: filepath.Join(t.TempDir(), "config.yaml"), events: &events{changed: make(chan struct{}, 1)}}
	d.write(content)
	d.w = NewWatcher(d.path, d.take, slog.New(slog.NewTextHandler(&d.lastLog, nil)))
	d.w.notify = func(string) (*events, error) { return d.events, nil }
	return d
}

func (d *desk) take(data []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.got = append(d.got, string(data))
}

func (d *desk) start() {
	ctx, cancel := context.WithCancel(d.t.Context())
	d.cancel, d.done = cancel, make(chan struct{})
	go func() {
		defer close(d.done)
		if err := d.w.Run(ctx); err != nil {
			d.t.Errorf("Run: %v", err)
		}
	}()
	synctest.Wait()
}

func (d *desk) stop() {
	d.cancel()
	<-d.done
}

// write changes the file without an event.
func (d *desk) write(content string) {
	d.t.Helper()
	if err := os.WriteFile(d.path, []byte(content), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// edit changes the file with an event.
func (d *desk) edit(content string) {
	d.t.Helper()
	d.write(content)
	d.events.tell()
	synctest.Wait()
}

func (d *desk) remove() {
	d.t.Helper()
	if err := os.Remove(d.path); err != nil {
		d.t.Fatal(err)
	}
	d.events.tell()
	synctest.Wait()
}

func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// expect compares what was delivered since the last call.
func (d *desk) expect(want ...string) {
	d.t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if diff := cmp.Diff(want, d.got); diff != "" {
		d.t.Errorf("delivered (-want +got):\n%s", diff)
	}
	d.got = nil
}

const ms = time.Millisecond

func TestWatcher(t *testing.T) {
	tests := []struct {
		name string
		do   func(d *desk)
	}{
		{"an edit", func(d *desk) {
			d.edit("two")
			pass(299 * ms)
			d.expect()
			pass(ms)
			d.expect("two")
		}},
		{"the same bytes", func(d *desk) {
			d.edit("one")
			pass(time.Minute)
			d.expect()
		}},
		{"there and back", func(d *desk) {
			d.edit("two")
			pass(100 * ms)
			d.edit("one")
			pass(time.Minute)
			d.expect()
		}},
		{"emptied, then written", func(d *desk) {
			d.edit("")
			pass(50 * ms)
			d.edit("two")
			pass(time.Minute)
			d.expect("two")
		}},
		{"written piece by piece", func(d *desk) {
			for _, s := range []string{"", "t", "tw", "two"} {
				d.edit(s)
				pass(200 * ms)
			}
			d.expect()
			pass(time.Minute)
			d.expect("two")
		}},
		{"pieces without events", func(d *desk) {
			d.edit("t")
			pass(200 * ms)
			d.write("tw")
			pass(200 * ms)
			d.write("two")
			pass(200 * ms)
			d.expect()
			pass(time.Minute)
			d.expect("two")
		}},
		{"empty and staying so", func(d *desk) {
			d.edit("")
			pass(time.Minute)
			d.expect("")
		}},
		{"no event", func(d *desk) {
			d.write("two")
			pass(pollEvery + settle)
			d.expect("two")
		}},
		{"a storm of events", func(d *desk) {
			d.edit("two")
			for range 20 {
				pass(100 * ms)
				d.events.tell()
			}
			d.expect("two")
		}},
		{"removed and made anew", func(d *desk) {
			d.remove()
			pass(10 * time.Second)
			d.expect()
			d.write("two")
			pass(10 * time.Second)
			d.expect("two")
			d.edit("three")
			pass(time.Second)
			d.expect("three")
		}},
		{"removed and the same again", func(d *desk) {
			d.remove()
			pass(10 * time.Second)
			d.write("one")
			pass(10 * time.Second)
			d.expect()
			if log := d.lastLog.String(); strings.Count(log, "cannot be read") != 1 || strings.Count(log, "is back") != 1 {
				d.t.Errorf("log:\n%s", log)
			}
		}},
		{"reload", func(d *desk) {
			d.w.Reload()
			synctest.Wait()
			d.expect("one")
			d.write("two")
			d.w.Reload()
			synctest.Wait()
			pass(time.Minute)
			d.expect("two")
		}},
		{"reload of nothing", func(d *desk) {
			d.remove()
			d.w.Reload()
			pass(time.Minute)
			d.expect()
			if log := d.lastLog.String(); strings.Count(log, "cannot be read") != 1 {
				d.t.Errorf("log:\n%s", log)
			}
		}},
		{"another loads it", func(d *desk) {
			d.write("two")
			if data, err := d.w.Read(); err != nil || string(data) != "two" {
				d.t.Errorf("got %q, %v", data, err)
			}
			pass(time.Minute)
			d.expect()
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "one")
				d.t = t
				if _, err := d.w.Read(); err != nil {
					t.Fatal(err)
				}
				d.start()
				tt.do(d)
				d.stop()
			})
		})
	}
}

// An edit between loading and watching is not lost.
func TestWatcherBeforeRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "one")
		if _, err := d.w.Read(); err != nil {
			t.Fatal(err)
		}
		d.write("two")
		d.start()
		pass(settle)
		d.expect("two")
		d.stop()
	})
}

func TestWatcherWithoutFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "one")
		d.remove()
		if _, err := d.w.Read(); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v", err)
		}
		d.start()
		pass(time.Minute)
		d.write("two")
		pass(time.Minute)
		d.expect("two")
		d.stop()
	})
}

// Where the system has no events left, reading now and then suffices.
func TestWatcherWithoutEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "one")
		d.w.notify = func(string) (*events, error) { return nil, errors.New("too many open files") }
		d.start()
		d.write("two")
		pass(pollEvery + settle)
		d.expect("two")
		d.stop()
		if !strings.Contains(d.lastLog.String(), "too many open files") {
			t.Errorf("log:\n%s", d.lastLog.String())
		}
	})
}

func TestReadFileRefuses(t *testing.T) {
	t.Parallel()
	if _, err := readFile(t.TempDir()); err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Errorf("a folder: got %v", err)
	}
	path := filepath.Join(t.TempDir(), "big")
	if err := os.WriteFile(path, make([]byte, 3*MaxSize), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := readFile(path); err != nil || len(data) != MaxSize+1 {
		t.Errorf("got %d bytes, %v", len(data), err)
	}
}
