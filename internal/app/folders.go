package app

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"

	"herald/articles"
	"herald/articles/folder"
)

// folders watches all folder sources, and can be given others while it runs.
type folders struct {
	file   func(context.Context, []articles.Article) error
	report func(source, path string, err error)
	ready  func()
	now    func() time.Time
	log    *slog.Logger

	changed chan struct{}
	mu      sync.Mutex
	sources map[string]articles.Source
}

func newFolders(
	file func(context.Context, []articles.Article) error,
	report func(source, path string, err error),
	ready func(), now func() time.Time, log *slog.Logger,
) *folders {
	return &folders{file: file, report: report, ready: ready, now: now, log: log, changed: make(chan struct{}, 1)}
}

// set replaces the sources; feeds among them are passed over.
func (f *folders) set(list []articles.Source) {
	sources := map[string]articles.Source{}
	for _, s := range list {
		if s.Kind == articles.KindFolder {
			sources[s.Name] = s
		}
	}
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
	stop   context.CancelFunc
	done   chan struct{}
}

// Serve watches until ctx ends. Ready is called once, when every folder of the
// start has been read.
func (f *folders) Serve(ctx context.Context) error {
	running := map[string]watched{}
	defer func() {
		for _, w := range running {
			w.stop()
		}
		for _, w := range running {
			<-w.done
		}
	}()
	var first sync.WaitGroup
	f.update(ctx, running, &first)
	var waiting sync.WaitGroup
	waiting.Go(func() { first.Wait(); f.ready() })
	defer waiting.Wait()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-f.changed:
			f.update(ctx, running, nil)
		}
	}
}

// update stops what is no longer wanted or has changed, and starts what is new.
func (f *folders) update(ctx context.Context, running map[string]watched, first *sync.WaitGroup) {
	f.mu.Lock()
	want := maps.Clone(f.sources)
	f.mu.Unlock()
	for name, w := range running {
		if !sameFolder(want[name], w.source) {
			w.stop()
			<-w.done
			delete(running, name)
		}
	}
	for name, s := range want {
		if _, ok := running[name]; !ok {
			running[name] = f.start(ctx, s, first)
		}
	}
}

func (f *folders) start(ctx context.Context, s articles.Source, first *sync.WaitGroup) watched {
	ctx, cancel := context.WithCancel(ctx)
	ready := func() {}
	if first != nil {
		first.Add(1)
		ready = sync.OnceFunc(first.Done)
	}
	w := watched{source: s, stop: cancel, done: make(chan struct{})}
	watcher := folder.New(folder.Options{
		Source: s, File: f.file, Ready: ready, Now: f.now, Log: f.log,
		Report: func(path string, err error) { f.report(s.Name, path, err) },
	})
	go func() {
		defer close(w.done)
		defer ready()
		if err := watcher.Run(ctx); err != nil {
			f.report(s.Name, s.Path, err)
		}
	}()
	return w
}

// sameFolder reports whether b needs no other watcher than a.
func sameFolder(a, b articles.Source) bool {
	return a.Name == b.Name && a.Path == b.Path && a.Publisher == b.Publisher
}
