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
	openFor = 14 * 24 * time.Hour
	// maxOpen bounds the stories in memory; beyond it the oldest are closed.
	maxOpen = 50_000
	// trimEvery is how long a story may stay open beyond that.
	trimEvery = time.Minute
)

// Candidate is an open story, as it is compared with an article.
type Candidate struct {
	Story articles.StoryID
	// Headline is its first article's.
	Headline string
	// Latest is when its newest article appeared.
	Latest time.Time
	// Publishers are those that tell it, each once; Articles counts what they
	// wrote.
	Publishers []string
	Articles   int
	// members are its articles, in the order added.
	members []member
	// topics are the story's, so that they need not be read to be compared.
	topics []string
	// sum is sumOf from manyArticles on; length is that of sumOf.
	sum    packed
	length float64
	// size is that of its subject, when that was measured last.
	size size
	// place is where it stands in the window.
	place uint32
	// first is where members begin: most stories have no more than one.
	first [1]member
}

// Window holds the open stories and finds those that an article may tell. It is
// not safe for concurrent use.
type Window struct {
	open  map[articles.StoryID]*Candidate
	words vocabulary
	// places are the open stories in the order opened, nil where one was closed
	// since the window was swept.
	places  []*Candidate
	trimmed time.Time
	// touched, where it is not nil, are the stories that were changed since it was
	// made.
	touched map[articles.StoryID]bool
	// told are the articles of the open stories, of maxTold in each.
	told int
	// logOpen and logSize are the logarithms of how many stories are open and of
	// size, the background counted in, when so many articles and stories were
	// counted.
	counted          struct{ articles, stories int }
	logOpen, logSize float64
	last             *reading
	desk             desktop
	// changes counts what was added and closed.
	changes uint32
	// names are those that many stories have.
	names namePool
	// strangers are what a story that is not open has besides.
	strangers strangers
	// terms and headlines have those of the members.
	terms     rack
	headlines letters
}

// NewWindow makes an empty window.
func NewWindow() *Window {
	return &Window{
		open:  map[articles.StoryID]*Candidate{},
		words: vocabulary{number: map[string]uint32{}},
	}
}

// Len is the number of open stories.
func (w *Window) Len() int { return len(w.open) }

// Add adds an article to a story, opening it if it is not open.
func (w *Window) Add(id articles.StoryID, a articles.Article) {
	r := w.read(a)
	v := w.words.vector(r)
	w.words.noteCasing(r)
	w.addMember(id, w.newMember(a, v))
}

// addMember adds a member to a story, opening it if it is not open.
func (w *Window) addMember(id articles.StoryID, p member) {
	w.touch(id)
	c := w.open[id]
	if c == nil {
		c = &Candidate{
			Story: id, Headline: p.headline,
			place: uint32(len(w.places)), //nolint:gosec // they are swept long before
		}
		c.members = c.first[:0]
		w.open[id] = c
		w.places = append(w.places, c)
	}
	w.extend(c, p)
	if len(c.Publishers) == 0 {
		c.Publishers = w.names.list(p.publisher)
	} else if !slices.Contains(c.Publishers, p.publisher) {
		c.Publishers = append(c.Publishers, p.publisher)
	}
	if p.at.After(c.Latest) {
		c.Latest = p.at
	}
}

// manyArticles is from how many articles on a story's sum is kept. That of fewer is
// soon made, and most stories have one or two.
const manyArticles = 3

// tiny is what lengths are at least, so that one can divide by them.
const tiny = 1e-9

// extend adds a member to a story.
func (w *Window) extend(c *Candidate, p member) {
	sum := w.added(w.sumOf(c), p.terms, func(term uint32) { w.words.link(term, c.place) })
	c.members = append(c.members, p)
	if len(c.members) > 1 {
		c.first = [1]member{} // they do not stand there any more
	}
	told := min(1, max(0, maxTold+1-len(c.members)))
	w.told += told
	w.words.tell(p.terms, int32(told)) //nolint:gosec // 0 or 1
	c.Articles++
	if len(c.members) >= manyArticles {
		c.sum = pack(sum, fine) // small weights would get lost in it
	}
	c.length, c.size = w.lengthOf(sum), size{}
	w.changes++
	w.desk.measure(c)
	w.words.tidy()
}

// sumOf adds up the terms of the articles of a story, each set brought to length 1.
func (w *Window) sumOf(c *Candidate) packed {
	switch len(c.members) {
	case 0:
		return nil
	case 1:
		return c.members[0].terms
	case manyArticles - 1:
		return pack(w.added(c.members[0].terms, c.members[1].terms, func(uint32) {}), coarse)
	}
	return c.sum
}

