package page

import (
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// minSummary is how short a publisher's own summary can be, in characters; one
// sentence that is shorter is a deck.
const minSummary = 100

// ownWords is the share of a description's longer words that its article must
// have in headline or text: what a site says of itself has fewer.
const ownWords = 0.4

// describe settles what the description in a page's data is, which a has as its
// deck: the publisher's own summary if it is several whole sentences or a long
// one, a deck if it is a short line, and nothing if it was cut off, repeats the
// headline or the start of the text, or speaks of something else.
func describe(a articles.Article) articles.Article {
	d, cut := description(a.Deck)
	a.Deck = ""
	size := utf8.RuneCountInString(d)
	switch {
	case d == "" || cut || sameWords(d, a.Title) || !fits(d, a):
	case endsSentence(d) && size <= articles.MaxSummary && (size >= minSummary || len(sentences(d)) > 1):
		a.Summary = d
	case !repeats(a.Text, d) && size <= maxDeck:
		a.Deck = d
	}
	return a
}

// description is a description as text in one line, without what sites put around
// it, and whether it was cut in the middle.
func description(s string) (line string, cut bool) {
	if strings.ContainsAny(s, "<&") {
		s = Text(s)
	}
	s, cut = cutDescription(fold(s))
	line, _ = Teaser(s)
	return line, cut || strings.HasSuffix(line, ",") || strings.Contains(line, "...,")
}

// fits reports whether description speaks of a. Without a text there is nothing
// to compare, and it does.
func fits(description string, a articles.Article) bool {
	if a.Text == "" {
		return true
	}
	have := wordSet(strings.Join(articles.Words(a.Title+" "+clip(a.Text, 8*articles.MaxSummary)), " "))
	long, shared := 0, 0
	for _, w := range articles.Words(description) {
		if utf8.RuneCountInString(w) > 3 {
			long++
			if have[w] {
				shared++
			}
		}
	}
	return long == 0 || float64(shared) >= ownWords*float64(long)
}
