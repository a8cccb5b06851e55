//go:build unix

package scale

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

// topics is how many topics the archive has, and lexicon how many words.
const (
	topics  = 20
	lexicon = 80_000
)

// writer writes articles of words as unevenly common as those of a language: the
// same number always gives the same article.
type writer struct{}

func newWriter() *writer { return &writer{} }

// word is the n-th most common one.
func word(n int) string {
	const consonants, vowels = "bdfghklmnprstvz", "aeiou"
	const syllables = len(consonants) * len(vowels)
	var b strings.Builder
	for n += syllables; n > 0; n /= syllables { // two syllables at least
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n%syllables/len(consonants)])
	}
	return b.String()
}

func (*writer) words(r *rand.Rand, zipf *rand.Zipf, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(int(zipf.Uint64()))) //nolint:gosec // below lexicon
	}
	return b.String()
}

func (w *writer) random(i int) (*rand.Rand, *rand.Zipf) {
	r := rand.New(rand.NewPCG(uint64(i), 7)) //nolint:gosec // no secret
	return r, rand.NewZipf(r, 1.07, 10, lexicon-1)
}

// headline is that of article i.
func (w *writer) headline(i int) string {
	r, zipf := w.random(i)
	return w.words(r, zipf, 9)
}

// filing is article i.
func (w *writer) filing(i int, at time.Time) desk.Filing {
	r, zipf := w.random(i)
	title := w.words(r, zipf, 9)
	return desk.Filing{
		Article: articles.Article{
			ID: fmt.Sprint("guid-", i), Source: fmt.Sprint("feed-", i%500), Publisher: fmt.Sprint("Publisher ", i%300),
			URL: fmt.Sprint("https://publisher.example/", i), Title: title,
			Summary: w.words(r, zipf, 25), Text: w.words(r, zipf, 120), Appeared: at, Published: at, Language: "en",
		},
		Verdict: articles.Verdict{Rule: articles.RuleNone, Reason: "nothing says so", At: at},
		Topics:  []string{fmt.Sprint("topic", i%topics)}, At: at,
	}
}
