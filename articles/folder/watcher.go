package folder

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"time"

	"herald/articles"
)

// The watcher's pace.
const (
	// quiet is how long a file must not change before it is read, doubt how
	// long if it could not be read: it may be half written.
	quiet = 300 * time.Millisecond
	doubt = 2 * time.Second
	// gather is how long events are gathered before the folder is looked at.
	gather = 50 * time.Millisecond
	// rescan is how often it is looked at without events: not all file systems
	// send them, and a folder can be replaced.
	rescan = 30 * time.Second
	// absent is how often a missing folder is looked for.
	absent = 5 * time.Second
	// firstRetry and lastRetry are how long articles wait that could not be
	// filed; the wait doubles.
	firstRetry = 2 * time.Second
	lastRetry  = time.Minute
	// maxWait is how long Ready waits for files that keep changing.
	maxWait = 10 * time.Second
)

// Bounds of what is watched, and of one call of File.
const (
	maxFiles = 100_000
	maxBatch = 500
)

// Options are the parts of a Watcher. All but Source and File may be left out.
type Options struct {
	// Source is the folder to watch, in Path; its Publisher is that of articles
	// that do not name their own.
	Source articles.Source
	// File files the articles of one file, or a part of a long list; it must
	// bear to be called again with the same ones. After an error it is.
	File func(ctx context.Context, list []articles.Article) error
	// Report is told once of a file that cannot be read, by its slash path
	// within the folder, until it changes.
	Report func(path string, err error)
	// Folder is told whether the folder itself can be read, at the start and when
	// that changes; nil: it can.
	Folder func(err error)
	// Log tells what the watcher does, in detail at debug level.
	Log *slog.Logger
	// Now is the clock by which articles appear.
	Now func() time.Time
	// Ready is called once, after the files found at the start were handed on.
	Ready func()
}

// Watcher hands on the articles of the files in a folder and its sub-folders,
// as they appear and as they change.
type Watcher struct {
	o Options
	// notify opens a stream of events; tests replace it.
	notify func() (notifier, error)

	root    *os.Root
	info    fs.FileInfo // of root
	found   bool        // told last: the folder can be read
	missing bool        // or it cannot
	failing bool        // articles could not be filed, and it was told
	events  notifier
	files   map[string]*file
	// most is how many files are watched, beyond how many more the last walk met,
	// full that these were told.
	most, beyond int
	full         bool
	started      time.Time
	// walk counts the walks through the folder, took is how long the last took.
	walk int
	took time.Duration
	// initial is set while files count as found, not as dropped.
	initial bool
	ready   bool
}

