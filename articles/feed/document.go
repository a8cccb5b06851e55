package feed

import (
	"context"
	"fmt"
	"time"

	"github.com/mmcdole/gofeed"

	"herald/articles"
	"herald/articles/page"
	"herald/articles/wire"
)

// Document is a feed as it was read.
type Document struct {
	// Articles are oldest first, at most MaxItems, each with an id that is unique
	// among them. Those that a poller knows to be filed come before, and only have
	// their times.
	Articles []articles.Article
	// Broken says that the document ends in the middle: Articles are what stands
	// whole before the break.
	Broken bool
	// Pace is how often the publisher wishes to be asked.
	Pace Pace

	// fresh are the articles that are not known to be filed, items the hashes of
	// all items that were read.
	fresh []articles.Article
	items []filedItem
	// context is a hash of what decides about all items.
	context uint64
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

// read is Read, which takes the trouble only with items that were not filed; nil:
// with all, and nobody asks for their hashes.
func read(data []byte, source articles.Source, feedURL string, now time.Time, filed *filedItems) (d Document, err error) {
	if wire.Is(data) {
		return readWire(data, source, now)
	}
	doc := decode(shortened(data))
	if filed != nil {
		if d, ok := readChanged(doc, source, feedURL, now, filed); ok {
			return d, nil
		}
	}
	p, err := parseDocument(doc)
	if err != nil {
		return d, fmt.Errorf("parse feed: %w", err)
	}
	r := p.reader(source, feedURL, now)
	if filed != nil {
		p.feed.Items = d.leaveOut(r, newest(p.feed.Items), filed)
	}
	d.take(p, r)
	return d, nil
}

// read reads a document as soon as few others are being read: more than there are
// processors would only take longer each, up to maxTime, and more memory together.
func (p *Poller) read(ctx context.Context, data []byte, source articles.Source, feedURL string, filed *filedItems) (Document, error) {
	if err := p.reading.take(ctx); err != nil {
		return Document{}, err
	}
	defer p.reading.give()
	return read(data, source, feedURL, time.Now(), filed)
}

// leaveOut is items without those that were filed, of which only the times are
// taken. The hashes of all are noted.
func (d *Document) leaveOut(r reader, items []*gofeed.Item, filed *filedItems) (fresh []*gofeed.Item) {
	for _, i := range items {
		h := r.hash(i)
		d.items = append(d.items, filedItem{h, itemDate(i)})
		if _, known := filed.dates[h]; !known {
			fresh = append(fresh, i)
			continue
		}
		var a articles.Article
		r.setTimes(&a, i)
		d.Articles = append(d.Articles, a)
	}
	return fresh
}

// reader is what turns the items of a feed into articles.
func (p *parsed) reader(source articles.Source, feedURL string, now time.Time) reader {
	f := p.feed
	return reader{feed: f, source: source, base: baseURL(feedURL, f), language: languageTag(f.Language), now: now, markup: page.NewMarkup()}
}

// take adds what a document says; all its items are fresh.
func (d *Document) take(p *parsed, r reader) {
	items := newest(p.feed.Items)
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		if a, ok := r.article(item); ok && !seen[a.ID] {
			seen[a.ID] = true
			d.fresh = append(d.fresh, a)
		}
	}
	d.fresh = inOrder(d.fresh)
	d.Articles = append(d.Articles, d.fresh...)
	d.Broken, d.Pace, d.links = p.broken, p.pace(p.feed), p.links
}

// Parse is Read where only the articles are wanted.
func Parse(data []byte, source articles.Source, feedURL string, now time.Time) ([]articles.Article, error) {
	d, err := Read(data, source, feedURL, now)
	return d.Articles, err
}
