package desk

import (
	"cmp"
	"math"
	"slices"

	"herald/articles"
)

// The cost of finding related stories is bounded, however many are open.
const (
	// askTerms is how many of the words that tell the kind of a story are looked
	// up, askPostings how many entries of the index are read for that, and
	// maxKin how many of the stories found are compared closely.
	askTerms    = 40
	askPostings = 30_000
	maxKin      = 60
	// variety is how much of being related a story loses where it looks like the
	// same event as one that is listed before it.
	variety = 0.5
)

// Kin is a story that is related to another one, and how much so, from 0 to 1.
type Kin struct {
	Story articles.StoryID
	Score float64
}

// kin is a story and how related it is to another one.
type kin struct {
	story   articles.StoryID
	score   float64
	subject subject
}

// Related are the open stories that are related to an open one, the most related
// first, at most limit; none if it is not open.
func (w *Window) Related(id articles.StoryID, limit int) []Kin {
	c := w.open[id]
	if c == nil {
		return nil
	}
	return w.relatedTo(gist{story: id}, limit)
}

// relatedTo are the open stories related to a story, the most related first, at most
// limit.
func (w *Window) relatedTo(g gist, limit int) []Kin {
	w.begin()
	s := w.outlined(w.subjectOfGist(g))
	w.spreadSubject(s)
	all := w.kin(s, g.story)
	w.foldSubject(s)
	return w.varied(all, limit)
}

// relatedAmong are the stories related to a story among some open ones and archived
// ones, the most related first, at most limit.
func (w *Window) relatedAmong(g gist, open []Kin, archived []gist, limit int) []Kin {
	w.begin()
	s := w.subjectOfGist(g)
	others := make([]kin, 0, len(open)+len(archived))
	for _, k := range open {
		if c := w.open[k.Story]; c != nil {
			others = append(others, kin{story: c.Story, subject: w.subjectOf(c)})
		}
	}
	for _, o := range archived {
		if w.open[o.story] == nil && o.story != g.story {
			others = append(others, kin{story: o.story, subject: w.subjectOfGist(o)})
		}
	}
	s = w.outlined(s)
	w.spreadSubject(s)
	all := others[:0]
	for _, k := range others {
		k.score = w.related(s, k.subject)
		all = appendKin(all, k)
	}
	w.foldSubject(s)
	return w.varied(all, limit)
}

// begin clears what was laid out for the last question.
func (w *Window) begin() {
	w.forgetStrange()
	w.desk.facets = w.desk.facets[:0]
}

func appendKin(all []kin, k kin) []kin {
	if k.score < relateAt {
		return all
	}
	return append(all, k)
}

// kin are the open stories related to a subject that was spread out, in no order,
// but for the one that it is of.
func (w *Window) kin(s subject, of articles.StoryID) []kin {
	places := w.sharing(s)
	all := make([]kin, 0, len(places))
	for _, place := range places {
		if c := w.places[place]; c.Story != of {
			o := w.subjectOf(c)
			all = appendKin(all, kin{c.Story, w.related(s, o), o})
		}
	}
	return all
}

// sharing are the places of the open stories that share most of what tells the
// kind of a subject, roughly.
func (w *Window) sharing(s subject) []uint32 {
	d, looked := &w.desk, 0
	d.found = d.found[:0]
	for _, t := range w.telling(s) {
		if int(t.term) >= len(w.words.terms) || w.words.terms[t.term].common {
			continue
		}
		with := &w.words.terms[t.term].with
		if looked += int(with.count); looked > askPostings {
			break
		}
		d.promised(with, float64(t.n)*float64(t.n))
	}
	worse := func(a, b promise) bool {
		return a.score < b.score || a.score == b.score && a.place > b.place
	}
	heap := make([]promise, 0, maxKin)
	for _, place := range d.found {
		// A long story has many words by chance, but not as many as it is longer.
		p := promise{place, d.promise[place] / math.Sqrt(d.length[place])}
		d.promise[place] = 0
		switch {
		case w.places[place] == nil: // closed meanwhile
		case len(heap) < maxKin:
			heap = append(heap, p)
			if len(heap) == maxKin {
				for i := maxKin/2 - 1; i >= 0; i-- {
					sink(heap, i, worse)
				}
			}
		case worse(heap[0], p):
			heap[0] = p
			sink(heap, 0, worse)
		}
	}
	places := make([]uint32, len(heap))
	for i, p := range heap {
		places[i] = p.place
	}
	return places
}

// telling are the terms that tell most of the kind of a story, by what they weigh
// there.
func (w *Window) telling(s subject) vector {
	all := w.desk.have[:0]
	for _, f := range s.facets {
		if f.kind > 0 {
			all = append(all, weight{f.term, f.kind})
		}
	}
	w.desk.have = all
	slices.SortFunc(all, func(a, b weight) int {
		return cmp.Or(compareDown(float64(a.n), float64(b.n)), byTerm(a, b))
	})
	return all[:min(len(all), askTerms)]
}

// varied are the best of all, at most limit: the next is always the most related,
// less where it looks like the same event as one before it.
func (w *Window) varied(all []kin, limit int) []Kin {
	slices.SortFunc(all, func(a, b kin) int {
		return cmp.Or(compareDown(a.score, b.score), cmp.Compare(b.story, a.story))
	})
	limit = max(limit, 0)
	rest := make([]choice, min(len(all), 2*limit))
	for i := range rest {
		rest[i] = choice{story: all[i].story, full: all[i].score, score: all[i].score, subject: w.outlined(all[i].subject)}
	}
	list := make([]choice, 0, min(len(rest), limit))
	for len(list) < cap(list) {
		best := 0
		for i := range rest {
			if rest[i].score > rest[best].score {
				best = i
			}
		}
		// What is compared with more of the list can only lose, so that the others
		// need not be.
		if c := &rest[best]; !c.compareWith(list) {
			list = append(list, *c)
			c.score = 0
		}
	}
	found := make([]Kin, len(list))
	for i, c := range list {
		found[i] = Kin{c.story, c.score}
	}
	return found
}

// choice is a story that may be listed.
type choice struct {
	story   articles.StoryID
	subject subject
	// full is how related it is, score what is left of that after it was compared
	// with the first of those listed; alike is how much like the same event one of
	// these is, at most.
	full, score, alike float64
	compared           int
}

// compareWith compares a choice with those of the list that it was not compared
// with, and reports whether there were any.
func (c *choice) compareWith(list []choice) bool {
	if c.compared == len(list) {
		return false
	}
	for _, l := range list[c.compared:] {
		c.alike = max(c.alike, exactly(l.subject, c.subject))
	}
	c.compared, c.score = len(list), c.full*(1-variety*c.alike)
	return true
}
