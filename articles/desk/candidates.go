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
	maxPostings = 2_000
)

// Candidates are the open stories that share the rarest terms with a, the most
// promising first. What is returned is good until the window changes.
func (w *Window) Candidates(a articles.Article) []Candidate {
	shared := w.shared(termsOf(a))
	type promise struct {
		c     *Candidate
		score float64
	}
	promising := make([]promise, 0, len(shared))
	for c, score := range shared {
		promising = append(promising, promise{c, score / c.length})
	}
	slices.SortFunc(promising, func(a, b promise) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.c.Story, a.c.Story))
	})
	found := make([]Candidate, 0, maxCandidates)
	for _, p := range promising[:min(len(promising), maxCandidates)] {
		found = append(found, *p.c)
	}
	return found
}

// shared adds up, for the stories that have any of the terms, roughly how alike
// they are. The rarest terms come first, and common ones not at all.
func (w *Window) shared(t terms) map[*Candidate]float64 {
	order := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(w.index[a]), len(w.index[b])), cmp.Compare(a, b))
	})
	shared := map[*Candidate]float64{}
	looked := 0
	for _, term := range order {
		if looked += len(w.index[term]); looked > maxPostings {
			break
		}
		r := w.Rarity(term)
		for c, n := range w.index[term] {
			shared[c] += t[term] * r * r * n
		}
	}
	return shared
}
