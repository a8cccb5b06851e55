package desk

import (
	"cmp"
	"slices"

	"herald/articles"
)

const (
	// maxTelltales is how many words of a headline a story is found by later.
	maxTelltales = 6
	// telltaleShare is what part of news may have such a word: what more have would
	// find everything.
	telltaleShare = 0.1
)

// Telltales are the stems of a headline by which an archive finds its story, each
// once, the rarest in news first, at most six. They depend on the headline alone.
func Telltales(headline string) []string {
	var all []string
	for _, stem := range Stems(headline) {
		if background().share(stem) <= telltaleShare && !slices.Contains(all, stem) {
			all = append(all, stem)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int {
		return cmp.Compare(background().share(a), background().share(b))
	})
	return all[:min(len(all), maxTelltales)]
}

// Stems are those of the words of a text, in their order, without words that tell
// nothing.
func Stems(text string) (all []string) {
	for _, word := range articles.Words(text) {
		all = appendStems(all, word)
	}
	return all
}
