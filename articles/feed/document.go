package feed

import (
	"fmt"
	"time"

	"github.com/mmcdole/gofeed"

	"herald/articles"
	"herald/articles/wire"
)

// Document is a feed as it was read.
type Document struct {
	// Articles are oldest first, at most MaxItems, each with an id that is unique
	// among them. Those that a poller knows to be filed only have their times.
	Articles []articles.Article
	// Broken says that the document ends in the middle: Articles are what stands
	// whole before the break.
	Broken bool
	// Pace is how often the publisher wishes to be asked.
	Pace Pace

	// fresh are the articles that are not known to be filed, items the hashes of
	// all items that were read.
	fresh []articles.Article
	items []uint64
	// links are those to a hub.
	links declared
}

// Read reads the articles of a feed: RSS, RDF, Atom or JSON Feed, in any
// encoding that the document declares; or of a wire, as package wire does. Links resolve against feedURL, the
// address that the document came from, which may be empty; now is when the
// articles appeared unless the publisher says earlier.
//
// Items from which nothing can be shown are left out. An error says that data
// is no feed at all; the time and memory that it takes to find out are bounded
// whatever data is.
func Read(data []byte, source articles.Source, feedURL string, now time.Time) (Document, error) {
	return read(data, source, feedURL, now, nil)
}

// read is Read, which takes the trouble only with items that were not filed.
func read(data []byte, source articles.Source, feedURL string, now time.Time, filed filedItems) (Document, error) {
	if wire.Is(data) {
		return readWire(data, source, now)
	}
	p, err := parseDocument(data)
	if err != nil {
		return Document{}, fmt.Errorf("parse feed: %w", err)
	}
	f := p.feed
	r := reader{feed: f, source: source, base: baseURL(feedURL, f), language: languageTag(f.Language), now: now}
	d := Document{Broken: p.broken, Pace: p.pace(f), links: p.links}
	d.Articles, d.items = r.articles(newest(f.Items), filed)
	for _, a := range d.Articles {
		if a.ID != "" {
			d.fresh = append(d.fresh, a)
		}
	}
	return d, nil
}

// articles are what items say, in order, those that were filed without an id; and
// their hashes, where anybody asks for them.
func (r reader) articles(items []*gofeed.Item, filed filedItems) (list []articles.Article, hashes []uint64) {
	list = make([]articles.Article, 0, len(items))
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		if filed != nil {
			h := r.hash(item)
			hashes = append(hashes, h)
			if filed[h] {
				var known articles.Article
				r.setTimes(&known, item)
				list = append(list, known)
				continue
			}
		}
		if a, ok := r.article(item); ok && !seen[a.ID] {
			seen[a.ID] = true
			list = append(list, a)
		}
	}
	return inOrder(list), hashes
}

// Parse is Read where only the articles are wanted.
func Parse(data []byte, source articles.Source, feedURL string, now time.Time) ([]articles.Article, error) {
	d, err := Read(data, source, feedURL, now)
	return d.Articles, err
}
