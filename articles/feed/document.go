package feed

import (
	"fmt"
	"time"

	"herald/articles"
)

// Document is a feed as it was read.
type Document struct {
	// Articles are oldest first, at most MaxItems, each with an id that is unique
	// among them.
	Articles []articles.Article
	// Broken says that the document ends in the middle: Articles are what stands
	// whole before the break.
	Broken bool
	// Pace is how often the publisher wishes to be asked.
	Pace Pace
}

// Read reads the articles of a feed: RSS, RDF, Atom or JSON Feed, in any
// encoding that the document declares. Links resolve against feedURL, the
// address that the document came from, which may be empty; now is when the
// articles appeared unless the publisher says earlier.
//
// Items from which nothing can be shown are left out. An error says that data
// is no feed at all; the time and memory that it takes to find out are bounded
// whatever data is.
func Read(data []byte, source articles.Source, feedURL string, now time.Time) (Document, error) {
	p, err := parseDocument(data)
	if err != nil {
		return Document{}, fmt.Errorf("parse feed: %w", err)
	}
	f := p.feed
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
	return Document{Articles: inOrder(list), Broken: p.broken, Pace: p.pace(f)}, nil
}

// Parse is Read where only the articles are wanted.
func Parse(data []byte, source articles.Source, feedURL string, now time.Time) ([]articles.Article, error) {
	d, err := Read(data, source, feedURL, now)
	return d.Articles, err
}
