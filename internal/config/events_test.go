package config

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// With the real file system: every way in which editors and mounts change a file.
// After each of them the watcher must not be deaf.
func TestWatcherOnDisk(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		do   func(t *testing.T, path string)
	}{
		{"in place", func(t *testing.T, path string) { put(t, path, "two") }},
		{"renamed over", func(t *testing.T, path string) {
			put(t, path+".tmp", "two")
			must(t, os.Rename(path+".tmp", path))
		}},
		{"as vim does", func(t *testing.T, path string) {
			put(t, filepath.Join(filepath.Dir(path), "4913"), "")
			must(t, os.Remove(filepath.Join(filepath.Dir(path), "4913")))
			must(t, os.Rename(path, path+"~"))
			put(t, path, "two")
			must(t, os.Remove(path+"~"))
		}},
		{"removed and made anew", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			put(t, path, "two")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "config.yaml")
			put(t, path, "one")
			got := watch(t, path)
			tt.do(t, path)
			await(t, got, "two")
			put(t, path, "three")
			await(t, got, "three")
		})
	}
}

// Kubernetes mounts files as links through a folder ..data that it swaps.
func TestWatcherMounted(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need rights on Windows")
	}
	dir := t.TempDir()
	version := func(name, content string) {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o755))
		put(t, filepath.Join(dir, name, "config.yaml"), content)
		must(t, os.Symlink(name, filepath.Join(dir, "..data_tmp")))
		must(t, os.Rename(filepath.Join(dir, "..data_tmp"), filepath.Join(dir, "..data")))
	}
	version("..1", "one")
	must(t, os.Symlink(filepath.Join("..data", "config.yaml"), filepath.Join(dir, "config.yaml")))
	got := watch(t, filepath.Join(dir, "config.yaml"))
	version("..2", "two")
	await(t, got, "two")
	// An edit behind the link makes no event here.
	put(t, filepath.Join(dir, "..2", "config.yaml"), "three")
	await(t, got, "three")
}

// Events count when they are about the file, and not when they are about what
// stands beside it, such as the database.
func TestEvents(t *testing.T) {
	t.Parallel()
	w := &fsnotify.Watcher{Events: make(chan fsnotify.Event), Errors: make(chan error)}
	e := &events{changed: make(chan struct{}, 1)}
	e.wg.Go(func() { e.forward(w, "config.yaml") })
	told := func(name string) bool {
		w.Events <- fsnotify.Event{Name: filepath.Join("etc", name), Op: fsnotify.Write}
		// When the next one is taken, the one before has been dealt with.
		w.Events <- fsnotify.Event{Name: "other", Op: fsnotify.Write}
		select {
		case <-e.changed:
			return true
		default:
			return false
		}
	}
	for name, want := range map[string]bool{
		"config.yaml": true, "..data": true, "herald.db-wal": false, "config.yaml~": false, "4913": false,
	} {
		if got := told(name); got != want {
			t.Errorf("an event about %s: told = %v, want %v", name, got, want)
		}
	}
	w.Errors <- fsnotify.ErrEventOverflow
	<-e.changed
	close(w.Events)
	e.wg.Wait()
}

func TestEventsOfNoFolder(t *testing.T) {
	t.Parallel()
	if _, err := notifyFile(filepath.Join(t.TempDir(), "none", "config.yaml")); err == nil {
		t.Error("no error for a folder that does not exist")
	}
}

func watch(t *testing.T, path string) <-chan string {
	t.Helper()
	got := make(chan string, 10)
	w := NewWatcher(path, func(data []byte) { got <- string(data) }, nil)
	if _, err := w.Read(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = w.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return got
}

// await waits for content. An empty file may come before it, when the machine was
// too busy to write the rest within the time that the watcher waits.
func await(t *testing.T, got <-chan string, want string) {
	t.Helper()
	for s := ""; s == ""; {
		select {
		case s = <-got:
			if s != "" && s != want {
				t.Fatalf("delivered %q, want %q", s, want)
			}
		case <-time.After(3 * time.Minute):
			t.Fatalf("%q was not delivered", want)
		}
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	must(t, os.WriteFile(path, []byte(content), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
