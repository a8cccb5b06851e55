package app

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/thejerf/suture/v4"

	"herald/articles"
	"herald/articles/folder"
)

// folders watches all folder sources, and can be given others while it runs.
type folders struct {
	file   func(context.Context, []articles.Article) error
	report func(source, path string, err error)
	found  func(source string, err error)
	ready  func()
	event  suture.EventHook
	now    func() time.Time
	log    *slog.Logger

	changed chan struct{}
	mu      sync.Mutex
	sources []articles.Source
}

func newFolders(
	file func(context.Context, []articles.Article) error,
	report func(source, path string, err error), found func(source string, err error),
	ready func(), event suture.EventHook, now func() time.Time, log *slog.Logger,
) *folders {
	return &folders{file: file, report: report, found: found, ready: ready, event: event, now: now, log: log, changed: make(chan struct{}, 1)}
}

// set replaces the sources; feeds among them are passed over.
func (f *folders) set(list []articles.Source) {
	sources := slices.DeleteFunc(slices.Clone(list), func(s articles.Source) bool { return s.Kind != articles.KindFolder })
	f.mu.Lock()
	f.sources = sources
	f.mu.Unlock()
	select {
	case f.changed <- struct{}{}:
	default:
	}
}

// watched is one folder that is being watched.
type watched struct {
	source articles.Source
	token  suture.ServiceToken
	// read is closed when its files have been read once.
	read chan struct{}
}

// Serve watches until ctx ends. At the start the folders are read one after the
// other, in the order of the configuration, so that stories get their numbers in
// the same order every time; then ready is called.
func (f *folders) Serve(ctx context.Context) error {
	watchers := suture.New("folders", suture.Spec{EventHook: f.event, Timeout: stopTime})
	stopped := watchers.ServeBackground(ctx)
	running := map[string]watched{}
	f.update(ctx, watchers, running, true)
	f.ready()
	for {
		select {
		case <-ctx.Done():
			return <-stopped
		case <-f.changed:
			f.update(ctx, watchers, running, false)
		}
	}
}

// update stops what is no longer wanted or has changed, and starts what is new.
func (f *folders) update(ctx context.Context, watchers *suture.Supervisor, running map[string]watched, inOrder bool) {
	f.mu.Lock()
	want := f.sources
	f.mu.Unlock()
	for name, w := range running {
		if !slices.ContainsFunc(want, func(s articles.Source) bool { return sameFolder(s, w.source) }) {
			if err := watchers.RemoveAndWait(w.token, stopTime); err != nil {
				f.log.Error("folder watcher does not stop", "part", "folder", "source", name, "err", err)
			}
			delete(running, name)
		}
	}
	for _, s := range want {
		if _, ok := running[s.Name]; ok || ctx.Err() != nil {
			continue
		}
		w := f.start(watchers, s)
		running[s.Name] = w
		if inOrder {
			select {
			case <-w.read:
			case <-ctx.Done():
			}
		}
	}
}

// start watches one folder. A watcher that fails is started again.
func (f *folders) start(watchers *suture.Supervisor, s articles.Source) watched {
	read := make(chan struct{})
	ready := sync.OnceFunc(func() { close(read) })
	token := watchers.Add(part{"folder " + s.Name, func(ctx context.Context) error {
		defer ready()
		return folder.New(folder.Options{
			Source: s, File: f.file, Ready: ready, Now: f.now,
			Log:    f.log.With("part", "folder", "source", s.Name),
			Report: func(path string, err error) { f.report(s.Name, path, err) },
			Folder: func(err error) { f.found(s.Name, err) },
		}).Run(ctx)
	}})
	return watched{source: s, token: token, read: read}
}

// sameFolder reports whether b needs no other watcher than a.
func sameFolder(a, b articles.Source) bool {
	return a.Name == b.Name && a.Path == b.Path && a.Publisher == b.Publisher
}
