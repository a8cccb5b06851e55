package desk

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"herald/articles"
)

// The open window: the stories that an article may still join.
const (
	// openFor is how long after its newest article a story is open.
	openFor = 72 * time.Hour
	// maxOpen bounds the stories in memory; beyond it the oldest are closed.
	maxOpen = 20_000
	// background is how many stories without a term are assumed besides the
	// open ones, so that an almost empty window does not take every word for
	// common.
	background = 500
)

// Candidate is an open story, as Join compares it with an article.
type Candidate struct {
	Story articles.StoryID
	// Headline is its first article's.
	Headline string
	// Latest is when its newest article appeared.
	Latest time.Time
	// Publishers are those that tell it, Articles counts what they wrote.
	Publishers map[string]bool
	Articles   int
	// topics are the story's, so that they need not be read to be compared.
	topics []string
	// sum adds up the terms of its articles, each set brought to length 1;
	// length is that of sum.
	sum    terms
	length float64
}

// Window holds the open stories and finds those that share words with an
// article. It is not safe for concurrent use.
type Window struct {
	open map[articles.StoryID]*Candidate
	// index has for each term the stories that contain it, with its weight in
	// their sums.
	index map[string]map[*Candidate]float64
}

// NewWindow makes an empty window.
func NewWindow() *Window {
	return &Window{open: map[articles.StoryID]*Candidate{}, index: map[string]map[*Candidate]float64{}}
}

// Len is the number of open stories.
func (w *Window) Len() int { return len(w.open) }

// Add adds an article to a story, opening it if it is not open.
func (w *Window) Add(id articles.StoryID, a articles.Article) {
	c := w.open[id]
	if c == nil {
		c = &Candidate{Story: id, Headline: a.Headline(), Publishers: map[string]bool{}, sum: terms{}}
		w.open[id] = c
	}
	c.Articles++
	c.Publishers[a.Publisher] = true
	if a.Appeared.After(c.Latest) {
		c.Latest = a.Appeared
	}
	t := termsOf(a)
	_, unit := weigh(t, w.Rarity)
	for term, n := range t {
		c.sum[term] += n / unit
		if w.index[term] == nil {
			w.index[term] = map[*Candidate]float64{}
		}
		w.index[term][c] = c.sum[term]
	}
	_, c.length = weigh(c.sum, w.Rarity)
}

// Remove closes a story.
func (w *Window) Remove(id articles.StoryID) {
	c := w.open[id]
	if c == nil {
		return
	}
	delete(w.open, id)
	for term := range c.sum {
		delete(w.index[term], c)
		if len(w.index[term]) == 0 {
			delete(w.index, term)
		}
	}
}

// Trim closes the stories that nobody has told for openFor before now, and the
// oldest of those beyond maxOpen, with a tenth more, so that it is not done for
// every article.
func (w *Window) Trim(now time.Time) {
	for id, c := range w.open {
		if now.Sub(c.Latest) > openFor {
			w.Remove(id)
		}
	}
	if len(w.open) <= maxOpen {
		return
	}
	oldest := slices.SortedFunc(maps.Values(w.open), func(a, b *Candidate) int {
		return cmp.Or(a.Latest.Compare(b.Latest), cmp.Compare(a.Story, b.Story))
	})
	for _, c := range oldest[:len(w.open)-maxOpen*9/10] {
		w.Remove(c.Story)
	}
}

// Rarity weighs a term by how few stories have it.
func (w *Window) Rarity(term string) float64 {
	return math.Log((float64(len(w.open)) + background) / (float64(len(w.index[term])) + 0.5))
}
