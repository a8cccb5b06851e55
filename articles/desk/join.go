package desk

import (
	"fmt"
	"math"
	"time"

	"herald/articles"
)

// How alike an article and a story must be, and what counts against them. The
// figures were chosen on labelled news (see corpora_test.go) and hold from
// headlines alone to full texts; a false join is worse than a missed one.
const (
	// joinAt is the likeness from which on an article joins a story. Where there
	// is only a headline to compare, less is enough: two of these share fewer
	// words by accident.
	joinAt         = 0.23
	joinHeadlineAt = 0.12
	// crowding is how much more it takes for each ten times as many open stories
	// beyond few: among many, something is always a little alike.
	crowding = 0.12
	few      = 300
	// sameVoice is how much more it takes within one publisher, whose own
	// follow-ups use the same words.
	sameVoice = 0.05
	// fading is the time after which a story's likeness counts for 1/e.
	fading = 5 * 24 * time.Hour
)

// Match is the open story that an article is most like.
type Match struct {
	Story articles.StoryID
	// Score is how alike they are, Limit how alike they must be.
	Score, Limit float64
	// Reason says both in words.
	Reason string
}

// Join finds the story among open that a tells, if a tells any of them; m is the
// nearest in any case, zero when none shares a word. Rarity weighs terms, as
// Window.Rarity does; stories is how many are open in all.
func Join(a articles.Article, open []Candidate, stories int, rarity func(string) float64) (m Match, ok bool) {
	weights, length := weigh(termsOf(a), rarity)
	limit := joinAt
	if lead(a) == "" {
		limit = joinHeadlineAt
	}
	limit += crowding * math.Log10(max(float64(stories)/few, 1))
	var nearest Candidate
	for _, c := range open {
		n := Match{Story: c.Story, Score: likeness(weights, length, c) * fade(a.Appeared.Sub(c.Latest)), Limit: limit}
		if c.Publishers[a.Publisher] {
			n.Limit += sameVoice
		}
		if n.Score > 0 && (m.Story == 0 || n.Score-n.Limit > m.Score-m.Limit) {
			m, nearest = n, c
		}
	}
	if m.Story == 0 {
		return m, false
	}
	m.Reason = fmt.Sprintf("%.2f alike to story %s %q, told %s apart (limit %.2f)",
		m.Score, m.Story, nearest.Headline, span(a.Appeared.Sub(nearest.Latest).Abs()), m.Limit)
	return m, m.Score >= m.Limit
}

// likeness is between the cosine of a with the story as a whole and the mean of
// its cosines with the story's articles: the first alone lets big stories swallow
// everything near them, the second alone breaks them up as they grow.
func likeness(weights terms, length float64, c Candidate) float64 {
	if length == 0 || c.length == 0 {
		return 0
	}
	dot := 0.0
	for term, weight := range weights {
		dot += weight * c.sum[term]
	}
	together := min(c.length/float64(c.Articles), 1)
	return dot / length / c.length * math.Sqrt(together)
}

// weigh multiplies terms with their squared rarity, once for either side of a
// dot product, and gives their length with simple rarity.
func weigh(t terms, rarity func(string) float64) (weights terms, length float64) {
	weights = make(terms, len(t))
	for term, n := range t {
		r := rarity(term)
		weights[term] = n * r * r
		length += n * n * r * r
	}
	return weights, math.Sqrt(length)
}

// fade is what is left of a likeness over a distance in time.
func fade(apart time.Duration) float64 {
	return math.Exp(-apart.Abs().Hours() / fading.Hours())
}
