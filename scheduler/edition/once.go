package edition

import (
	"slices"
	"time"

	"herald/articles"
)

// Had reports whether a channel that was told a story at a time has had it, as f
// counts: whether f may tell it, and it has not developed since.
func (f Fanout) Had(id articles.StoryID, at time.Time) bool {
	if f.Once == nil || !slices.Contains(f.Stories, id) && !slices.Contains(f.Once.Spare, id) {
		return false
	}
	return !f.Once.Developed[id].After(at)
}

// Without is the list of f for a channel that has had some of its stories: as long
// as that of others, if there are spare ones, and how many stories it has no room
// for.
func (f Fanout) Without(had []articles.StoryID) (stories []articles.StoryID, more int) {
	for _, id := range slices.Concat(f.Stories, f.Once.Spare) {
		if len(stories) < len(f.Stories) && !slices.Contains(had, id) {
			stories = append(stories, id)
		}
	}
	return stories, max(len(f.Stories)+f.More-len(had)-len(stories), 0)
}
