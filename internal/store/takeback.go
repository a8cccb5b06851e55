package store

import (
	"context"

	"herald/articles"
	"herald/bot"
)

// standing are the articles that their publishers have not taken back.
const standing = `COALESCE(status, '') = ''`

// leadHeadline is what the first article told of a story shows.
const leadHeadline = `(SELECT CASE WHEN marked_title <> '' THEN marked_title ELSE title END
	FROM ` + articleTable + ` WHERE story = stories.id AND ` + standing + ` ORDER BY seq LIMIT 1)`

// setHeadline gives a story the headline of its lead, unless an admin has written
// one. A story of which nothing is told keeps its last one: its posts are struck
// out with it.
func setHeadline(ctx context.Context, tx change, id articles.StoryID) error {
	_, err := tx.ExecContext(ctx, `UPDATE stories SET headline = COALESCE(`+leadHeadline+`, headline) WHERE id = ? AND headline_by = ''`, id)
	return err
}

const owedAgainQuery = `UPDATE deliveries SET state = 'owed', reason = '', settled = 0
	WHERE kind = 'breaking' AND stories = ? AND state = 'dropped' AND reason = '` + storyWithdrawn + `' RETURNING channel`

// restore takes withdraw back. What is no longer worth sending the courier drops;
// the edits of the posts that were struck out are owed as those of any change.
func restore(ctx context.Context, tx change, id articles.StoryID) error {
	n, err := affected(ctx, tx, `UPDATE stories SET withdrawn = '' WHERE id = ?`, id)
	if err := oneStory(n, err); err != nil {
		return err
	}
	_, err = eachNumber(ctx, tx, id, func(id articles.StoryID) (int, error) { return 0, restorePosts(ctx, tx, id) })
	return err
}

// restorePosts owes the posts of a story again that were dropped with it, and
// forgets those edits that struck the others out.
func restorePosts(ctx context.Context, tx change, id articles.StoryID) error {
	channels, err := collect(ctx, tx, scanOne[bot.ChannelID], owedAgainQuery, list([]articles.StoryID{id}))
	if err != nil {
		return err
	}
	// So that it can be withdrawn again.
	edited, err := collect(ctx, tx, scanOne[bot.ChannelID], `DELETE FROM deliveries
		WHERE channel IN (SELECT d.channel FROM deliveries d WHERE d.kind = 'breaking' AND d.stories = ?)
		AND (key = ? OR key LIKE ? || '/%') AND state <> 'claimed' RETURNING channel`,
		list([]articles.StoryID{id}), withdrawalKey(id), withdrawalKey(id))
	if err != nil {
		return err
	}
	for _, c := range append(channels, edited...) {
		if err := refreshDue(ctx, tx, c); err != nil {
			return err
		}
	}
	return nil
}

// oneStory turns an update that found nothing into articles.ErrNoStory.
func oneStory(n int, err error) error {
	if err == nil && n == 0 {
		return articles.ErrNoStory
	}
	return err
}
