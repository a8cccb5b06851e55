package feed

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"herald/articles"
)

// errNotPolled is what Push says of a feed that is not, or no longer, polled.
var errNotPolled = errors.New("no source has this feed")

// Hubbed is a feed with one of the hubs that its document names.
type Hubbed struct {
	// URL is its address in the configuration; Private says that it may be one of
	// a private network.
	URL     string
	Private bool
	Hub     Hub
}

// Hubs are the feeds that name hubs, each once for every hub, in no order. It is false while the poller
// does not know yet.
func (p *Poller) Hubs() (list []Hubbed, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for key, f := range p.feeds {
		if f.state.Memory.Gone {
			continue
		}
		for _, address := range f.state.Memory.Hub.addresses() {
			list = append(list, Hubbed{URL: key.url, Private: key.private, Hub: Hub{URL: address, Topic: f.state.Memory.Hub.Topic}})
		}
	}
	return list, p.taken
}

// Push files a document that a hub sent for a feed. It may hold but a part of what
// the feed holds. One that is no feed, or empty, only tells that there is news: the
// feed is fetched at once.
func (p *Poller) Push(ctx context.Context, h Hubbed, doc []byte) (err error) {
	p.mu.Lock()
	f := p.feeds[groupKey{h.URL, h.Private}]
	var g group
	if f != nil {
		g = f.sources
	}
	p.mu.Unlock()
	if f == nil {
		return errNotPolled
	}
	if err := f.filing.take(ctx); err != nil {
		return err
	}
	defer f.filing.give()
	d, err := p.readPush(ctx, g, h, doc)
	if err != nil {
		p.hurry(f)
		return err
	}
	wanted, err := p.withoutPages(ctx, g, d.Articles, time.Now())
	if err == nil {
		err = p.fileFor(ctx, g, d)
	}
	if err != nil {
		p.hurry(f)
		return fmt.Errorf("file articles: %w", err)
	}
	p.addPages(f, wanted, d.fresh)
	p.notePush(ctx, f, g, d.Articles)
	return nil
}

// readPush reads what a hub sent.
func (p *Poller) readPush(ctx context.Context, g group, h Hubbed, doc []byte) (d Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			p.o.Log.Error("panic while reading what a hub sent", "source", g.first().Name, "panic", r, "stack", string(debug.Stack()))
			err = errors.New("internal error while reading the feed")
		}
	}()
	return p.read(ctx, doc, g.first(), h.Hub.Topic, nil)
}

// notePush notes that the hub has told of articles.
func (p *Poller) notePush(ctx context.Context, f *visited, g group, list []articles.Article) {
	now := time.Now()
	_, newest := rhythm(list, now)
	p.mu.Lock()
	f.state.Memory.keepPush(Memory{Pushed: now, Newest: newest})
	state := f.state
	p.mu.Unlock()
	if state.URL != "" { // else there is nothing to remember beside it yet
		p.save(ctx, g, state)
	}
	p.touch(f)
}

// keepPush takes over what a push has told.
func (m *Memory) keepPush(pushed Memory) {
	m.Pushed = pushed.Pushed
	if pushed.Newest.After(m.Newest) {
		m.Newest = pushed.Newest
	}
}

// hurry has a feed fetched at once.
func (p *Poller) hurry(f *visited) {
	p.mu.Lock()
	switch {
	case f.fetching:
		f.hurried = true // what is being fetched may be older than the news
	case f.state.Failures == 0:
		f.state.Due = time.Now()
	}
	p.mu.Unlock()
	p.touch(f)
}

// touch has Run look at the times of a feed anew.
func (p *Poller) touch(f *visited) {
	p.mu.Lock()
	p.touched[f] = true
	p.mu.Unlock()
	select {
	case p.touches <- struct{}{}:
	default: // Run has not looked yet; it will see this one, too.
	}
}

// Repace has feeds asked at their usual pace again that were asked seldom because
// of a hub that has ceased to tell of news.
func (p *Poller) Repace() { p.wake() }

// wake has Run look at the sources anew.
func (p *Poller) wake() {
	select {
	case p.changed <- struct{}{}:
	default: // Run has not looked yet; it will see the newest.
	}
}

// timing is how often a feed is to be fetched.
func (p *Poller) timing(key groupKey, g group) timing {
	t := g.timing(p.usual())
	t.pushed = p.isPushed(key)
	return t
}

// isPushed reports whether a hub holds itself ready to tell of a feed's news.
func (p *Poller) isPushed(key groupKey) bool {
	return p.o.Pushed != nil && p.o.Pushed(key.url, key.private)
}

// turn is a lock that can be waited for as long as a context lasts. It is made
// with newTurn.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (t turn) give() { <-t }
