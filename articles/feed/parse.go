package feed

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"herald/articles"
)

// MaxItems is how many articles of one document are taken: the newest ones.
const MaxItems = 500

// Errors of Parse that tell what a document is instead of a feed.
var (
	ErrEmpty   = errors.New("the document is empty")
	ErrPage    = errors.New("this is a web page, not a feed")
	ErrNotFeed = errors.New("this is not RSS, Atom, RDF or JSON Feed")
)

// Parse reads the articles of a feed: RSS, RDF, Atom or JSON Feed, in any
// encoding that the document declares. Links resolve against feedURL, the
// address that the document came from, which may be empty. The articles come
// back oldest first, at most MaxItems, each with an id that is unique among
// them; now is when they appeared unless the publisher says earlier.
//
// Items from which nothing can be shown are left out. An error says that data
// is no feed at all; the time and memory that it takes to find out are bounded
// whatever data is.
func Parse(data []byte, source articles.Source, feedURL string, now time.Time) ([]articles.Article, error) {
	f, err := parseDocument(data)
	if err != nil {
		return nil, fmt.Errorf("parse feed: %w", err)
	}
	r := reader{feed: f, source: source, base: baseURL(feedURL, f), language: languageTag(f.Language), now: now}
	items := newest(f.Items)
	list := make([]articles.Article, 0, len(items))
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		a, ok := r.article(item)
		if ok && !seen[a.ID] {
			seen[a.ID] = true
			list = append(list, a)
		}
	}
	return inOrder(list), nil
}

// IsFeed reports whether data starts like a document that Parse reads.
func IsFeed(data []byte) bool {
	return gofeed.DetectFeedType(bytes.NewReader(peek(decode(peek(data))))) != gofeed.FeedTypeUnknown
}

// peek is the start of data, enough to tell what it is.
func peek(data []byte) []byte { return data[:min(len(data), 4096)] }

// parseDocument turns bytes into gofeed's model. What does not parse as it
// stands is repaired and tried once more.
func parseDocument(data []byte) (*gofeed.Feed, error) {
	doc := decode(data)
	if len(doc) == 0 {
		return nil, ErrEmpty
	}
	doc, err := bounded(doc)
	if err != nil {
		return nil, err
	}
	f, err := parseOnce(doc)
	if err == nil {
		if f.FeedType == "json" && f.FeedVersion == "" && len(f.Items) == 0 {
			return nil, ErrNotFeed // some other JSON, such as an error message
		}
		return f, nil
	}
	if errors.Is(err, errTooSlow) {
		return nil, err
	}
	if fixed, changed := repair(doc); changed {
		if f, again := parseOnce(fixed); again == nil {
			return f, nil
		}
	}
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, whatElse(doc)
	}
	return nil, err
}

func parseOnce(doc []byte) (*gofeed.Feed, error) {
	p := gofeed.NewParser()
	// Pictures in the text are looked for here, without building a tree of it.
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	p.JSONTranslator = &jsonTranslator{}
	return p.Parse(&budgetReader{doc: doc})
}

// whatElse names a document that is no feed.
func whatElse(doc []byte) error {
	head := bytes.ToLower(doc[:min(len(doc), 1024)])
	if bytes.Contains(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<html")) {
		return ErrPage
	}
	return ErrNotFeed
}

// baseURL is what relative links resolve against: where the document came from
// or, read from a file, the site that it names. Nil if neither is known.
func baseURL(feedURL string, f *gofeed.Feed) *url.URL {
	for _, s := range []string{feedURL, f.FeedLink, f.Link} {
		u, err := url.Parse(strings.TrimSpace(s))
		if err == nil && isWeb(u) {
			return u
		}
	}
	return nil
}

// inOrder sorts oldest first: by time where every article has one, else in the
// reverse of the document, where the newest stand on top.
func inOrder(list []articles.Article) []articles.Article {
	slices.Reverse(list)
	undated := func(a articles.Article) bool { return a.Published.IsZero() }
	if !slices.ContainsFunc(list, undated) {
		slices.SortStableFunc(list, func(a, b articles.Article) int { return a.Published.Compare(b.Published) })
	}
	return list
}

// newest are MaxItems of items: by time where every item has one, else the first,
// where feeds have their newest.
func newest(items []*gofeed.Item) []*gofeed.Item {
	if len(items) <= MaxItems {
		return items
	}
	undated := func(i *gofeed.Item) bool { return i.PublishedParsed == nil }
	if !slices.ContainsFunc(items, undated) {
		items = slices.Clone(items)
		slices.SortStableFunc(items, func(a, b *gofeed.Item) int { return b.PublishedParsed.Compare(*a.PublishedParsed) })
	}
	return items[:MaxItems]
}