// New returns a Watcher of o.Source.Path. Run starts it.
func New(o Options) *Watcher {
	if o.Report == nil {
		o.Report = func(string, error) {}
	}
	if o.Folder == nil {
		o.Folder = func(error) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Ready == nil {
		o.Ready = func() {}
	}
	return &Watcher{o: o, notify: newNotifier, files: map[string]*file{}, most: maxFiles}
}

// Run watches until ctx ends, then returns nil. A folder that is missing is
// watched from when it appears; what is in it then counts as
// found at the start.
func (w *Watcher) Run(ctx context.Context) error {
	defer w.close()
	w.started = time.Now()
	w.open()
	w.look()
	timer := time.NewTimer(0)
	defer timer.Stop()
	lookAt := time.Now().Add(rescan)
	for {
		w.settle(ctx)
		w.sayReady()
		if w.root == nil {
			lookAt = soonest(lookAt, time.Now().Add(absent))
		}
		timer.Reset(time.Until(soonest(lookAt, w.next())))
		select {
		case <-ctx.Done():
			return nil
		case <-w.changes():
			lookAt = soonest(lookAt, time.Now().Add(max(gather, 4*w.took)))
		case <-timer.C:
		}
		if !time.Now().Before(lookAt) {
			w.open()
			w.look()
			lookAt = time.Now().Add(rescan)
		}
	}
}

func soonest(a, b time.Time) time.Time {
	if b.IsZero() || a.Before(b) {
		return a
	}
	return b
}

// open opens the folder if it is not open, or opens it anew if it was replaced.
func (w *Watcher) open() {
	info, err := os.Stat(w.o.Source.Path)
	switch {
	case err == nil && !info.IsDir():
		err = errors.New("it is not a folder")
	case err == nil && w.root != nil && os.SameFile(info, w.info):
		return
	}
	w.close()
	if err == nil {
		w.root, err = os.OpenRoot(w.o.Source.Path)
	}
	if err != nil {
		w.root = nil
		w.tell(err)
		return
	}
	w.info, w.initial = info, true
	if w.events, err = w.notify(); err != nil {
		w.o.Log.Warn("no file events, looking every half minute", "path", w.o.Source.Path, "err", err)
		w.events = nil
	}
}

// tell tells whether the folder can be read, where that was not told yet.
func (w *Watcher) tell(err error) {
	switch {
	case err == nil && !w.found:
		w.o.Folder(nil)
	case err != nil && !w.missing:
		w.o.Folder(plain(err))
	}
	w.found, w.missing = err == nil, err != nil
}

func (w *Watcher) close() {
	if w.root != nil {
		_ = w.root.Close()
		w.root = nil
	}
	if w.events != nil {
		w.events.close()
		w.events = nil
	}
}

func (w *Watcher) changes() <-chan struct{} {
	if w.events == nil {
		return nil
	}
	return w.events.changes()
}

// look walks the folder and takes up what is new or has changed.
func (w *Watcher) look() {
	if w.root == nil {
		return
	}
	began := time.Now()
	w.walk++
	w.beyond = 0
	var lost error // why the folder itself cannot be read
	err := fs.WalkDir(w.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			lost = err
			return err
		case err != nil:
			w.unreadable(name, err)
			return nil
		case d.IsDir() && name != "." && ignored(name):
			return fs.SkipDir
		case d.IsDir():
			w.follow(name)
		case ignored(name) || !Known(name):
			w.o.Log.Debug("passed over", "path", name)
		default:
			w.see(name)
		}
		return nil
	})
	w.tell(lost)
	if lost != nil {
		w.close() // it is opened anew, like one that was missing
		return
	}
	if err != nil {
		w.o.Log.Warn("folder not read to its end", "path", w.o.Source.Path, "err", err)
	}
	w.initial = false
	w.took = time.Since(began)
	w.sayFull()
	w.forget()
}

// sayFull tells, once, that there are more files than are watched.
func (w *Watcher) sayFull() {
	if w.beyond > 0 && !w.full {
		w.o.Log.Warn("too many files: those beyond are not read until others are taken away",
			"path", w.o.Source.Path, "watched", w.most, "beyond", w.beyond)
	}
	w.full = w.beyond > 0
}

// follow asks for the events of a sub-folder.
func (w *Watcher) follow(name string) {
	if w.events == nil {
		return
	}
	if err := w.events.add(join(w.o.Source.Path, name)); err != nil {
		w.o.Log.Debug("no file events", "path", name, "err", err)
	}
}

// sayReady tells, once, that the files of the start were handed on.
func (w *Watcher) sayReady() {
	if w.ready {
		return
	}
	for _, f := range w.files {
		if f.found && !f.tried && time.Since(w.started) < maxWait {
			return
		}
	}
	w.ready = true
	w.o.Ready()
}

// next is when a file has to be looked at again; zero for none.
func (w *Watcher) next() time.Time {
	var at time.Time
	if w.root == nil {
		return at
	}
	for _, f := range w.files {
		if !f.due.IsZero() {
			at = soonest(f.due, at)
		}
	}
	return at
}

// settle looks at the files that are due, the oldest first, and hands on those
// that have been quiet.
func (w *Watcher) settle(ctx context.Context) {
	var due []string
	for name, f := range w.files {
		if !f.due.IsZero() && !time.Now().Before(f.due) {
			due = append(due, name)
		}
	}
	slices.SortFunc(due, func(a, b string) int { return w.files[a].order(w.files[b], a, b) })
	for _, name := range due {
		if ctx.Err() != nil || w.root == nil {
			return
		}
		w.visit(ctx, name)
	}
}
