package desk

import (
	"math"
	"slices"
	"time"

	"herald/articles"
)

// What makes stories related is that they are of one kind: two earthquakes, two
// takeovers. The kind is told by ordinary words. Names and numbers tell which of
// that kind it is: two stories that share these as well are rather one event,
// told apart by mistake.
const (
	// nameKind is how much a name counts for the kind, in parts of another word;
	// numbers do not count at all.
	nameKind = 0.15
	// nameExact and numberExact are how much more names and numbers count for
	// which event it is.
	nameExact, numberExact = 2.5, 1.5
	// sameEvent is how much of being related is taken away from what looks like
	// the same event; sameNames is what having the same names is worth by itself,
	// as in an election that follows a resignation.
	sameEvent, sameNames = 0.6, 0.05
	// leastKind is how alike in kind two stories must be for that to count. Where few
	// are open, those with nothing in common but ordinary words come to 0.07.
	leastKind = 0.07
	// oneTeller is how many articles a story counts for that has none: what many
	// tell is more worth reading on than what one does.
	oneTeller = 0.75
	// nearInTime is the part of being related that fades with time.
	nearInTime = 0.5
)

// aspect is what a term weighs where it counts 1: for the kind of a story, and for
// which event it is.
type aspect struct{ kind, exact float32 }

// sense is what a term tells, and how common it is. Comparing stories asks
// that of thousands of terms, so that it stands apart from all else of them: it fits
// into the caches of a processor, where the terms do not.
type sense struct {
	// log is the logarithm of how many stories have it, for comparing these; common
	// that of its count, for comparing articles.
	log, common float32
	tells       tells
}

// tells is what a term tells of a story.
type tells uint8

const (
	tellsNothing tells = iota
	tellsKind
	tellsName
	tellsNumber
)

// tells is what a term tells: the beginnings of words nothing.
func (t *term) tells() tells {
	switch {
	case !t.word:
		return tellsNothing
	case t.number:
		return tellsNumber
	case t.casing.isName():
		return tellsName
	}
	return tellsKind
}

func (t *term) sense() sense {
	stories, count := t.logs()
	return sense{stories, count, t.tells()}
}

// aspect is what it weighs; stories is logStories of all stories.
func (s sense) aspect(stories float32) aspect {
	n := max(stories-s.log, 0)
	switch s.tells {
	case tellsKind:
		return aspect{n, n}
	case tellsName:
		return aspect{n * nameKind, n * nameExact}
	case tellsNumber:
		return aspect{0, n * numberExact}
	}
	return aspect{}
}

// strangers are words that no open story has. They get numbers behind the others,
// for as long as one story is compared.
type strangers struct {
	senses []sense
	number map[string]uint32
}

// sense is that of a term or of a strange word.
func (w *Window) sense(id uint32) sense {
	if n := len(w.words.senses); int(id) >= n {
		return w.strangers.senses[int(id)-n]
	}
	return w.words.senses[id]
}

// numbered is the number of a term, or one for a strange word.
func (w *Window) numbered(text string) uint32 {
	if id, ok := w.words.number[text]; ok {
		return id
	}
	id, ok := w.strangers.number[text]
	if !ok {
		t := newTerm(text)
		id = uint32(len(w.words.terms) + len(w.strangers.senses)) //nolint:gosec // a few more than terms
		w.strangers.senses = append(w.strangers.senses, t.sense())
		w.strangers.number[text] = id
	}
	return id
}

// forgetStrange forgets the words that no open story has.
func (w *Window) forgetStrange() {
	w.strangers.senses, w.strangers.number = w.strangers.senses[:0], map[string]uint32{}
}

// subject is what a story is about, to compare it with others.
type subject struct {
	// terms add up.
	terms [2]packed
	// at is when it was told last, articles by how many.
	at       time.Time
	articles int
	size     size
	// facets are what its terms tell, in their order, once it was outlined.
	facets []facet
}

// facet is a term that tells something, how much it counts in a subject, and what
// it weighs there.
type facet struct {
	term uint32
	n    float32
	aspect
}

// size is how much the terms of a subject weigh together: the length of them all
// for its kind, and for which event it is. Zero is not measured.
type size struct {
	kind, exact float32
	// changes is after how many changes of the window it was measured.
	changes uint32
}

// sizeHolds is after how many changes of a window, in parts of its stories, what
// the terms of a story weigh is reckoned anew.
const sizeHolds = 1. / 64

// subjectOf is the subject of an open story.
func (w *Window) subjectOf(c *Candidate) subject {
	s := subject{at: c.Latest, articles: c.Articles}
	if c.sum != nil {
		s.terms[0] = c.sum
	} else {
		for i, m := range c.members {
			s.terms[i] = m.terms
		}
	}
	since := w.changes - c.size.changes
	if c.size == (size{}) || float64(since) > sizeHolds*float64(len(w.open)) {
		c.size = w.sizeOf(s)
	}
	s.size = c.size
	return s
}

