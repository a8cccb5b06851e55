package desk

import (
	"math"
	"strings"
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
}

// term is one term of the open stories.
type term struct {
	text string
	// share is the part of the background that has it.
	share float32
	// open is how many open stories have it; with are they, and closed ones that
	// were not swept out yet. Nobody looks at the stories of a common term, so
	// they are not kept.
	open   int32
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
	text = strings.Clone(text) // it is a part of the whole article
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

// link notes that the story at a place has a term.
func (v *vocabulary) link(id, place uint32) {
	t := &v.terms[id]
	t.open++
	if t.open > maxPostings {
		t.common, t.with = true, postings{}
	}
	if !t.common {
		t.with.add(place)
	}
	v.senses[id].log = t.logWith()
}

// unlink forgets that a story has a term; the story is marked closed.
func (v *vocabulary) unlink(id uint32) {
	t := &v.terms[id]
	if t.open--; t.open > 0 {
		v.senses[id].log = t.logWith()
		return
	}
	delete(v.number, t.text)
	*t = term{}
	v.free = append(v.free, id)
	v.freed++
}

// moved gives every story its new place.
func (v *vocabulary) moved(to func(place uint32) (uint32, bool)) {
	var room []uint32
	for i := range v.terms {
		if t := &v.terms[i]; len(t.with.list) > 0 {
			room = t.with.moved(to, room)
		}
	}
}

// logWith is the logarithm of how many stories have a term, the background
// counted in.
func (t *term) logWith() float32 { return float32(logWith(int(t.open), float64(t.share))) }

func logWith(open int, share float64) float64 {
	return math.Log(float64(open) + tuned.backgroundWeight*share)
}

// logStories is the logarithm of how many stories there are, the background
// counted in.
func logStories(open int) float64 { return math.Log(float64(open) + tuned.backgroundWeight) }

// flattened is the rarity of a term of which x is the negative logarithm of the
// part of the stories that have it.
func flattened(x float64) float64 {
	i := int(x * powerSteps)
	if i < powerSteps/4 || i+1 >= len(powers()) {
		return math.Pow(max(x, 0), tuned.rarityPower)
	}
	part := x*powerSteps - float64(i)
	return powers()[i]*(1-part) + powers()[i+1]*part
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
