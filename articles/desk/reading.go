package desk

import (
	"cmp"
	"slices"

	"herald/articles"
)

// reading is an article as a window reads it. What is looked up for comparing it
// is kept for adding it.
type reading struct {
	of    [5]string
	terms []counted
	// days are those that it names; bare says that it has only a headline, numbers
	// that it gives some, names that it has some.
	days                 weekdays
	bare, numbers, names bool
	// by is the vocabulary in which the numbers were looked up, freed how many
	// terms it had forgotten then: later they may be those of others.
	by    *vocabulary
	freed int
}

// counted is a term of an article, how much it weighs there, and its number in
// the vocabulary, if it has one.
type counted struct {
	text string
	// word is the first one that it is the stem of, empty for a beginning.
	word   string
	n      float64
	number uint32
	known  bool
	// casing is how it is written there.
	casing casing
}

// read reads the terms of an article, in an order that depends on nothing else.
func read(a articles.Article) *reading {
	t := emptied.Get().(*terms) //nolint:forcetypeassert // nothing else is in it
	defer emptied.Put(t)
	defer t.empty()
	days := t.addArticle(a)
	t.countCasings(a)
	r := &reading{of: wordsOf(a), terms: slices.Clone(t.list), bare: lead(a) == "", days: days}
	for _, c := range r.terms {
		r.numbers = r.numbers || isNumber(c.text)
		r.names = r.names || c.casing.isName()
	}
	return r
}

// wordsOf are the parts of an article that its terms are read from.
func wordsOf(a articles.Article) [5]string {
	return [5]string{a.Title, a.MarkedTitle, a.Deck, a.Summary, a.Text}
}

// read reads an article, unless it was the last one: one that is compared is
// mostly added next.
func (w *Window) read(a articles.Article) *reading {
	if w.last == nil || w.last.of != wordsOf(a) {
		w.last = read(a)
	}
	return w.last
}

// look looks up the numbers of the terms of an article.
func (v *vocabulary) look(r *reading) {
	fresh := r.by == v && r.freed == v.freed
	for i := range r.terms {
		if t := &r.terms[i]; !fresh || !t.known {
			t.number, t.known = v.number[t.text]
		}
	}
	r.by, r.freed = v, v.freed
}

// vector are the terms of an article. Those that have no number get one.
func (v *vocabulary) vector(r *reading) vector {
	v.look(r)
	all := make(vector, 0, len(r.terms))
	for i := range r.terms {
		t := &r.terms[i]
		if !t.known {
			t.number, t.known = v.add(t.text), true
		}
		all = append(all, weight{t.number, float32(t.n)})
	}
	slices.SortFunc(all, byTerm)
	return all
}

// byTerm is the order of a vector.
func byTerm(a, b weight) int { return cmp.Compare(a.term, b.term) }