// measureFrom measures so many stories from a place on that were not measured or too
// long ago, and reports whether there are more.
func (w *Window) measureFrom(place, n int) (more bool) {
	end := min(place+n, len(w.places))
	for _, c := range w.places[min(place, end):end] {
		if c != nil {
			w.subjectOf(c)
		}
	}
	return end < len(w.places)
}

// subjectOfArticle is the subject of an article of an open story.
func (w *Window) subjectOfArticle(a articles.Article) subject {
	s := subject{terms: [2]packed{pack(w.words.vector(w.read(a)), fine)}, at: a.Appeared, articles: 1}
	s.size = w.sizeOf(s)
	return s
}

// subjectOfGist is the subject of a story: if it is not open, as far as what was read
// of it tells.
func (w *Window) subjectOfGist(g gist) subject {
	if c := w.open[g.story]; c != nil {
		return w.subjectOf(c)
	}
	v := make(vector, len(g.words))
	for i, c := range g.words {
		v[i] = weight{w.numbered(c.text), float32(c.n)}
	}
	s := subject{terms: [2]packed{pack(v.sorted(), fine)}, at: g.at, articles: g.articles}
	s.size = w.sizeOf(s)
	return s
}

// sorted is v in the order of the terms, with what it has of each added up.
func (v vector) sorted() vector {
	slices.SortStableFunc(v, byTerm)
	sum := v[:0]
	for _, t := range v {
		if n := len(sum); n > 0 && sum[n-1].term == t.term {
			sum[n-1].n += t.n
		} else {
			sum = append(sum, t)
		}
	}
	return sum
}

// eachFacet tells of every facet of a subject.
func (w *Window) eachFacet(s subject, tell func(facet)) {
	stories := w.logStories()
	for _, t := range w.added(s.terms[0], s.terms[1], func(uint32) {}) {
		if a := w.sense(t.term).aspect(stories); a.exact != 0 {
			tell(facet{t.term, t.n, aspect{t.n * a.kind, t.n * a.exact}})
		}
	}
}

// sizeOf measures a subject.
func (w *Window) sizeOf(s subject) size {
	kind, exact := 0.0, 0.0
	w.eachFacet(s, func(f facet) {
		kind += float64(f.kind) * float64(f.kind)
		exact += float64(f.exact) * float64(f.exact)
	})
	return size{float32(math.Sqrt(kind)), float32(math.Sqrt(exact)), w.changes}
}

// outlined is s with its facets, which are good until the next story is asked about.
func (w *Window) outlined(s subject) subject {
	room := w.desk.facets
	w.eachFacet(s, func(f facet) { room = append(room, f) })
	s.facets = room[len(w.desk.facets):len(room):len(room)]
	w.desk.facets = room
	return s
}

// exactly is how much like one event two subjects are that were outlined, from 0 to
// 1.
func exactly(a, b subject) float64 {
	dot, rest := 0.0, b.facets
	for _, f := range a.facets {
		for len(rest) > 0 && rest[0].term < f.term {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0].term == f.term {
			dot += float64(f.exact) * float64(rest[0].exact)
		}
	}
	return cosine(dot, a.size.exact, b.size.exact)
}

// cosine is the dot product of two vectors of some lengths, from 0 to 1 of these.
func cosine(dot float64, a, b float32) float64 { return min(dot/max(float64(a)*float64(b), tiny), 1) }

// spreadSubject lays out the terms of a subject that was outlined, so that like
// finds each at once. foldSubject must follow.
func (w *Window) spreadSubject(s subject) {
	w.desk.spread.fit(len(w.words.terms) + len(w.strangers.senses))
	for _, f := range s.facets {
		w.desk.spread.put(f.term, f.n)
	}
}

func (w *Window) foldSubject(s subject) {
	for _, f := range s.facets {
		w.desk.spread.take(f.term)
	}
}

// like is how alike o is in kind to the subject s that was spread out, and how
// much like one event they are, both from 0 to 1.
func (w *Window) like(s, o subject) (kind, exact float64) {
	met, stories := w.desk.met[:0], w.logStories()
	for _, terms := range o.terms {
		met = terms.meet(&w.desk.spread, met)
	}
	w.desk.met = met
	for _, t := range met {
		a := w.sense(t.term).aspect(stories)
		both := float64(w.desk.spread.weights[t.term]) * float64(t.n)
		kind += both * float64(a.kind) * float64(a.kind)
		exact += both * float64(a.exact) * float64(a.exact)
	}
	return cosine(kind, s.size.kind, o.size.kind), cosine(exact, s.size.exact, o.size.exact)
}

// related is how related o is to the subject s that was spread out, from 0 to 1.
func (w *Window) related(s, o subject) float64 {
	kind, exact := w.like(s, o)
	if kind < leastKind {
		kind = 0
	}
	told := float64(o.articles) / (float64(o.articles) + oneTeller)
	near := 1 - nearInTime + nearInTime*fade(s.at.Sub(o.at))
	return (kind*max(1-sameEvent*exact, 0) + sameNames*exact) * told * near
}
