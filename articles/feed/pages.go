package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"herald/articles"
)

// WantedPage is the page of an article that was filed with what its feed says, to
// be read for the full text. It is kept as JSON.
type WantedPage struct {
	// Article has no text; Had is how many bytes of it the feed gave.
	Article  articles.Article `json:"article"`
	Had      int              `json:"had,omitzero"`
	Appeared time.Time        `json:"appeared"`
	// Due is when to read the page, Tries how often that was in vain.
	Due   time.Time `json:"due"`
	Tries int       `json:"tries,omitzero"`
}

// pageWaits are how long to wait after each time that a page could not be had,
// for a reason that may pass; after the last one it is given up.
var pageWaits = []time.Duration{10 * time.Minute, time.Hour, 6 * time.Hour}

// maxWanted bounds the pages that wait for one feed.
const maxWanted = 2 * maxPages

func wantedPage(a articles.Article, now time.Time) WantedPage {
	w := WantedPage{Article: a, Had: len(a.Text), Appeared: a.Appeared, Due: now}
	w.Article.Text = ""
	return w
}

// article is the article to be filed again.
func (w WantedPage) article() articles.Article {
	a := w.Article
	a.Appeared = w.Appeared
	return a
}

// again is w after a failure, or false where it is not to be tried again.
func (w WantedPage) again(err error, now time.Time) (WantedPage, bool) {
	if !mayPass(err) || w.Tries >= len(pageWaits) || now.Sub(w.Appeared) > pagesFrom {
		return w, false
	}
	wait := pageWaits[w.Tries]
	if e, ok := errors.AsType[*StatusError](err); ok {
		wait = max(wait, e.RetryAfter)
	}
	w.Tries++
	w.Due = now.Add(wait)
	return w, true
}

// mayPass reports whether what failed may work later.
func mayPass(err error) bool {
	if e, ok := errors.AsType[*StatusError](err); ok {
		switch e.Status {
		case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
			return true
		}
		return e.Status >= 500
	}
	if _, refused := errors.AsType[*addressError](err); refused {
		return false
	}
	_, network := errors.AsType[*FetchError](err)
	return network || errors.Is(err, errRobotsAway)
}

// nextPage is the page of f to read first; false where none waits. Poller.mu is
// held.
func (f *visited) nextPage() (WantedPage, bool) {
	list := f.state.Memory.Pages
	if len(list) == 0 {
		return WantedPage{}, false
	}
	return slices.MinFunc(list, func(a, b WantedPage) int { return a.Due.Compare(b.Due) }), true
}

// addPages has pages read, the newest first, and brings those that wait up to date
// with what the feed says of their articles now.
func (p *Poller) addPages(f *visited, wanted []WantedPage, list []articles.Article) {
	p.mu.Lock()
	defer p.mu.Unlock()
	pages := slices.Clone(f.state.Memory.Pages)
	for i, w := range pages {
		for _, a := range list {
			if a.ID == w.Article.ID {
				pages[i].Article = wantedPage(a, w.Due).Article
			}
		}
	}
	slices.Reverse(wanted)
	f.state.Memory.Pages = slices.Concat(pages, wanted)[max(0, len(pages)+len(wanted)-maxWanted):]
}

// visitPage reads the page of f that is due, and files its article again with the
// full text. What stands in the way of one page, such as a paywall, only leaves
// that article as it is.
func (p *Poller) visitPage(ctx context.Context, f *visited) {
	p.mu.Lock()
	g := f.sources
	w, ok := f.nextPage()
	p.mu.Unlock()
	if !ok {
		return
	}
	whole, err := p.tryPage(ctx, g, w)
	if err == nil {
		if err := p.filePage(ctx, f, g, whole); err != nil {
			p.o.Log.Warn("full text not filed", "source", g.first().Name, "err", err)
			p.postponePage(f, w.Article.ID) // the database is to blame, not the page
			return
		}
	}
	if ctx.Err() != nil {
		return // broken off: it is read at the next start
	}
	if e, ok := errors.AsType[*StatusError](err); ok {
		f.hold = outcome{response: Response{Status: e.Status, RetryAfter: e.RetryAfter}}.holds()
	}
	if err != nil {
		p.o.Log.Debug("page not read", "source", g.first().Name, "url", redact(w.Article.URL), "err", err)
	}
	p.settlePage(ctx, f, g, w, err)
}

// tryPage reads a page, unless nobody wants it any more.
func (p *Poller) tryPage(ctx context.Context, g group, w WantedPage) (a articles.Article, err error) {
	defer func() {
		if r := recover(); r != nil {
			p.o.Log.Error("panic while reading a page", "source", g.first().Name, "panic", r, "stack", string(debug.Stack()))
			err = errors.New("internal error while reading the page")
		}
	}()
	if g.wish() == articles.FullFeed {
		return a, errNotWanted
	}
	return p.readPage(ctx, g.first(), w)
}

// filePage files an article with its full text for every source that wants it.
func (p *Poller) filePage(ctx context.Context, f *visited, g group, a articles.Article) error {
	if err := f.filing.take(ctx); err != nil {
		return err
	}
	defer f.filing.give()
	ctx, cancel := context.WithTimeout(ctx, fileIn)
	defer cancel()
	for _, s := range g {
		if s.FullText != articles.FullPage && s.FullText != articles.FullAuto {
			continue
		}
		if err := p.o.File(ctx, inNameOf(s, []articles.Article{a})); err != nil {
			return fmt.Errorf("file articles: %w", err)
		}
	}
	return nil
}

// settlePage takes a page off the list, or puts it off where err may pass.
func (p *Poller) settlePage(ctx context.Context, f *visited, g group, w WantedPage, err error) {
	next, again := w.again(err, time.Now())
	p.changePage(f, w.Article.ID, func(now WantedPage) (WantedPage, bool) {
		next.Article = now.Article // a look may have brought it up to date
		return next, again
	})
	p.mu.Lock()
	state := f.state
	p.mu.Unlock()
	p.save(ctx, g, state)
}

func (p *Poller) postponePage(f *visited, id string) {
	p.changePage(f, id, func(w WantedPage) (WantedPage, bool) {
		w.Due = time.Now().Add(ownTrouble)
		return w, true
	})
}

// changePage replaces the page of the article with that id; false takes it away.
func (p *Poller) changePage(f *visited, id string, change func(WantedPage) (WantedPage, bool)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []WantedPage
	for _, w := range f.state.Memory.Pages {
		keep := true
		if w.Article.ID == id {
			w, keep = change(w)
		}
		if keep {
			list = append(list, w)
		}
	}
	f.state.Memory.Pages = list
}
