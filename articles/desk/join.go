package desk

import (
	"math"
	"slices"
	"time"

	"herald/articles"
)

// How alike an article and a story must be, and what counts against them. The
// figures were chosen on labelled news (docs/desk.md says which) and hold from
// headlines alone to full texts; a false join is worse than a missed one.
const (
	// joinAt is the likeness from which on an article joins a story. Where there
	// is only a headline to compare, less is enough: two of these share fewer
	// words by accident.
	joinAt         = 0.12
	joinHeadlineAt = 0.01
	// crowding is how much more it takes for each ten times as many open stories
	// beyond few: among many, something is always a little alike.
	crowding = 0.08
	few      = 100
	// aroundWeight is how much of the likeness to the next stories an article's
	// likeness to the nearest must exceed: where everything is about one war, its
	// words tell nothing apart. Below aroundFloor it counts as that much, so that
	// an almost empty window is not taken for a place without neighbours.
	aroundWeight = 0.6
	aroundFloor  = 0.08
	neighbours   = 5
	// sameVoice is how much more it takes within one publisher, whose own
	// follow-ups use the same words. Headlines alone share fewer.
	sameVoice         = 0.22
	sameVoiceHeadline = 0.05
	// firstDay is how much more it takes in an empty window, less with each story
	// until there are firstStories: the names of a place seem rare until more has
	// come from there.
	firstDay     = 0.14
	firstStories = 12
	// sharedWords is how many words an article must share with a story: one alone
	// is mostly chance. With fewer, the likeness counts fewWords as much.
	sharedWords = 2
	fewWords    = 0.8
	// together is the power of how alike the articles of a story are to each
	// other: at 1, an article is compared with the mean of them.
	together = 1.2
	// fading is the time after which a story's likeness counts for 1/e.
	fading = 20 * 24 * time.Hour
)

// Match is the open story that an article is most like.
type Match struct {
	Story articles.StoryID
	// Score is how alike they are, Limit how alike they must be.
	Score, Limit float64
	// Reason says both in words.
	Reason string
}

// likeness is an open story and how alike an article is to it.
type likeness struct {
	story *Candidate
	score float64
}

// Join finds the open story that a tells, if a tells any of them; m is the
// nearest in any case, zero when none shares a word. It changes nothing.
func (w *Window) Join(a articles.Article) (m Match, ok bool) {
	near := w.near(a)
	bare := lead(a) == ""
	limit, same := w.limit(bare, around(near)), sameVoice
	if bare {
		same = sameVoiceHeadline
	}
	var nearest *Candidate
	for _, l := range near {
		n := Match{Story: l.story.Story, Score: l.score, Limit: limit}
		if slices.Contains(l.story.Publishers, a.Publisher) {
			n.Limit += same
		}
		if n.Score > 0 && (nearest == nil || n.Score-n.Limit > m.Score-m.Limit) {
			m, nearest = n, l.story
		}
	}
	if nearest == nil {
		return m, false
	}
	m.Reason = w.explain(a, m, nearest, near)
	return m, m.Score >= m.Limit
}

// limit is how alike an article must be to join a story.
func (w *Window) limit(bare bool, around float64) float64 {
	limit := joinAt
	if bare {
		limit = joinHeadlineAt
	}
	stories := float64(len(w.open))
	return limit + aroundWeight*max(around, aroundFloor) +
		crowding*math.Log10(max(stories/few, 1)) + firstDay*max(1-stories/firstStories, 0)
}

// near are the candidates for a and how alike they are to it, the most alike
// first.
func (w *Window) near(a articles.Article) []likeness {
	s := w.see(w.read(a))
	if s.length == 0 {
		return nil
	}
	candidates := w.candidates(s)
	w.spreadOut(s)
	defer w.foldUp(s)
	near := make([]likeness, 0, len(candidates))
	for _, c := range candidates {
		near = append(near, likeness{c, w.alike(s, c) * fade(a.Appeared.Sub(c.Latest))})
	}
	slices.SortStableFunc(near, func(a, b likeness) int { return compareDown(a.score, b.score) })
	return near
}

// compareDown orders the greater first.
func compareDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// alike is how alike an article is to a story, from 0 to 1: their cosine, less
// where the articles of the story are not much alike themselves. Else big stories
// would swallow everything near them. The article must be spread out.
func (w *Window) alike(s seen, c *Candidate) float64 {
	if s.length == 0 || c.length == 0 {
		return 0
	}
	dot, words := w.dot(c)
	own := min(c.length/float64(c.Articles), 1)
	score := min(dot/s.length/c.length, 1) * math.Pow(own, together)
	if words < min(sharedWords, s.words) {
		score *= fewWords
	}
	return score
}

// around is how alike an article is to the stories next to the nearest.
func around(near []likeness) float64 {
	sum := 0.0
	for _, l := range near[min(1, len(near)):min(1+neighbours, len(near))] {
		sum += l.score
	}
	return sum / neighbours
}

// fade is what is left of a likeness over a distance in time.
func fade(apart time.Duration) float64 {
	return math.Exp(-apart.Abs().Hours() / fading.Hours())
}
