package feed

import (
	"bytes"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"

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

// IsFeed reports whether data starts like a document that Parse reads.
func IsFeed(data []byte) bool {
	return gofeed.DetectFeedType(bytes.NewReader(peek(decode(peek(data))))) != gofeed.FeedTypeUnknown
}

// jsonVersion is how a JSON Feed says that it is one
// (https://www.jsonfeed.org/version/1.1/#top-level).
var jsonVersion = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version`)

// IsJSONFeed reports whether data says that it is a JSON Feed, which other JSON
// does not.
func IsJSONFeed(data []byte) bool { return jsonVersion.Match(data[:min(len(data), MaxBody)]) }

// peek is the start of data, enough to tell what it is.
func peek(data []byte) []byte { return data[:min(len(data), 4096)] }

// parsed is a document in gofeed's model, with what that model leaves out.
type parsed struct {
	feed                *gofeed.Feed
	broken              bool
	ttl                 string
	skipHours, skipDays []string
	// links are those to a hub.
	links declared
}

// parseDocument turns a document that was decoded into gofeed's model. What does
// not parse as it stands is repaired and tried once more.
func parseDocument(doc []byte) (*parsed, error) {
	if len(doc) == 0 {
		return nil, ErrEmpty
	}
	doc, err := bounded(doc)
	if err != nil {
		return nil, err
	}
	p, err := parseOnce(withAbout(doc))
	if err == nil {
		if p.feed.FeedType == "json" && p.feed.FeedVersion == "" && len(p.feed.Items) == 0 {
			return nil, ErrNotFeed // some other JSON, such as an error message
		}
		return p, nil
	}
	if errors.Is(err, errTooSlow) {
		return nil, err
	}
	if p := second(doc); p != nil {
		return p, nil
	}
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return nil, whatElse(doc)
	}
	return nil, err
}

// second tries once more to parse a document that did not parse as it stands; nil
// if that does not help.
func second(doc []byte) *parsed {
	fixed, broken, changed := repair(doc)
	if plain, ok := standardise(fixed); ok {
		fixed, changed = plain, true
	}
	if !changed {
		return nil
	}
	p, err := parseOnce(withAbout(fixed))
	if err != nil {
		return nil
	}
	p.broken = broken
	return p
}

func parseOnce(doc []byte) (*parsed, error) {
	r := &rssTranslator{parsed: &parsed{}}
	p := gofeed.NewParser()
	// Pictures in the text are looked for here, without building a tree of it.
	r.DisableContentImageScan = true
	p.RSSTranslator = r
	p.JSONTranslator = &jsonTranslator{}
	p.AtomTranslator = &atomTranslator{parsed: r.parsed}
	f, err := p.Parse(&budgetReader{doc: doc})
	if err != nil {
		return nil, err
	}
	r.parsed.feed = f
	if f.FeedType == "json" {
		r.parsed.links.jsonHubs(doc)
	} else {
		r.parsed.links.extensions(f)
	}
	return r.parsed, nil
}

// whatElse names a document that is no feed.
func whatElse(doc []byte) error {
	if isPage(doc) {
		return ErrPage
	}
	return ErrNotFeed
}

// isPage reports whether doc begins like a web page.
func isPage(doc []byte) bool {
	head := bytes.ToLower(doc[:min(len(doc), 1024)])
	return bytes.Contains(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<html"))
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
