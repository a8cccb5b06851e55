package desk

import (
	"math"
	"slices"
	"sync"

	"herald/articles"
)

// joinSample is with how many articles of a story one is compared.
const joinSample = 24

// Match is the open story that an article is most like.
type Match struct {
	Story articles.StoryID
	// Score is how alike they are, Limit how alike they must be.
	Score, Limit float64
	// Reason says both in words; empty where they have next to nothing in common.
	Reason string
}

// nearMiss is how much more alike an article and a story may look once the words of
// the article have been counted with the others.
const nearMiss = 0.05

// far reports whether the story that an article opened need not be compared with
// others once more: the nearest was not nearly near enough.
func (m Match) far() bool { return m.Score < m.Limit-nearMiss }

// likeness is an open story and how alike an article is to it.
type likeness struct {
	story        *Candidate
	score, limit float64
}

// Join finds the open story that a tells, if a tells any of them; m is the
// nearest in any case, zero when none shares a word. It changes nothing.
func (w *Window) Join(a articles.Article) (m Match, ok bool) {
	near := w.near(a)
	if len(near) == 0 || near[0].score <= 0 {
		return m, false
	}
	nearest := near[0]
	m = Match{Story: nearest.story.Story, Score: nearest.score, Limit: nearest.limit}
	if m.Score >= leastTold {
		m.Reason = w.explain(a, m, nearest.story, near)
	}
	return m, m.Score >= m.Limit
}

// limit is how alike an article must be to join a story; bare is the part of what
// is compared that has only a headline.
func (w *Window) limit(bare float64) float64 { return limitAmong(len(w.open), bare) }

// limitAmong is the limit with so many stories open.
func limitAmong(open int, bare float64) float64 {
	stories := float64(open)
	return tuned.joinAt*(1-bare) + tuned.joinHeadlineAt*bare +
		tuned.crowding*math.Log10(max(stories/tuned.few, 1)) + tuned.firstDay*max(1-stories/tuned.firstStories, 0)
}

// near are the candidates for a and how alike they are to it, those most above
// their limits first.
func (w *Window) near(a articles.Article) []likeness {
	from := w.read(a)
	s := w.see(from)
	if s.length == 0 {
		return nil
	}
	q := w.probeOfArticle(a, from, s)
	candidates := w.candidates(s)
	w.spreadOut(s)
	defer w.foldUp(s)
	near := make([]likeness, 0, len(candidates))
	for _, c := range candidates {
		score, bare := w.linkage(q, sample(c.members, joinSample))
		l := likeness{c, score, w.limit(bare)}
		if slices.Contains(c.Publishers, a.Publisher) {
			l.limit += voiceShare(a.Publisher, c.members) * withinVoice(bare)
		}
		near = append(near, l)
	}
	slices.SortStableFunc(near, func(a, b likeness) int { return compareDown(a.score-a.limit, b.score-b.limit) })
	return near
}

// withinVoice is how much more it takes within one publisher; bare is as for limit.
func withinVoice(bare float64) float64 {
	return tuned.sameVoice*(1-bare) + tuned.sameVoiceHeadline*bare
}

// voiceShare is the part of some articles that is of a publisher.
func voiceShare(publisher string, members []member) float64 {
	own := 0
	for i := range members {
		if members[i].publisher == publisher {
			own++
		}
	}
	return float64(own) / float64(max(len(members), 1))
}

// probeOfArticle is an article that was read and seen, to be compared with members.
func (w *Window) probeOfArticle(a articles.Article, from *reading, s seen) probe {
	return probe{
		at: a.Appeared, days: from.days, bare: from.bare, numbers: from.numbers, names: from.names, length: s.length,
		form: sync.OnceValue(func() form { return w.formOfArticle(a, from) }),
	}
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
