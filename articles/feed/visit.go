package feed

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"
)

// visited is a feed that the poller fetches from time to time.
type visited struct {
	key groupKey
	// name is of the source that came first; it settles who goes first where
	// nothing else does.
	name string

	// filing is held while articles of the feed are filed.
	filing turn

	// The fields down here are guarded by Poller.mu.
	sources  group
	state    State
	fetching bool
	articles int
	hurried  bool // something says that there is news

	// These belong to the worker while it is fetched, else to Run.
	told map[string]bool // reasons reported since it last worked
	hold time.Duration   // how long the host wants to be left alone

	// These belong to Run.
	at     time.Time // when to look at it again, while in the queue
	due    time.Time // since when it waits for its turn: the one that waits longest goes first
	page   bool      // it is not the feed that is to be fetched but a page
	began  time.Time // when that began
	slow   bool      // and it takes long
	index  int       // in the queue; -1: not there
	host   *host     // that is being asked for it
	gone   bool
	cancel context.CancelFunc
}

// visit fetches and files one feed, and decides when to come again.
func (p *Poller) visit(ctx context.Context, f *visited) {
	p.mu.Lock()
	sources, state := f.sources, f.state
	p.mu.Unlock()
	o := p.try(ctx, f, sources, state)
	f.hold = o.holds()
	if o.err != nil && ctx.Err() != nil {
		return // broken off: nothing was learnt
	}
	o.at, o.chance = time.Now(), p.chance()
	next := state.after(o, f.key.url, p.timing(f.key, sources))
	p.mu.Lock()
	if pushed := f.state.Memory; pushed.Pushed.After(state.Memory.Pushed) {
		next.Memory.keepPush(pushed)
	}
	next.Memory.Pages = f.state.Memory.Pages
	if f.hurried && o.err == nil {
		next.Due = o.at
	}
	f.hurried = false
	f.state = next
	if o.doc != nil {
		f.articles = len(o.doc.Articles)
	}
	p.mu.Unlock()
	if !next.Memory.Hub.is(state.Memory.Hub) {
		p.o.OnHub()
	}
	p.save(ctx, sources, next)
	p.report(f, sources.first().Name, state, o.err)
}

// try fetches, parses and files.
func (p *Poller) try(ctx context.Context, f *visited, g group, state State) (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			p.o.Log.Error("panic while reading a feed", "source", g.first().Name, "panic", r, "stack", string(debug.Stack()))
			o.err, o.ours = errors.New("internal error while reading the feed"), false
		}
	}()
	o.readers = g.readers()
	defer func() { o.response.free() }()
	if o.response, o.err = p.o.Client.Fetch(ctx, request(g, state, o.readers)); o.err != nil || o.response.NotModified {
		return o
	}
	if o.err = f.filing.take(ctx); o.err != nil {
		return o
	}
	defer f.filing.give()
	p.file(ctx, f, g, state, &o)
	if errors.Is(o.err, ErrPage) && state.maySearch(time.Now()) {
		p.search(ctx, f, g, &o)
	}
	return o
}

// request is the one to send for a feed. Validators are sent if the document that
// they belong to was filed for these very sources.
func request(g group, state State, readers string) Request {
	s := g.first()
	r := Request{URL: cmp.Or(state.Memory.Address, s.URL), Private: s.Private}
	if r.URL != s.URL {
		r.Private = s.Private && sameHost(r.URL, s.URL)
	}
	switch known := cmp.Or(state.Memory.Readers, readers) == readers; {
	case known && state.URL == s.URL:
		r.ETag, r.LastModified = state.ETag, state.LastModified
	case known && state.URL == "":
		// Not known whose they are: a tag of another document does no harm, a
		// date does.
		r.ETag = state.ETag
	}
	return r
}

func sameHost(a, b string) bool {
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	return err == nil && err2 == nil && u.Host == v.Host
}

// file parses and files a document, unless it is the one that was filed last, and
// notes in o what came of it.
func (p *Poller) file(ctx context.Context, f *visited, g group, state State, o *outcome) {
	r := &o.response
	sum := sha256.Sum256(r.Body)
	o.sum = hex.EncodeToString(sum[:16])
	if o.sum == state.Memory.Sum && o.readers == state.Memory.Readers {
		return
	}
	filed := p.filedItems(ctx, g, o.readers)
	d, err := p.read(ctx, r.Body, g.first(), r.FinalURL, filed)
	if err != nil {
		o.err = err
		return
	}
	wanted, err := p.withoutPages(ctx, g, d.fresh, time.Now())
	if err == nil {
		err = p.fileFor(ctx, g, d)
	}
	if err != nil {
		o.err, o.ours = fmt.Errorf("file articles: %w", err), true
		return
	}
	p.addPages(f, wanted, d.fresh)
	p.keepItems(g, o.readers, d)
	o.doc, o.hub = &d, r.links.or(d.links).from(r.FinalURL)
	if d.Broken {
		// The rest is still to come: the document must not be known next time.
		r.ETag, r.LastModified = "", ""
	}
}

// fileFor files the articles of a document for every source that shares it.
func (p *Poller) fileFor(ctx context.Context, g group, d Document) error {
	ctx, cancel := context.WithTimeout(ctx, fileIn)
	defer cancel()
	if len(d.fresh) == 0 {
		return nil
	}
	for i, s := range g {
		list := d.fresh
		if i > 0 {
			list = inNameOf(s, list)
		}
		if err := p.o.File(ctx, list); err != nil {
			return err
		}
	}
	return nil
}

// holds is how long the whole host wants to be left alone.
func (o outcome) holds() time.Duration {
	if o.response.Status == http.StatusTooManyRequests || o.response.Status == http.StatusServiceUnavailable {
		return o.response.RetryAfter
	}
	return 0
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
