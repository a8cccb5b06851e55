package app

import (
	"context"

	"herald/articles"
)

// bringUpToDate owes the edits of the posts of a story that has changed. A story
// that is told by many at once is edited once.
func (a *App) bringUpToDate(ctx context.Context, story articles.StoryID) {
	n, err := a.store.OweUpdate(ctx, story, a.Now())
	switch {
	case err != nil && ctx.Err() == nil:
		// The next change of the story brings this one along.
		a.Log.Warn("cannot bring posts up to date", "part", "app", "story", story, "err", err)
	case n > 0:
		a.Log.Debug("posts are brought up to date", "part", "app", "story", story, "count", n)
	}
}
