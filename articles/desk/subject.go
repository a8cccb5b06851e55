package desk

import (
	"maps"
	"math"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

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

// aspectOf weighs a term; the beginnings of words tell neither.
func (t *term) aspectOf(stories int) aspect {
	if !isWord(t.text) {
		return aspect{}
	}
	n := float32(max(logStories(stories)-logWith(int(t.open), float64(t.share)), 0))
	first, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case unicode.IsDigit(first):
		return aspect{0, n * numberExact}
	case t.casing.isName():
		return aspect{n * nameKind, n * nameExact}
	}
	return aspect{n, n}
}

// aspects are those of the terms of a window, each as of the last change of the
// window before it was asked for, and of words that no open story has: these get
// numbers behind the others, for as long as one story is compared.
type aspects struct {
	known []knownAspect
	// strange and number are of the words that no open story has.
	strange []aspect
	number  map[string]uint32
}

type knownAspect struct {
	aspect
	change uint32
}

// aspect is that of a term or of a strange word.
func (w *Window) aspect(id uint32) aspect {
	if n := len(w.words.terms); int(id) >= n {
		return w.aspects.strange[int(id)-n]
	}
	if int(id) >= len(w.aspects.known) {
		w.aspects.known = append(w.aspects.known, make([]knownAspect, len(w.words.terms)-len(w.aspects.known))...)
	}
	k := &w.aspects.known[id]
	if k.change != w.changes {
		k.aspect, k.change = w.words.terms[id].aspectOf(len(w.open)), w.changes
	}
	return k.aspect
}

// numbered is the number of a term, or one for a strange word.
func (w *Window) numbered(text string) uint32 {
	if id, ok := w.words.number[text]; ok {
		return id
	}
	id, ok := w.aspects.number[text]
	if !ok {
		t := term{text: text, share: float32(background().share(text))}
		id = uint32(len(w.words.terms) + len(w.aspects.strange)) //nolint:gosec // a few more than terms
		w.aspects.strange = append(w.aspects.strange, t.aspectOf(len(w.open)))
		w.aspects.number[text] = id
	}
	return id
}

// forgetStrange forgets the words that no open story has.
func (w *Window) forgetStrange() {
	w.aspects.strange, w.aspects.number = w.aspects.strange[:0], map[string]uint32{}
}

// subject is what a story is about, to compare it with others.
type subject struct {
	terms packed
	// at is when it was told last, articles by how many.
	at       time.Time
	articles int
	// kind and exact are the lengths of what its terms weigh, once it was spread
	// out.
	kind, exact float64
}

// subjectOf is the subject of an open story.
func (w *Window) subjectOf(c *Candidate) *subject {
	return &subject{terms: c.sum, at: c.Latest, articles: c.Articles}
}

// subjectOfArticle is the subject of an article of an open story.
func (w *Window) subjectOfArticle(a articles.Article) *subject {
	return &subject{terms: pack(w.words.vector(w.read(a)), fine), at: a.Appeared, articles: 1}
}

// subjectOfStory is the subject of a story: if it is not open, as far as what was
// read of it tells.
func (w *Window) subjectOfStory(story articles.Story) *subject {
	if c := w.open[story.ID]; c != nil {
		return w.subjectOf(c)
	}
	s := &subject{articles: len(story.Articles)}
	sum := terms{}
	for _, a := range story.Articles {
		for text, n := range termsOf(a) {
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

// measure makes the lengths of s.
func (w *Window) measure(s *subject) {
	s.kind, s.exact = 0, 0
	for t := s.terms.cursor(); t.next(); {
		a := w.aspect(t.term)
		s.kind += float64(t.n*a.kind) * float64(t.n*a.kind)
		s.exact += float64(t.n*a.exact) * float64(t.n*a.exact)
	}
	s.kind, s.exact = math.Sqrt(s.kind), math.Sqrt(s.exact)
}

// spreadSubject lays out what the terms of a subject weigh, so that like finds
// each at once. foldSubject must follow.
func (w *Window) spreadSubject(s *subject) {
	w.measure(s)
	if n := len(w.words.terms) + len(w.aspects.strange); len(w.desk.subject) < n {
		w.desk.subject = make([]aspect, n+n/8)
	}
	for t := s.terms.cursor(); t.next(); {
		a := w.aspect(t.term)
		w.desk.subject[t.term] = aspect{t.n * a.kind, t.n * a.exact}
	}
}

func (w *Window) foldSubject(s *subject) {
	for t := s.terms.cursor(); t.next(); {
		w.desk.subject[t.term] = aspect{}
	}
}

// like is how alike o is in kind to the subject s that was spread out, and how
// much like one event they are, both from 0 to 1.
func (w *Window) like(s, o *subject) (kind, exact float64) {
	kindLength, exactLength := float32(0), float32(0)
	for t := o.terms.cursor(); t.next(); {
		a := w.aspect(t.term)
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
	return min(kind/max(s.kind*math.Sqrt(float64(kindLength)), tiny), 1),
		min(exact/max(s.exact*math.Sqrt(float64(exactLength)), tiny), 1)
}

// related is how related o is to the subject s that was spread out, from 0 to 1.
func (w *Window) related(s, o *subject) float64 {
	kind, exact := w.like(s, o)
	told := float64(o.articles) / (float64(o.articles) + oneTeller)
	near := 1 - nearInTime + nearInTime*fade(s.at.Sub(o.at))
	return (kind*max(1-sameEvent*exact, 0) + sameNames*exact) * told * near
}
