package desk

import (
	"math"
	"sync"
)

// vocabulary numbers the terms of the open stories, knows which of these have
// them, and weighs them. Numbers of terms that nobody has are given out anew.
type vocabulary struct {
	number map[string]uint32
	terms  []term
	// senses are of the terms, by their numbers.
	senses []sense
	free   []uint32
	// freed counts the numbers that were freed.
	freed int
	// rack has the postings, texts those of the terms.
	rack  rack
	texts letters
}

// term is one term of the open stories.
type term struct {
	text string
	// share is the part of the background that has it.
	share float32
	// open is how many open stories have it, told how many of their articles, of
	// maxTold in each; with are the stories, and closed ones that were not swept
	// out yet. Nobody looks at the stories of a common term, so they are not kept.
	open   int32
	told   int32
	with   postings
	common bool
	// word says that it is a whole word, number that it is a number.
	word, number bool
	casing       casing
}

func newTerm(text string) term {
	return term{text: text, share: float32(background().share(text)), word: isWord(text), number: isNumber(text)}
}

// weight is how much a term weighs in an article or a story.
type weight struct {
	term uint32
	n    float32
}

// vector are the terms of an article or a story, by number.
type vector []weight

func (v *vocabulary) add(text string) uint32 {
	text = v.texts.keep(text) // it is a part of the whole article
	fresh := newTerm(text)
	var id uint32
	if n := len(v.free); n > 0 {
		id, v.free = v.free[n-1], v.free[:n-1]
		v.terms[id] = fresh
	} else {
		id = uint32(len(v.terms)) //nolint:gosec // bounded by the terms of maxOpen stories
		v.terms, v.senses = append(v.terms, fresh), append(v.senses, sense{})
	}
	v.senses[id] = fresh.sense()
	v.number[text] = id
	return id
}

// link notes that the story at a place has a term. tell must follow, which weighs it.
func (v *vocabulary) link(id, place uint32) {
	t := &v.terms[id]
	t.open++
	if t.open > maxPostings {
		v.rack.leave(t.with.list)
		t.common, t.with = true, postings{}
	}
	if !t.common {
		t.with.add(place, &v.rack)
	}
}

// unlink forgets that a story has a term; the story is marked closed.
func (v *vocabulary) unlink(id uint32) {
	t := &v.terms[id]
	if t.open--; t.open > 0 {
		v.weigh(id)
		return
	}
	delete(v.number, t.text)
	v.rack.leave(t.with.list)
	*t = term{}
	v.free = append(v.free, id)
	v.freed++
}

// moved gives every story its new place.
func (v *vocabulary) moved(to func(place uint32) (uint32, bool)) {
	v.rack = rack{}
	for i := range v.terms {
		if t := &v.terms[i]; len(t.with.list) > 0 {
			t.with.moved(to, &v.rack)
		}
	}
	v.renumber()
}

// renumber lays out the texts of the terms anew, and what finds them, without what was
// there once.
func (v *vocabulary) renumber() {
	n := len(v.number)
	v.texts, v.number = letters{}, make(map[string]uint32, n)
	for i := range v.terms {
		if t := &v.terms[i]; t.text != "" {
			t.text = v.texts.keep(t.text)
			v.number[t.text] = uint32(i) //nolint:gosec // bounded by the terms of maxOpen stories
		}
	}
}

// tighten lays everything out anew with little free room. What grew together, as when
// the open stories are read, has left holes of all sizes in memory, a tenth of it.
func (v *vocabulary) tighten() {
	v.terms = append(make([]term, 0, len(v.terms)+len(v.terms)/tightRoom), v.terms...)
	v.senses = append(make([]sense, 0, len(v.senses)+len(v.senses)/tightRoom), v.senses...)
	v.layOut()
	v.renumber()
}

// layOut lays the postings out anew, those of one term after those of another.
func (v *vocabulary) layOut() {
	v.rack = rack{}
	for i := range v.terms {
		if with := &v.terms[i].with; len(with.list) > 0 {
			with.list = v.rack.put(with.list)
		}
	}
}

// tidy lays the postings out anew once many have left their places.
func (v *vocabulary) tidy() {
	if v.rack.wasteful() {
		v.layOut()
	}
}

// tightRoom is what part of it is kept free, as a divisor.
const tightRoom = 32

// maxTold is how many articles of a story, the first, count for how common terms are.
const maxTold = 24

// tell counts more articles with the terms of p, or fewer, and weighs these anew.
func (v *vocabulary) tell(p packed, more int32) {
	for t := p.cursor(); t.next(); {
		v.terms[t.term].told += more
		v.weigh(t.term)
	}
}

// weigh notes anew how many stories have a term, and how common it is.
func (v *vocabulary) weigh(id uint32) {
	s, t := &v.senses[id], &v.terms[id]
	s.log, s.common = t.logs()
}

// logs are the logarithms of how many stories have a term, and of how common it is.
func (t *term) logs() (stories, count float32) {
	return float32(logWith(float32(t.open), t.share)), float32(logWith(t.count(), t.share))
}

// count is how common a term is in what is open.
func (t *term) count() float32 { return common(int(t.open), int(t.told)) }

// common is how common something is that so many articles of so many stories have:
// the mean of both, in proportion. By stories alone, the words of two events that
// were mixed up would be rare for that, and hold them together; by articles alone,
// words that many use for one event would not tell it any more.
func common(stories, told int) float32 {
	return float32(math.Sqrt(float64(stories) * float64(told)))
}

// logWith is the logarithm of how many have something, the background counted in,
// of which a share has it.
func logWith(count, share float32) float64 {
	return math.Log(float64(count) + tuned.backgroundWeight*float64(share))
}

// flattened is the rarity of a term of which x is the negative logarithm of the
// part of the stories that have it.
func flattened(x float64) float64 {
	i, known := int(x*powerSteps), powers()
	if i < powerSteps/4 || i+1 >= len(known) {
		return math.Pow(max(x, 0), tuned.rarityPower)
	}
	part := x*powerSteps - float64(i)
	return known[i]*(1-part) + known[i+1]*part
}

// powerSteps is how many entries powers has for each 1.
const powerSteps = 256

// powers are powers of rarityPower from 0 up to 16. Between them it is straight,
// to some millionths; to compute them takes longer than all else in comparing two
// texts.
var powers = sync.OnceValue(raised)

func raised() []float64 {
	all := make([]float64, 16*powerSteps)
	for i := range all {
		all[i] = math.Pow(float64(i)/powerSteps, tuned.rarityPower)
	}
	return all
}
