package edition

import (
	"cmp"
	"slices"
	"time"

	"herald/articles"
	"herald/scheduler"
)

// day is how old a story may be when it first appears in a list, so that an old
// feed that is loaded for the first time floods nobody.
const day = 24 * time.Hour

// DefaultLimit bounds a list whose schedule names no limit.
const DefaultLimit = 10

// keep are the stories that want holds for, in their order.
func keep(stories []articles.Story, want func(articles.Story) bool) []articles.Story {
	var kept []articles.Story
	for _, s := range stories {
		if want(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// recent are the stories that stand and that appeared within a day before the
// tick at, or since the tick before it, whichever is longer.
func recent(stories []articles.Story, last, at time.Time) []articles.Story {
	oldest := at.Add(-day)
	if last.Before(oldest) {
		oldest = last
	}
	return keep(stories, func(s articles.Story) bool {
		return s.Withdrawn == "" && !s.Appeared.Before(oldest)
	})
}

// wanted are the stories that a schedule tells to those with an interest.
func wanted(stories []articles.Story, s scheduler.Schedule, i articles.Interest) []articles.Story {
	return keep(stories, func(story articles.Story) bool {
		if s.Topic != "" && !slices.Contains(story.Topics, s.Topic) {
			return false
		}
		_, ok := i.Wants(story)
		return ok
	})
}

// pickBreaking are the stories to post each on its own, in the order judged.
func pickBreaking(stories []articles.Story, s scheduler.Schedule, i articles.Interest) []articles.Story {
	return wanted(stories, s, i)
}

// pickLatest are the newest stories first, at most the schedule's limit, and how
// many more there are.
func pickLatest(stories []articles.Story, s scheduler.Schedule, i articles.Interest) (list []articles.StoryID, more int) {
	return top(wanted(stories, s, i), s.Limit, newest)
}

// newest orders by time of appearance, newest first, and by number where that is
// the same.
func newest(a, b articles.Story) int {
	return cmp.Or(b.Appeared.Compare(a.Appeared), cmp.Compare(b.ID, a.ID))
}

// top are the first limit stories in an order, and how many are left.
func top(stories []articles.Story, limit int, order func(a, b articles.Story) int) (list []articles.StoryID, more int) {
	slices.SortStableFunc(stories, order)
	if limit <= 0 {
		limit = DefaultLimit
	}
	for _, s := range stories[:min(limit, len(stories))] {
		list = append(list, s.ID)
	}
	return list, len(stories) - len(list)
}
