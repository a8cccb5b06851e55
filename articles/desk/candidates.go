package desk

import (
	"cmp"
	"maps"
	"slices"

	"herald/articles"
)

// The cost of filing one article is bounded, however many stories are open.
const (
	// maxCandidates is how many stories are compared closely with an article.
	maxCandidates = 40
	// maxPostings is how many entries of the index are looked at to find them.
	maxPostings = 5_000
)

// Candidates are the open stories that share the rarest terms with a, the most
// promising first. What is returned is good until the window changes.
func (w *Window) Candidates(a articles.Article) []Candidate {
	shared := w.shared(termsOf(a))
	ids := slices.SortedFunc(maps.Keys(shared), func(a, b articles.StoryID) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a))
	})
	found := make([]Candidate, 0, maxCandidates)
	for _, id := range ids[:min(len(ids), maxCandidates)] {
		found = append(found, *w.open[id])
	}
	return found
}

// shared adds up, for the stories that have any of the terms, roughly how alike
// they are. The rarest terms come first, and common ones not at all.
func (w *Window) shared(t terms) map[articles.StoryID]float64 {
	order := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(w.index[a]), len(w.index[b])), cmp.Compare(a, b))
	})
	shared := map[articles.StoryID]float64{}
	looked := 0
	for _, term := range order {
		if looked += len(w.index[term]); looked > maxPostings {
			break
		}
		r := w.Rarity(term)
		for id := range w.index[term] {
			c := w.open[id]
			shared[id] += t[term] * r * r * c.sum[term] / c.length
		}
	}
	return shared
}
