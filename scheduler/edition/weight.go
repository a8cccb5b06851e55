package edition

import (
	"time"

	"herald/articles"
)

// What a breaking story weighs, in trusted voices. docs/desk.md tells it to
// editors.
const (
	// decidedWeight is what an admin's decision weighs, declaredWeight a publisher's
	// mark.
	decidedWeight, declaredWeight = 3, 1
	// urgentWeight is what the highest urgency weighs; each step less is one less.
	urgentWeight = 2
	// staling is what each hour since the verdict takes away.
	staling = 0.5
)

// weigh says how much a breaking story matters at now, for channels that get only
// so many in an hour: its independent voices, each as much as its source is
// trusted, and what was declared and decided about it, less with time.
func weigh(s articles.Story, now time.Time, trust func(source string) float64) float64 {
	sum := voicesWeigh(s, trust)
	if s.Verdict.Rule == articles.RuleDecided {
		sum += decidedWeight
	}
	if s.Verdict.Fact(articles.RuleDeclared).Holds {
		sum += declaredWeight
	}
	if u := urgency(s); u > 0 {
		sum += max(urgentWeight+1-float64(u), 0)
	}
	return sum - staling*max(now.Sub(s.Verdict.At), 0).Hours()
}

// voicesWeigh is the sum of the trust in the voices of a story, each in the best
// of its sources.
func voicesWeigh(s articles.Story, trust func(source string) float64) float64 {
	best := map[string]float64{}
	for _, a := range s.Articles {
		best[a.Publisher] = max(best[a.Publisher], trust(a.Source))
	}
	sum := 0.0
	for _, v := range s.Voices() {
		sum += best[v]
	}
	return sum
}

// urgency is the highest that any article of a story has; 0 for none.
func urgency(s articles.Story) int {
	best := 0
	for _, a := range s.Articles {
		if a.Urgency > 0 && (best == 0 || a.Urgency < best) {
			best = a.Urgency
		}
	}
	return best
}
