package config

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	// pollEvery is how often the file is read even if nobody said that it changed:
	// mounted files and edits behind a symbolic link make no event.
	pollEvery = 5 * time.Second
	// settle is how long the file must stay the same before its change counts.
	settle = 300 * time.Millisecond
)

// Watcher watches a config file, however it is changed: in place, by renaming
// another file over it, by removing and making it anew, behind a symbolic link or
// as a mounted volume. Events of the file system make it quick; reading the file
// every 5 seconds makes it sure, and suffices where there are no events.
type Watcher struct {
	path     string
	onChange func(data []byte)
	log      *slog.Logger
	// notify starts events of the file system. Tests put others in its place.
	notify func(path string) (*events, error)
	reload chan struct{}

	mu sync.Mutex
	// known is the content that was read or delivered last.
	known    sum
	hasKnown bool
}

// sum stands for the content of the file.
type sum [sha256.Size]byte

// NewWatcher makes a watcher of the file at path. onChange gets the content after
// each change, from one goroutine: Run's. It never gets the same content twice in
// a row unless Reload asks for it, and content only after it stayed the same for
// 300 ms; it may be empty or wrong all the same. log may be nil.
func NewWatcher(path string, onChange func(data []byte), log *slog.Logger) *Watcher {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Watcher{
		path: path, onChange: onChange, log: log, notify: notifyFile,
		reload: make(chan struct{}, 1),
	}
}

// Read reads the file. What it returns counts as known: only what differs from it
// is a change. Call it before Run to load the configuration for the first time,
// and no edit in between is lost.
func (w *Watcher) Read() ([]byte, error) {
	data, err := readFile(w.path)
	if err != nil {
		return nil, err
	}
	w.setKnown(sha256.Sum256(data))
	return data, nil
}

// Reload has the file read and delivered at once, changed or not. It does not
// wait for that.
func (w *Watcher) Reload() {
	select {
	case w.reload <- struct{}{}:
	default:
	}
}

// Run watches until ctx ends, and returns nil then. A file that is missing
// meanwhile is waited for.
func (w *Watcher) Run(ctx context.Context) error {
	ev, err := w.notify(w.path)
	if err != nil {
		w.log.Warn("no file events, looking every few seconds", "every", pollEvery, "err", err)
		ev = &events{}
	}
	defer ev.stop()
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	l := newLook(w)
	defer l.timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-w.reload:
			l.force()
		case <-ev.changed:
			l.begin()
		case <-poll.C:
			l.poll()
		case <-l.timer.C:
			l.finish()
		}
	}
}

func (w *Watcher) setKnown(s sum) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.known, w.hasKnown = s, true
}

// isKnown reports whether s is no change. The first content ever seen is none.
func (w *Watcher) isKnown(s sum) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.hasKnown {
		w.known, w.hasKnown = s, true
	}
	return w.known == s
}

// readFile reads at most one byte more than a config file may have. Something
// else than a file, such as a pipe, could block for ever.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", filepath.Clean(path))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(f, MaxSize+1))
}
