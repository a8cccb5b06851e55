package articles

import (
	"math"
	"time"
)

// The figures of a story's weight; docs/desk.md explains them to editors.
const (
	// markedWeight is what a publisher's mark weighs, in trusted voices, and
	// decidedWeight an admin's decision.
	markedWeight, decidedWeight = 0.5, 3
	// urgentWeight is what the highest urgency weighs; each step less is one less.
	urgentWeight = 2
	// halfFresh is how long after its newest article half of what freshness adds is
	// left.
	halfFresh = 12 * time.Hour
	// topicBonus is added for each of the first maxTopics topics of a story.
	topicBonus = 0.1
	maxTopics  = 3
)

// Trust is how much the word of a source counts, from 0 to 1. Nil: each counts
// fully.
type Trust func(source string) float64

// Of is how much a source counts, from 0 to 1.
func (t Trust) Of(source string) float64 {
	if t == nil {
		return 1
	}
	return min(max(t(source), 0), 1)
}

// Weight says how much a story matters at now, above 0: what goes first where there
// is room for only so much. It is the logarithm of one more than what backs the
// story, up to twice as much while it is fresh, and a little more for topics. The
// same story and time always give the same.
func (s Story) Weight(now time.Time, trust Trust) float64 {
	age := max(now.Sub(s.newest()), 0)
	fresh := 0.5 + 0.5*math.Exp2(-age.Hours()/halfFresh.Hours())
	topics := 1 + topicBonus*float64(min(len(s.Topics), maxTopics))
	return math.Log2(1+s.backing(trust)) * fresh * topics
}

// backing is what stands behind a story, in trusted voices: those that tell it, and
// what was declared and decided about it.
func (s Story) backing(trust Trust) float64 {
	sum := s.trustedVoices(trust)
	if s.Verdict.Fact(RuleDeclared).Holds {
		sum += markedWeight
	}
	if u := s.urgency(); u > 0 {
		sum += max(urgentWeight+1-float64(u), 0)
	}
	if s.Verdict.Breaking && s.Verdict.Rule == RuleDecided {
		sum += decidedWeight
	}
	return sum
}

// trustedVoices is the sum of the trust in the voices of a story, each in the best
// of its sources.
func (s Story) trustedVoices(trust Trust) float64 {
	best := map[string]float64{}
	for _, a := range s.Articles {
		best[a.Publisher] = max(best[a.Publisher], trust.Of(a.Source))
	}
	sum := 0.0
	for _, v := range s.Voices() {
		sum += best[v]
	}
	return sum
}

// urgency is the highest that any standing article of a story has, which is the
// lowest number; 0 for none.
func (s Story) urgency() int {
	best := 0
	for _, a := range s.Standing() {
		if a.Urgency > 0 && (best == 0 || a.Urgency < best) {
			best = a.Urgency
		}
	}
	return best
}

// newest is when the newest article of a story appeared.
func (s Story) newest() time.Time {
	newest := s.Appeared
	for _, a := range s.Standing() {
		if a.Appeared.After(newest) {
			newest = a.Appeared
		}
	}
	return newest
}
