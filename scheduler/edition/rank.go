package edition

import (
	"cmp"
	"slices"
	"time"

	"herald/articles"
)

const (
	// sameTopic multiplies the weight of a story for each one before it in the list
	// that has a topic in common with it; docs/desk.md explains it to editors.
	sameTopic = 0.7
	// maxWeighed bounds the stories among which a list is chosen: the weightiest.
	maxWeighed = 200
)

// weighed is a story on its way into a list.
type weighed struct {
	story  articles.Story
	weight float64
	words  []string
}

// Rank orders stories as a digest tells them: the weightiest first, but each the
// lower the more it shares with those before it, topics other than the one asked
// for and words of the headline, so that five stories on one subject do not fill
// the list. At most limit are given.
func Rank(stories []articles.Story, topic string, now time.Time, trust articles.Trust, limit int) []articles.Story {
	rest := make([]weighed, len(stories))
	for i, s := range stories {
		rest[i] = weighed{s, s.Weight(now, trust), headlineWords(s)}
	}
	slices.SortFunc(rest, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), newest(a.story, b.story))
	})
	rest = rest[:min(len(rest), maxWeighed)]
	var list []articles.Story
	for len(rest) > 0 && len(list) < limit {
		best := 0
		for i := range rest {
			if rest[i].weight > rest[best].weight {
				best = i
			}
		}
		next := rest[best]
		list = append(list, next.story)
		rest = slices.Delete(rest, best, best+1)
		for i := range rest {
			rest[i].weight *= variety(next, rest[i], topic)
		}
	}
	return list
}

// variety is what is left of the weight of b when a stands before it.
func variety(a, b weighed, topic string) float64 {
	left := 1 - shared(a.words, b.words)
	for _, t := range a.story.Topics {
		if t != topic && slices.Contains(b.story.Topics, t) {
			return left * sameTopic
		}
	}
	return left
}

// headlineWords are the words of a headline that may tell its subject: those of
// at least four characters, and all in scripts without spaces.
func headlineWords(s articles.Story) []string {
	var words []string
	for _, w := range articles.Words(s.Headline) {
		if len(w) >= 4 && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// shared is the share of words that the shorter of two headlines has in common
// with the other.
func shared(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	return float64(both) / float64(min(len(a), len(b)))
}
