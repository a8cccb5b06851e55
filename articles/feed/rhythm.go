package feed

import (
	"slices"
	"time"

	"herald/articles"
)

const (
	// recent is how many articles tell the rhythm of a source, fewest how many
	// are needed for that.
	recent = 20
	fewest = 4
)

// rhythm is the usual time between two articles, zero where too few have dates,
// and when the newest came: now, where none has a date and there are any.
func rhythm(list []articles.Article, now time.Time) (gap time.Duration, newest time.Time) {
	var times []time.Time
	for _, a := range list {
		if !a.Published.IsZero() && !a.Published.After(now) {
			times = append(times, a.Published)
		}
	}
	if len(times) == 0 {
		if len(list) > 0 {
			newest = now
		}
		return 0, newest
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	newest = times[0].UTC()
	times = times[:min(len(times), recent)]
	if len(times) < fewest {
		return 0, newest
	}
	gaps := make([]time.Duration, len(times)-1)
	for i := range gaps {
		gaps[i] = times[i].Sub(times[i+1])
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2], newest
}
