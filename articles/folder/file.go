package folder

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"slices"
	"time"

	"herald/articles"
)

// file is what the watcher knows of one file.
type file struct {
	size int64
	mod  time.Time
	mode fs.FileMode
	// seen is the walk that saw it last.
	seen int
	// due is when to look at it next; zero if it has been dealt with.
	due time.Time
	// quietSince is when it was first seen as it is.
	quietSince time.Time
	// appeared is when its articles became news.
	appeared time.Time
	// found is set for a file of the start, tried when it has been handed on,
	// or found wanting, once.
	found, tried bool
	// retry is how long to wait after the next failure to file.
	retry time.Duration
}

// order sorts by the time of change, then by name.
func (f *file) order(g *file, name, other string) int {
	return cmp.Or(f.mod.Compare(g.mod), cmp.Compare(name, other))
}

// see takes up the file called name if it is new or has changed.
func (w *Watcher) see(name string) {
	info, err := w.root.Stat(name)
	if err != nil {
		w.unreadable(name, err)
		return
	}
	f := w.files[name]
	if f != nil {
		f.seen = w.walk
		if f.same(info) {
			return
		}
	}
	if f == nil {
		if len(w.files) >= w.most {
			w.beyond++
			return
		}
		f = &file{found: w.initial && !w.ready, seen: w.walk}
		w.files[name] = f
	}
	w.changed(f, info)
}

// same reports whether info is of f as it was last seen.
func (f *file) same(info fs.FileInfo) bool {
	return f.size == info.Size() && f.mod.Equal(info.ModTime()) && f.mode == info.Mode()
}

// forget drops files that are gone, if there are many. Otherwise they are kept,
// so that a file that comes back as it was is not news again.
func (w *Watcher) forget() {
	if len(w.files) < w.most/2 {
		return
	}
	for name, f := range w.files {
		if f.seen != w.walk {
			delete(w.files, name)
		}
	}
}

// changed notes how f is now, and when to look at it again: at once if it was
// found long after its last change.
func (w *Watcher) changed(f *file, info fs.FileInfo) {
	now := w.o.Now()
	f.size, f.mod, f.mode, f.retry = info.Size(), info.ModTime(), info.Mode(), firstRetry
	f.quietSince, f.appeared = time.Now(), now
	f.due = f.quietSince.Add(quiet)
	if w.initial {
		if f.mod.Before(now) {
			f.appeared = f.mod
		}
		if now.Sub(f.mod) > doubt {
			f.due = f.quietSince
		}
	}
}

// unreadable reports a file or folder that cannot even be looked at, once until
// that changes.
func (w *Watcher) unreadable(name string, err error) {
	if errors.Is(err, fs.ErrNotExist) && !w.isLink(name) {
		return
	}
	f := w.files[name]
	known := f != nil && f.size == -1
	if f == nil {
		if len(w.files) >= w.most {
			return
		}
		f = &file{}
		w.files[name] = f
	}
	*f = file{size: -1, tried: true, seen: w.walk}
	if !known {
		w.o.Report(name, plain(err))
	}
}

// isLink reports whether name is a symbolic link, which can point to nothing.
func (w *Watcher) isLink(name string) bool {
	info, err := w.root.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// visit reads the file called name, which is due, if it has not changed since.
func (w *Watcher) visit(ctx context.Context, name string) {
	f := w.files[name]
	info, err := w.root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		delete(w.files, name)
		return
	case err != nil:
		w.unreadable(name, err)
		return
	case !f.same(info):
		w.changed(f, info)
		return
	}
	list, open, err := w.read(name)
	if (err != nil || open) && w.mayBeHalf(f) {
		f.due = f.quietSince.Add(doubt)
		return
	}
	if after, statErr := w.root.Stat(name); statErr == nil && !f.same(after) {
		w.changed(f, after)
		return
	}
	w.handOn(ctx, name, f, list, err)
}

// mayBeHalf reports whether f changed so lately that it may not be complete.
func (w *Watcher) mayBeHalf(f *file) bool {
	return time.Since(f.quietSince) < doubt && w.o.Now().Sub(f.mod) < doubt
}

// handOn files list and reports readErr, or looks again later if list could not
// be filed.
func (w *Watcher) handOn(ctx context.Context, name string, f *file, list []articles.Article, readErr error) {
	for i := range list {
		list[i].Source = w.o.Source.Name
		list[i].Publisher = cmp.Or(list[i].Publisher, w.o.Source.Publisher)
		list[i].Appeared = f.appeared
		list[i].Origin = "file " + name
	}
	f.tried = true
	for batch := range slices.Chunk(list, maxBatch) {
		if err := w.o.File(ctx, batch); err != nil {
			w.unfiled(ctx, name, f, err)
			return
		}
	}
	if f.retry > firstRetry && w.failing {
		w.failing = false
		w.o.Log.Info("articles are filed again", "path", name)
	}
	f.due, f.retry = time.Time{}, firstRetry
	w.o.Log.Debug("file read", "path", name, "articles", len(list))
	if readErr != nil {
		w.o.Report(name, readErr)
	}
}

// unfiled looks at a file again later. It is told of once, whatever the number of
// files: what keeps one from being filed, such as a full disk, keeps the others.
func (w *Watcher) unfiled(ctx context.Context, name string, f *file, err error) {
	if ctx.Err() == nil && !w.failing {
		w.failing = true
		w.o.Log.Warn("articles not filed, trying again", "path", name, "in", f.retry, "err", err)
	}
	f.due = time.Now().Add(f.retry)
	f.retry = min(2*f.retry, lastRetry)
}

// read reads the articles in a file; open is as openEnd says. What strangers
// wrote must not stop the others: a panic is an error of this file.
func (w *Watcher) read(name string) (list []articles.Article, open bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			w.o.Log.Error("reading a file crashed", "path", name, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			err = errors.New("reading it failed inside: please report this as a bug")
		}
	}()
	data, err := readFile(w.root.FS(), name)
	if err != nil {
		return nil, false, err
	}
	list, err = Read(name, data)
	return list, openEnd(name, data), err
}
