package store

import (
	"context"
	"time"

	"herald/articles"
	"herald/bot"
)

// deletionsQuery writes the deletion of every post of a story that was sent. A
// post has one; its edits stand before it, and do no harm.
const deletionsQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, edits, owed, ready, state)
	SELECT d.channel, 'deletion/' || d.key, ?, d.schedule, d.topic, d.words, d.stories, d.message, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND c.paused = ''
	ON CONFLICT (channel, key) DO NOTHING`

// oweDeletions owes the deletions of the posts that were sent and of what answers
// them, each once, and counts the new ones. A post that is being sent just now is
// deleted when it is settled.
func oweDeletions(ctx context.Context, tx change, id articles.StoryID, now time.Time) (all int, err error) {
	type step struct{ owe, refresh string }
	stories := list([]articles.StoryID{id})
	for _, q := range []step{
		{deletionsQuery, refreshPostedQuery},
		{ofDevelopments(deletionsQuery), ofDevelopments(refreshPostedQuery)},
	} {
		n, err := affected(ctx, tx, q.owe, bot.KindDeletion, micros(now), micros(now), stories)
		if err != nil {
			return 0, err
		}
		if n == 0 {
			continue
		}
		if _, err := tx.ExecContext(ctx, q.refresh, stories); err != nil {
			return 0, err
		}
		all += n
	}
	return all, nil
}
