package desk

import (
	"cmp"
	"math"
	"slices"

	"herald/articles"
)

// The cost of filing one article is bounded, however many stories are open.
const (
	// maxCandidates is how many stories are compared closely with an article.
	maxCandidates = 40
	// maxPostings is how many entries of the index are looked at to find them.
	maxPostings = 10_000
)

// seen is an article as it is compared: its terms weighed by their squared
// rarity, which is once for either side of a dot product, and its length.
type seen struct {
	weights vector
	length  float64
	// words is how many of its terms are whole words.
	words int
}

// see weighs the terms of an article. Those that no open story has count for its
// length only.
func (w *Window) see(t terms) seen {
	s := seen{weights: make(vector, 0, len(t))}
	sum := 0.0
	for text, n := range t {
		r := w.Rarity(text)
		sum += n * n * r * r
		if isWord(text) {
			s.words++
		}
		if id, ok := w.words.number[text]; ok {
			s.weights = append(s.weights, weight{id, float32(n * r * r)})
		}
	}
	slices.SortFunc(s.weights, func(a, b weight) int { return cmp.Compare(a.term, b.term) })
	s.length = math.Sqrt(sum)
	return s
}

// Candidates are the open stories that share the rarest terms with a, the most
// promising first. What is returned is good until the window changes.
func (w *Window) Candidates(a articles.Article) []*Candidate {
	return w.candidates(w.see(termsOf(a)))
}

func (w *Window) candidates(s seen) []*Candidate {
	promising := w.shared(s)
	for _, c := range promising {
		c.promise /= c.length
	}
	slices.SortFunc(promising, func(a, b *Candidate) int {
		return cmp.Or(compareDown(a.promise, b.promise), cmp.Compare(a.Story, b.Story))
	})
	for _, c := range promising {
		c.promise = 0
	}
	return promising[:min(len(promising), maxCandidates)]
}

// shared are the stories that have any of the terms; their promise is roughly how
// alike they are. The rarest terms come first, and common ones not at all.
func (w *Window) shared(s seen) (found []*Candidate) {
	order := slices.Clone(s.weights)
	slices.SortFunc(order, func(a, b weight) int {
		return cmp.Or(cmp.Compare(w.words.terms[a.term].open, w.words.terms[b.term].open), cmp.Compare(a.term, b.term))
	})
	looked := 0
	for _, t := range order {
		with := w.words.terms[t.term].with
		if looked += len(with); looked > maxPostings {
			break
		}
		for _, c := range with {
			if c.closed || t.n <= 0 {
				continue
			}
			if c.promise == 0 {
				found = append(found, c)
			}
			c.promise += float64(t.n)
		}
	}
	return found
}

// dot multiplies an article with the sum of a story, and counts the whole words
// that they share.
func (w *Window) dot(v vector, c *Candidate) (dot float64, words int) {
	have := c.sum
	for _, t := range v {
		i, ok := slices.BinarySearchFunc(have, t.term, func(w weight, id uint32) int { return cmp.Compare(w.term, id) })
		if ok {
			dot += float64(t.n) * float64(have[i].n)
			if isWord(w.words.terms[t.term].text) {
				words++
			}
		}
		have = have[i:]
	}
	return dot, words
}
