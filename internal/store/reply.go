package store

import (
	"context"
	"time"

	"herald/articles"
	"herald/bot"
)

// repliesQuery writes an answer to every post of a story that was sent. It serves
// the subscription that the post served, and ends with it.
const repliesQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, reply_to, owed, ready, expires, state)
	SELECT d.channel, ?, ?, d.schedule, d.topic, d.words, d.stories, d.message, ?, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND c.paused = ''
	ON CONFLICT (channel, key) DO NOTHING`

// OweReplies owes an answer to every post of a story that was sent as a story of
// its own, and returns how many are new: whoever did not get the post gets none.
// The same key twice is one answer; expires is when it is worth nothing any more,
// zero for never.
func (s *Store) OweReplies(ctx context.Context, id articles.StoryID, key string, now, expires time.Time) (n int, err error) {
	stories := list([]articles.StoryID{id})
	err = s.write(ctx, "owe replies", func(tx change) (err error) {
		n, err = affected(ctx, tx, repliesQuery, key, bot.KindDevelopment,
			micros(now), micros(now), micros(expires), stories)
		if err != nil || n == 0 {
			return err
		}
		return refreshEdited(ctx, tx, key, id)
	})
	return n, err
}
