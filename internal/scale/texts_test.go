//go:build unix

package scale

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
)

// What the articles of the publishers have in common.
const (
	// textsMixed: most tell something that nobody else tells, as in a real
	// collection of feeds; some tell the events of the day, each in its own words or
	// as the agency's text.
	textsMixed = "mixed"
	// textsApart: no two share a passage.
	textsApart = "apart"
	// textsAlike: all are passages of one text, so that hundreds copy each other.
	// No day of news is like that.
	textsAlike = "alike"
)

var texts = flag.String("texts", textsMixed, "what articles have in common: mixed, apart or alike")

// Of the articles that are mixed so many of a hundred pass on an agency's text, and
// so many tell an event in their own words. With perEvent feeds to an event, the
// biggest is told by some forty of a thousand publishers.
const (
	ofHundredCopied = 12
	ofHundredTold   = 18
	perEvent        = 16
)

// texter writes articles of words as unevenly common as those of a language.
type texter struct {
	kind string
	// words are drawn from it, or, where all is alike, passages.
	text []string
	// events is how many there are between two items of a feed.
	events int
}

func newTexter(kind string, feeds int) *texter {
	t := &texter{kind: kind, events: max(feeds/perEvent, 2)}
	zipf := rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 4, 50_000)
	for range 200_000 {
		t.text = append(t.text, fmt.Sprintf("w%xord", zipf.Uint64()))
	}
	return t
}

// told is what one article says.
type told struct{ title, category, summary, first, second string }

// article is the nth one of a publisher, who is known by a seed.
func (t *texter) article(seed uint64, n int) told {
	r := rand.New(rand.NewPCG(seed, uint64(n))) //nolint:gosec // no secret
	if t.kind == textsMixed {
		if share := r.IntN(100); share < ofHundredCopied+ofHundredTold {
			return t.event(r, n, share < ofHundredCopied)
		}
	}
	return t.own(r)
}

// own is an article that tells of nothing that others tell of, but where all is
// alike.
func (t *texter) own(r *rand.Rand) told {
	return told{t.words(r, 9), t.words(r, 1), t.words(r, 30), t.words(r, 90), t.words(r, 90)}
}

// event is an article on one of the events of its time, of which the first ones are
// told by most.
func (t *texter) event(r *rand.Rand, n int, copied bool) told {
	which := rand.NewZipf(r, 1.3, 2, uint64(t.events-1)).Uint64() //nolint:gosec // two at least
	agency := t.own(rand.New(rand.NewPCG(which, uint64(n)<<32)))  //nolint:gosec // no secret
	a := t.own(r)
	a.title = t.blend(r, agency.title, a.title)
	if copied {
		a.summary, a.first, a.second = agency.summary, agency.first, agency.second
		return a
	}
	a.summary = t.blend(r, agency.summary, a.summary)
	a.first = t.blend(r, agency.first, a.first)
	return a
}

// blend is a text with half of its words taken from what the agency wrote.
func (t *texter) blend(r *rand.Rand, agency, own string) string {
	from, words := strings.Fields(agency), strings.Fields(own)
	for i := range words {
		if r.IntN(2) == 0 {
			words[i] = from[i]
		}
	}
	return strings.Join(words, " ")
}

// words are k words of an article.
func (t *texter) words(r *rand.Rand, k int) string {
	if t.kind == textsAlike {
		at := r.IntN(len(t.text) - k)
		return strings.Join(t.text[at:at+k], " ")
	}
	words := make([]string, k)
	for i := range words {
		words[i] = t.text[r.IntN(len(t.text))]
	}
	return strings.Join(words, " ")
}
