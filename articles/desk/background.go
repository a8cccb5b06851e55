package desk

import (
	_ "embed" // for the list of words
	"strconv"
	"strings"
	"sync"
)

// backgroundText has a line for each number of articles: the number, then the
// terms that stand in so many. The first line is the number of all articles. It is
// made from the training set only: see background_test.go.
//
//go:embed background.txt
var backgroundText string

// background says what part of news has a term, before Herald has seen any: on the
// first day, the open stories cannot tell that "president" says less than
// "sandbank".
var background = sync.OnceValue(func() *frequencies { return readFrequencies(backgroundText) })

// frequencies are in how many of all articles a term stands.
type frequencies struct {
	articles float64
	with     map[string]float64
}

// share is the part of articles that have a term, never zero.
func (f *frequencies) share(term string) float64 {
	return (f.with[term] + tuned.backgroundUnseen) / f.articles
}

// readFrequencies reads the form that background.txt has.
func readFrequencies(text string) *frequencies {
	f := &frequencies{with: map[string]float64{}}
	for line := range strings.Lines(text) {
		first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseFloat(first, 64)
		if err != nil {
			continue
		}
		if f.articles == 0 {
			f.articles = n
			continue
		}
		for term := range strings.FieldsSeq(rest) {
			f.with[term] = n
		}
	}
	return f
}
