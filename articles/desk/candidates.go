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
	maxCandidates = 24
	// maxPostings is how many entries of the index are looked at to find them.
	maxPostings = 4_000
)

// seen is an article as it is compared: its terms weighed by their squared
// rarity, which is once for either side of a dot product, and its length.
type seen struct {
	weights vector
	length  float64
}

// see weighs the terms of an article. Those that no open story has count for its
// length only.
func (w *Window) see(from *reading) seen {
	w.words.look(from)
	s := seen{weights: make(vector, 0, len(from.terms))}
	sum := 0.0
	for _, t := range from.terms {
		var r float64
		if t.known {
			r = w.rarity(t.number)
			s.weights = append(s.weights, weight{t.number, float32(t.n * r * r)})
		} else {
			r = w.rarityOf(logWith(0, float32(background().share(t.text))))
		}
		sum += t.n * t.n * r * r
	}
	s.length = math.Sqrt(sum)
	return s
}

// Candidates are the open stories that share the rarest terms with a, the most
// promising first.
func (w *Window) Candidates(a articles.Article) []*Candidate {
	return w.candidates(w.see(w.read(a)))
}

// promise is an open story and roughly how alike an article is to it.
type promise struct {
	place uint32
	score float64
}

func (w *Window) candidates(s seen) []*Candidate {
	best := w.best(w.shared(s))
	slices.SortFunc(best, func(a, b promise) int {
		return cmp.Or(compareDown(a.score, b.score), cmp.Compare(w.places[a.place].Story, w.places[b.place].Story))
	})
	found := make([]*Candidate, len(best))
	for i, p := range best {
		found[i] = w.places[p.place]
	}
	return found
}

// best are the most promising of the stories at some places, in no order. What
// their promises were is forgotten.
func (w *Window) best(places []uint32) []promise {
	d := &w.desk
	heap := d.heap[:0]
	worse := func(a, b promise) bool {
		return a.score < b.score || a.score == b.score && w.places[a.place].Story > w.places[b.place].Story
	}
	for _, place := range places {
		p := promise{place, d.promise[place] / d.length[place]}
		d.promise[place] = 0
		switch {
		case w.places[place] == nil: // closed meanwhile
		case len(heap) < maxCandidates:
			heap = append(heap, p)
			if len(heap) == maxCandidates {
				for i := len(heap)/2 - 1; i >= 0; i-- {
					sink(heap, i, worse)
				}
			}
		case worse(heap[0], p):
			heap[0] = p
			sink(heap, 0, worse)
		}
	}
	d.heap = heap
	return heap
}

// sink moves an entry of a heap down until nothing below it is worse.
func sink(heap []promise, i int, worse func(a, b promise) bool) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && worse(heap[child+1], heap[child]) {
			child++
		}
		if !worse(heap[child], heap[i]) {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}

// shared are the places of the stories that have any of the terms, also of closed ones
// that were not swept out yet, and notes for each how alike they are, roughly. The
// rarest terms come first, and common ones not at all.
func (w *Window) shared(s seen) []uint32 {
	d, looked := &w.desk, 0
	d.found = d.found[:0]
	for _, t := range w.rarestFirst(s.weights) {
		with := &w.words.terms[t.term()].with
		if looked += int(with.count); looked > maxPostings {
			break
		}
		if t.n > 0 {
			d.promised(with, float64(t.n))
		}
	}
	return d.found
}

// ranked is a term by how few open stories have it, which stand before its
// number, so that ranking looks up nothing; n is what it weighs.
type ranked struct {
	key uint64
	n   float32
}

func (r ranked) term() uint32 { return uint32(r.key) } //nolint:gosec // the lower half

// rarestFirst are weights in the order of how few open stories have their terms,
// without common ones.
func (w *Window) rarestFirst(v vector) []ranked {
	order := w.desk.order[:0]
	for _, t := range v {
		if term := &w.words.terms[t.term]; !term.common {
			order = append(order, ranked{uint64(term.open)<<32 | uint64(t.term), t.n}) //nolint:gosec // never negative
		}
	}
	w.desk.order = order
	slices.SortFunc(order, func(a, b ranked) int { return cmp.Compare(a.key, b.key) })
	return order
}
