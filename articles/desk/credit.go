package desk

import (
	"slices"

	"herald/articles"
)

// creditText is how much of an article's text is searched for sources, in bytes:
// whoever only passes something on says so at the beginning, and whom it asks
// further down is no origin of it.
const creditText = 1200

// withCredits is an article with those whom its beginning names as sources, where
// its own source has not said that already.
func withCredits(a articles.Article) articles.Article {
	if len(a.Credits) > 0 {
		return a
	}
	lead := a.Text
	if lead == "" {
		lead = a.Deck + "\n\n" + a.Summary
	}
	a.Credits = names(slices.DeleteFunc(articles.Credits(a.Title+"\n\n"+firstBytes(lead, creditText)), func(name string) bool {
		return articles.SamePublisher(name, a.Publisher)
	}))
	return a
}

// firstBytes is the beginning of s, to the end of a word.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n] != ' ' && s[n] != '\n' {
		n--
	}
	return s[:n]
}