// added adds p to a sum, and tells of the terms that are new there. It is good until
// the next call.
func (w *Window) added(before, p packed, fresh func(term uint32)) vector {
	have := before.unpack(w.desk.have[:0])
	w.desk.have = have
	sum := w.desk.sum[:0]
	for t := p.cursor(); t.next(); {
		for len(have) > 0 && have[0].term < t.term {
			sum, have = append(sum, have[0]), have[1:]
		}
		n := t.n
		if len(have) > 0 && have[0].term == t.term {
			n += have[0].n
			have = have[1:]
		} else {
			fresh(t.term)
		}
		sum = append(sum, weight{t.term, n})
	}
	sum = append(sum, have...)
	w.desk.sum = sum
	return sum
}

// lengthOf is the length of a vector, each term weighed by its rarity.
func (w *Window) lengthOf(v vector) float64 {
	sum := 0.0
	for _, t := range v {
		x := float64(t.n) * w.rarity(t.term)
		sum += x * x
	}
	return math.Sqrt(sum)
}

// Remove closes a story.
func (w *Window) Remove(id articles.StoryID) {
	c := w.open[id]
	if c == nil {
		return
	}
	w.touch(id)
	delete(w.open, id)
	w.retire(c)
}

// retire takes a story that is not open any more out of the index.
func (w *Window) retire(c *Candidate) {
	w.changes++
	w.places[c.place] = nil
	counted := c.members[:min(len(c.members), maxTold)]
	w.told -= len(counted)
	for _, p := range counted {
		w.words.tell(p.terms, -1)
	}
	for t := w.sumOf(c).cursor(); t.next(); {
		w.words.unlink(t.term)
	}
	w.sweep()
}

// sweep gives the open stories new places, and lays their terms out anew, once a good
// part of the places stand empty.
func (w *Window) sweep() {
	if len(w.places) <= len(w.open)+len(w.open)/8+64 {
		return
	}
	to := make([]uint32, len(w.places))
	kept := w.places[:0]
	for i, c := range w.places {
		if c != nil {
			to[i] = uint32(len(kept)) //nolint:gosec // not above its place before
			kept = append(kept, c)
		}
	}
	w.words.moved(func(place uint32) (uint32, bool) {
		i := to[place]
		return i, int(i) < len(kept) && kept[i].place == place
	})
	clear(w.places[len(kept):])
	w.places = slices.Clip(kept)
	w.terms, w.headlines = rack{}, letters{}
	for i, c := range w.places {
		c.place = uint32(i) //nolint:gosec // see above
		w.desk.measure(c)
		w.layOut(c)
	}
}

// layOut puts what a story has on new racks.
func (w *Window) layOut(c *Candidate) {
	for i := range c.members {
		m := &c.members[i]
		m.terms, m.headline = w.terms.keep(m.terms), w.headlines.keep(m.headline)
	}
	if first := c.members[0].headline; c.Headline == first {
		c.Headline = first
	} else {
		c.Headline = w.headlines.keep(c.Headline)
	}
}

// touch notes that a story is going to be changed.
func (w *Window) touch(id articles.StoryID) {
	if w.touched != nil {
		w.touched[id] = true
	}
}

// Trim closes the stories that nobody has told for openFor before now, and the
// oldest of those beyond maxOpen, with a tenth more, so that it is not done for
// every article. For the same reason it does nothing within trimEvery.
func (w *Window) Trim(now time.Time) {
	if now.Sub(w.trimmed).Abs() < trimEvery && len(w.open) <= maxOpen {
		return
	}
	w.trimmed = now
	for _, id := range w.stale(now) {
		w.Remove(id)
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

// stale are the stories that nobody has told for openFor, in the order opened: the
// order in which they are closed decides which numbers terms get later, and so the
// last bit of sums over them.
func (w *Window) stale(now time.Time) (ids []articles.StoryID) {
	for _, c := range w.places {
		if c != nil && now.Sub(c.Latest) > openFor {
			ids = append(ids, c.Story)
		}
	}
	return ids
}

// Rarity weighs a term by how few stories have it, here and in the background.
func (w *Window) Rarity(text string) float64 {
	if id, ok := w.words.number[text]; ok {
		return w.rarity(id)
	}
	return w.rarityOf(logWith(0, float32(background().share(text))))
}

func (w *Window) rarity(id uint32) float64 {
	return w.rarityOf(float64(w.words.senses[id].common))
}

// size is how much is open, counted as terms are.
func (w *Window) size() float32 { return common(len(w.open), w.told) }

// rarityOf weighs a term by the logarithm of how common it is.
func (w *Window) rarityOf(log float64) float64 {
	w.countStories()
	return flattened(w.logSize - log)
}

// countStories brings logOpen and logSize up to date. It is asked for each term, and
// seldom has to do anything.
func (w *Window) countStories() {
	if w.counted.articles != w.told || w.counted.stories != len(w.open) || w.logOpen == 0 {
		w.recount()
	}
}

func (w *Window) recount() {
	w.counted.articles, w.counted.stories = w.told, len(w.open)
	w.logOpen, w.logSize = logWith(float32(len(w.open)), 1), logWith(w.size(), 1)
}

// logStories is the logarithm of how many stories there are, as the log of a sense is
// of those with a term.
func (w *Window) logStories() float32 {
	w.countStories()
	return float32(w.logOpen)
}
