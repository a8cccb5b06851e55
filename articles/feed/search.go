package feed

import (
	"bytes"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// searchAgain is how long to wait before a page is searched for a feed once
	// more, and how long a feed that has worked may be a page before.
	searchAgain = 24 * time.Hour
	// maxTries bounds how many addresses are asked in one search, maxLinks how
	// many links of a page are looked at.
	maxTries = 6
	maxLinks = 5_000
)

// feedTypes are the types by which pages name their feeds.
var feedTypes = []string{
	"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
	"application/json", "application/xml", "text/xml",
}

// wellKnown are where feeds are when no page names them.
var wellKnown = []string{"/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json"}

// maySearch reports whether a page in the place of the feed should be searched
// for it: at the first time, or once a day while nothing works.
func (s State) maySearch(now time.Time) bool {
	m := s.Memory
	if !m.Searched.IsZero() && now.Sub(m.Searched) < searchAgain {
		return false
	}
	return s.OK.IsZero() || !m.Down.IsZero() && now.Sub(m.Down) >= searchAgain
}

// search looks for the feed that the page in o names, and files what it finds. If
// there is none, o stays what it is: a page is no feed.
func (p *Poller) search(ctx context.Context, f *visited, g group, o *outcome) {
	o.searched = true
	s := g.first()
	for i, link := range feedLinks(o.response.Body, o.response.FinalURL) {
		if i == maxTries || !pause(ctx, spacing) {
			return
		}
		r, err := p.o.Client.Fetch(ctx, Request{URL: link, Private: s.Private && sameHost(link, s.URL)})
		if err != nil || !IsFeed(r.Body) {
			continue
		}
		found := outcome{response: r, readers: o.readers, searched: true, found: r.FinalURL}
		p.file(ctx, f, g, State{}, &found)
		if found.err == nil || found.ours {
			*o = found
			return
		}
	}
}

// pause waits, and reports false if ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// feedLinks are the addresses at which the feed of a page may be, the likeliest
// first: those that it names as its feeds, links that look like feeds, and the
// usual places of its site.
func feedLinks(doc []byte, pageURL string) []string {
	base, err := url.Parse(pageURL)
	if err != nil || !isWeb(base) {
		return nil
	}
	l := linkFinder{base: base}
	l.read(doc)
	list := slices.Concat(l.named, l.seen)
	for _, p := range wellKnown {
		list = append(list, (&url.URL{Scheme: base.Scheme, Host: base.Host, Path: p}).String())
	}
	unique := make([]string, 0, len(list))
	for _, link := range list {
		if link != "" && link != pageURL && !slices.Contains(unique, link) {
			unique = append(unique, link)
		}
		if len(unique) == maxTries {
			break
		}
	}
	return unique
}

// linkFinder gathers the links of a page.
type linkFinder struct {
	base        *url.URL
	named, seen []string
}

func (l *linkFinder) read(doc []byte) {
	z := html.NewTokenizer(bytes.NewReader(clean(doc)))
	z.SetMaxBuf(1 << 20)
	for looked := 0; looked < maxLinks; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		switch t.DataAtom {
		case atom.Link, atom.A:
			looked++
			l.add(t)
		case atom.Base:
			if u, err := l.base.Parse(attribute(t, "href")); err == nil && isWeb(u) {
				l.base = u
			}
		}
	}
}

// add takes a link if it may lead to a feed. Feeds of comments are not what is
// meant.
func (l *linkFinder) add(t html.Token) {
	link := absolute(attribute(t, "href"), l.base)
	if link == "" || strings.Contains(strings.ToLower(link+attribute(t, "title")), "comment") {
		return
	}
	rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
	kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch {
	case len(l.named)+len(l.seen) >= 100:
	case slices.Contains(rel, "alternate") && slices.Contains(feedTypes, strings.TrimSpace(kind)), slices.Contains(rel, "feed"):
		l.named = append(l.named, link)
	case t.DataAtom == atom.A && looksLikeFeed(link):
		l.seen = append(l.seen, link)
	}
}

// looksLikeFeed judges a link by the end of its path.
func looksLikeFeed(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	name := strings.ToLower(path.Base(u.Path))
	switch path.Ext(name) {
	case ".rss", ".atom", ".rdf":
		return true
	case ".xml", ".json":
		return strings.Contains(name, "feed") || strings.Contains(name, "rss") || strings.Contains(name, "atom") || name == "index.xml"
	}
	return name == "feed" || name == "rss" || name == "atom" || name == "feeds"
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
