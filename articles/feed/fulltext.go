package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"herald/articles"
	"herald/articles/page"
)

const (
	// maxPages is how many pages are fetched at one visit, pagesFrom how old an
	// article may be for that.
	maxPages  = 12
	pagesFrom = 3 * 24 * time.Hour
	// wholeText is the length, in characters, from which the text in a feed is no
	// teaser.
	wholeText = 1200
)

// Why a page gives an article nothing.
var (
	errRobots     = errors.New("robots.txt asks not to read it")
	errRobotsAway = errors.New("its robots.txt cannot be had")
	errNotWanted  = errors.New("nobody wants it any more")
	errNoPage     = errors.New("it is no page")
	errOtherPage  = errors.New("the page is about something else")
	errNoMore     = errors.New("the page says no more than the feed")
)

// wantsPage reports whether the page of a should be read for its text.
func wantsPage(wish articles.FullText, a articles.Article) bool {
	switch {
	case a.URL == "", isMedia(a.URL):
		return false
	case wish == articles.FullPage:
		return true
	case wish == articles.FullAuto:
		return isTeaser(a)
	default:
		return false
	}
}

// isMedia reports whether a link leads to what is heard, seen or printed, by the end
// of its path: an episode of a podcast, say.
func isMedia(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".wav", ".mp4", ".m4v", ".mov", ".webm", ".pdf", ".epub", ".zip":
		return true
	}
	return looksLikePicture(link)
}

// isTeaser reports whether the text of a is but a beginning.
func isTeaser(a articles.Article) bool {
	return utf8.RuneCountInString(a.Text) < wholeText || page.BreaksOff(a.Text)
}

// wish is the most that one of the sources asks for.
func (g group) wish() articles.FullText {
	most := articles.FullFeed
	for _, s := range g {
		if s.FullText == articles.FullPage || most == articles.FullFeed && s.FullText == articles.FullAuto {
			most = s.FullText
		}
	}
	return most
}

// withoutPages are the articles of list that are new and whose pages should be
// read. For those that are known already, the text of the feed is taken away where
// it is but a teaser: the full text that was filed is not to be lost.
func (p *Poller) withoutPages(ctx context.Context, g group, list []articles.Article, now time.Time) (wanted []WantedPage, err error) {
	wish := g.wish()
	if wish == articles.FullFeed || p.o.Known == nil {
		return nil, nil
	}
	for i, a := range list {
		if !wantsPage(wish, a) {
			continue
		}
		known, err := p.o.Known(ctx, a)
		switch {
		case err != nil:
			return nil, fmt.Errorf("look for articles: %w", err)
		case known:
			list[i].Text = ""
		case now.Sub(a.Appeared) < pagesFrom:
			wanted = append(wanted, wantedPage(a, now))
		}
	}
	return wanted[max(0, len(wanted)-maxPages):], nil
}

// readPage is the article of w with what its page says.
func (p *Poller) readPage(ctx context.Context, s articles.Source, w WantedPage) (articles.Article, error) {
	a := w.article()
	private := s.Private && sameHost(a.URL, s.URL)
	if err := p.robots.ask(ctx, a.URL, private); err != nil {
		return a, err
	}
	res, err := p.o.Client.Fetch(ctx, Request{URL: a.URL, Private: private})
	if err != nil {
		return a, err
	}
	if !bytes.Contains(bytes.ToLower(peek(res.Body)), []byte("<html")) && !bytes.Contains(peek(res.Body), []byte("<")) {
		return a, errNoPage
	}
	read, err := page.ReadHTML(res.Body, res.FinalURL)
	if err != nil {
		return a, err
	}
	a.Canonical = articles.CanonicalFor(a.URL, res.FinalURL, read.URL)
	return withPage(a, read, w.Had)
}

// withPage adds to a what its page says and the feed does not. A page about
// something else, such as the front page to which a dead link leads, is refused.
func withPage(a, read articles.Article, had int) (articles.Article, error) {
	if !sameSubject(a, read) {
		return a, errOtherPage
	}
	if len(read.Text) <= had {
		return a, errNoMore
	}
	a.Text = read.Text
	own := a.Summary
	if strings.HasSuffix(own, "…") { // a teaser that was cut
		own = ""
	}
	a.Deck, a.Summary = cmp.Or(a.Deck, read.Deck), cmp.Or(own, read.Summary, a.Summary)
	a.Language = cmp.Or(a.Language, read.Language)
	if len(a.Authors) == 0 {
		a.Authors = read.Authors
	}
	if len(a.Keywords) == 0 {
		a.Keywords = read.Keywords
	}
	if len(a.Images) == 0 {
		a.Images = read.Images
	}
	if len(a.Credits) == 0 {
		a.Credits = read.Credits
	}
	return a, nil
}

// sameSubject reports whether a page is about an article: a third of the words of
// the headline stand in its headline or text.
func sameSubject(a, read articles.Article) bool {
	words := articles.Words(a.Title)
	there := map[string]bool{}
	for _, w := range articles.Words(read.Title + " " + read.Text) {
		there[w] = true
	}
	found := 0
	for _, w := range words {
		if there[w] {
			found++
		}
	}
	return 3*found >= len(words)
}
