package desk

import (
	"maps"
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
	sameEvent, sameNames = 0.8, 0.05
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
	terms packed
	// at is when it was told last, articles by how many.
	at       time.Time
	articles int
	// outline is what its terms tell, once it was outlined.
	outline outline
}

// outline is what the terms of a subject tell of its kind and event, in their
// order, and the lengths of these.
type outline struct {
	facets      []facet
	kind, exact float64
}

// facet is a term and what it weighs in a subject.
type facet struct {
	term uint32
	aspect
}

// subjectOf is the subject of an open story.
func (w *Window) subjectOf(c *Candidate) subject {
	return subject{terms: w.sumOf(c), at: c.Latest, articles: c.Articles}
}

// subjectOfArticle is the subject of an article of an open story.
func (w *Window) subjectOfArticle(a articles.Article) subject {
	return subject{terms: pack(w.words.vector(w.read(a)), fine), at: a.Appeared, articles: 1}
}

// subjectOfStory is the subject of a story: if it is not open, as far as what was
// read of it tells.
func (w *Window) subjectOfStory(story articles.Story) subject {
	if c := w.open[story.ID]; c != nil {
		return w.subjectOf(c)
	}
	s := subject{articles: len(story.Articles)}
	sum := map[string]float64{}
	for _, a := range story.Articles {
		t, _ := termsOf(a)
		for text, n := range t.all() {
			if isWord(text) {
				sum[text] += n
			}
		}
		if a.Appeared.After(s.at) {
			s.at = a.Appeared
		}
	}
	v := make(vector, 0, len(sum))
	for _, text := range slices.Sorted(maps.Keys(sum)) {
		v = append(v, weight{w.numbered(text), float32(sum[text])})
	}
	slices.SortFunc(v, byTerm)
	s.terms = pack(v, fine)
	return s
}

// outlined is s with its outline, which is good until the next story is asked
// about.
func (w *Window) outlined(s subject) subject {
	room, kind, exact, stories := w.desk.facets, 0.0, 0.0, w.logStories()
	start := len(room)
	for t := s.terms.cursor(); t.next(); {
		a := w.sense(t.term).aspect(stories)
		if a.exact == 0 {
			continue
		}
		a.kind, a.exact = t.n*a.kind, t.n*a.exact
		kind += float64(a.kind) * float64(a.kind)
		exact += float64(a.exact) * float64(a.exact)
		room = append(room, facet{t.term, a})
	}
	w.desk.facets = room
	s.outline = outline{room[start:len(room):len(room)], math.Sqrt(kind), math.Sqrt(exact)}
	return s
}

// exactly is how much like one event two subjects are that were outlined, from 0 to
// 1.
func exactly(a, b outline) float64 {
	dot, rest := 0.0, b.facets
	for _, f := range a.facets {
		for len(rest) > 0 && rest[0].term < f.term {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0].term == f.term {
			dot += float64(f.exact) * float64(rest[0].exact)
		}
	}
	return min(dot/max(a.exact*b.exact, tiny), 1)
}

// spreadSubject lays out what the terms of a subject weigh that was outlined, so
// that like finds each at once. foldSubject must follow.
func (w *Window) spreadSubject(s subject) {
	if n := len(w.words.terms) + len(w.strangers.senses); len(w.desk.subject) < n {
		w.desk.subject = make([]aspect, n+n/8)
	}
	for _, f := range s.outline.facets {
		w.desk.subject[f.term] = f.aspect
	}
}

func (w *Window) foldSubject(s subject) {
	for _, f := range s.outline.facets {
		w.desk.subject[f.term] = aspect{}
	}
}

// like is how alike o is in kind to the subject s that was spread out, and how
// much like one event they are, both from 0 to 1.
func (w *Window) like(s, o subject) (kind, exact float64) {
	kindLength, exactLength, stories := float32(0), float32(0), w.logStories()
	for t := o.terms.cursor(); t.next(); {
		a := w.sense(t.term).aspect(stories)
		if a.exact == 0 {
			continue
		}
		a.kind, a.exact = t.n*a.kind, t.n*a.exact
		kindLength += a.kind * a.kind
		exactLength += a.exact * a.exact
		mine := w.desk.subject[t.term]
		kind += float64(mine.kind) * float64(a.kind)
		exact += float64(mine.exact) * float64(a.exact)
	}
	return min(kind/max(s.outline.kind*math.Sqrt(float64(kindLength)), tiny), 1),
		min(exact/max(s.outline.exact*math.Sqrt(float64(exactLength)), tiny), 1)
}

// related is how related o is to the subject s that was spread out, from 0 to 1.
func (w *Window) related(s, o subject) float64 {
	kind, exact := w.like(s, o)
	told := float64(o.articles) / (float64(o.articles) + oneTeller)
	near := 1 - nearInTime + nearInTime*fade(s.at.Sub(o.at))
	return (kind*max(1-sameEvent*exact, 0) + sameNames*exact) * told * near
}
