package feed

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"herald/articles"
)

// visited is a source that the poller fetches from time to time.
type visited struct {
	// The fields up here are guarded by Poller.mu.
	source   articles.Source
	state    State
	fetching bool
	articles int

	// These belong to the worker while it is fetched, else to Run.
	sum  [sha256.Size]byte // of the last document filed
	told map[string]bool   // reasons reported since it last worked
	hold time.Duration     // how long the host wants to be left alone

	// These belong to Run.
	at     time.Time // when to look at it again, while in the queue
	index  int       // in the queue; -1: not there
	gone   bool
	cancel context.CancelFunc
}

// visit fetches and files one source, and decides when to come again.
func (p *Poller) visit(ctx context.Context, f *visited) {
	p.mu.Lock()
	source, state := f.source, f.state
	p.mu.Unlock()
	o := p.try(ctx, f, source, state)
	f.hold = o.holds()
	if o.err != nil && ctx.Err() != nil {
		return // broken off: nothing was learnt
	}
	o.at, o.chance = time.Now(), p.chance()
	next := state.after(o, source.URL, p.every(source))
	p.mu.Lock()
	f.state = next
	if o.articles >= 0 {
		f.articles = o.articles
	}
	p.mu.Unlock()
	p.save(ctx, source.Name, next)
	p.report(f, source.Name, state, o.err)
}

// try fetches, parses and files.
func (p *Poller) try(ctx context.Context, f *visited, source articles.Source, state State) (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			p.o.Log.Error("panic while reading a feed", "source", source.Name, "panic", r, "stack", string(debug.Stack()))
			o.err, o.ours = errors.New("internal error while reading the feed"), false
		}
	}()
	o.articles = -1
	r := Request{URL: source.URL, Private: source.Private}
	switch state.URL {
	case source.URL:
		r.ETag, r.LastModified = state.ETag, state.LastModified
	case "": // not known whose they are: a tag of another document does no harm, a date does
		r.ETag = state.ETag
	}
	if o.response, o.err = p.o.Client.Fetch(ctx, r); o.err != nil || o.response.NotModified {
		return o
	}
	p.file(ctx, f, source, &o)
	return o
}

// file parses and files a document, unless it is the one that was filed last, and
// notes in o what came of it.
func (p *Poller) file(ctx context.Context, f *visited, source articles.Source, o *outcome) {
	r := &o.response
	sum := sha256.Sum256(r.Body)
	if sum == f.sum {
		return
	}
	d, err := Read(r.Body, source, r.FinalURL, time.Now())
	if err != nil {
		o.err = err
		return
	}
	o.articles = len(d.Articles)
	ctx, cancel := context.WithTimeout(ctx, fileIn)
	defer cancel()
	if len(d.Articles) > 0 {
		err = p.o.File(ctx, d.Articles)
	}
	switch {
	case err != nil:
		o.err, o.ours = fmt.Errorf("file articles: %w", err), true
	case d.Broken:
		// The rest is still to come: the document must not be known next time.
		r.ETag, r.LastModified = "", ""
	default:
		f.sum = sum
	}
}

// holds is how long the whole host wants to be left alone.
func (o outcome) holds() time.Duration {
	if o.response.Status == http.StatusTooManyRequests || o.response.Status == http.StatusServiceUnavailable {
		return o.response.RetryAfter
	}
	return 0
}

// save remembers the state, also while stopping. If that fails nothing is lost:
// after a restart the document is fetched and filed again.
func (p *Poller) save(ctx context.Context, source string, s State) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveIn)
	defer cancel()
	if err := p.o.States.SaveSourceState(ctx, source, s); err != nil {
		p.o.Log.Warn("state of a source not saved", "source", source, "err", err)
	}
}

// report tells of a failure once for each reason, and of the recovery.
func (p *Poller) report(f *visited, source string, before State, err error) {
	if err == nil {
		clear(f.told)
		if before.Failures > 0 && p.o.Report != nil {
			p.o.Report(source, nil)
		}
		return
	}
	why := reason(err)
	if f.told[why] || len(f.told) >= maxTold {
		return
	}
	f.told[why] = true
	if p.o.Report != nil {
		p.o.Report(source, err)
	}
}
