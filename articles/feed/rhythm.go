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
	// silentGaps is how many of the usual gaps are silence; leastSilence is that
	// of a long weekend.
	silentGaps   = 12
	leastSilence = 4 * 24 * time.Hour
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

// silent is when the newest article came, where that is long ago against the
// source's own rhythm; else zero.
func (m Memory) silent(now time.Time) time.Time {
	if m.Gap > 0 && now.Sub(m.Newest) > max(silentGaps*m.Gap, leastSilence) {
		return m.Newest
	}
	return time.Time{}
}
