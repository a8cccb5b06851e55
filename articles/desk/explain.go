package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
)

// maxShared is how many of the words that an article shares with a story are
// told, the rarest first.
const maxShared = 6

// leastTold is how alike an article and a story are at least for it to be told: what
// would be 0.00 tells nothing.
const leastTold = 0.005

// explain says in words why m is the nearest story of a, and which one is next.
func (w *Window) explain(a articles.Article, m Match, nearest *Candidate, near []likeness) string {
	apart := "at the same time"
	if gap := a.Appeared.Sub(nearest.Latest).Abs(); gap >= time.Second {
		apart = span(gap) + " apart"
	}
	reason := fmt.Sprintf("%.2f alike to story %s %s, told %s (limit %.2f)",
		m.Score, m.Story, articles.Quote(nearest.Headline), apart, m.Limit)
	if words := w.sharedWords(a, nearest); len(words) > 0 {
		reason += "; both say " + strings.Join(words, ", ")
	}
	if here, there := w.tellsApart(a, nearest); here != "" {
		reason += fmt.Sprintf("; %s here stands where %s stands there", articles.Quote(here), articles.Quote(there))
	}
	for _, l := range near {
		if l.story != nearest && l.score >= leastTold {
			return reason + fmt.Sprintf("; next is story %s %s at %.2f (limit %.2f)", l.story.Story, articles.Quote(l.story.Headline), l.score, l.limit)
		}
	}
	return reason
}

// tellsApart are the names, as they are written, by which an article and one of a story
// tell two events in one form of words; empty if they do not.
func (w *Window) tellsApart(a articles.Article, c *Candidate) (here, there string) {
	from := w.read(a)
	s := w.see(from)
	q := w.probeOfArticle(a, from, s)
	w.spreadOut(s)
	defer w.foldUp(s)
	members := sample(c.members, joinSample)
	for i := range members {
		p := &members[i]
		score, names := w.alike(q, p)
		if swap, ok := w.swapped(q, p, score, names); ok {
			return asWritten(a.Headline(), swap.here), asWritten(p.headline, swap.there)
		}
	}
	return "", ""
}

// sharedWords are the rarest words of an article that a story has too.
func (w *Window) sharedWords(a articles.Article, c *Candidate) []string {
	from := w.read(a)
	w.words.look(from)
	of := seen{weights: make(vector, 0, len(from.terms))} // where each word stands in it
	for i, t := range from.terms {
		if t.known && t.word != "" {
			of.weights = append(of.weights, weight{t.number, float32(i + 1)})
		}
	}
	w.spreadOut(of)
	defer w.foldUp(of)
	type shared struct {
		word   string
		rarity float64
	}
	w.desk.met = w.sumOf(c).meet(&w.desk.spread, w.desk.met[:0])
	found := make([]shared, 0, len(w.desk.met))
	for _, t := range w.desk.met {
		found = append(found, shared{from.terms[int(w.desk.spread.weights[t.term])-1].word, w.rarity(t.term)})
	}
	slices.SortFunc(found, func(a, b shared) int {
		return cmp.Or(compareDown(a.rarity, b.rarity), cmp.Compare(a.word, b.word))
	})
	words := make([]string, 0, maxShared)
	for _, s := range found {
		if len(words) < maxShared && !slices.Contains(words, s.word) {
			words = append(words, s.word)
		}
	}
	return words
}
