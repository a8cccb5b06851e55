package store

import (
	"context"
	"fmt"
	"time"

	"herald/articles"
	"herald/bot"
)

// replyLife is how long the answer to a post is worth sending.
const replyLife = 6 * time.Hour

// repliesQuery writes an answer to every post of a story that was sent after a
// time, where the channel still has the subscription that the post served, and had
// fewer than so many answers to it in the day before.
const repliesQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, reply_to, owed, ready, expires, state)
	SELECT d.channel, ?, ?, d.schedule, d.topic, d.words, d.stories, d.message, ?, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND d.settled > ? AND c.paused = ''
	AND EXISTS (SELECT 1 FROM subscriptions s
		WHERE s.channel = d.channel AND s.schedule = d.schedule AND s.topic = d.topic AND s.words = d.words)
	AND (SELECT COUNT(*) FROM deliveries r
		WHERE r.kind = 'development' AND r.stories = d.stories AND r.channel = d.channel AND r.owed > ? AND r.state <> 'dropped') < ?
	ON CONFLICT (channel, key) DO NOTHING`

// answer owes an answer to the posts of a story for a change of it that is
// material: to posts that are still kept up to date, and at most so many a day.
func (s *Store) answer(ctx context.Context, tx change, id articles.StoryID, c articles.Change, most int) error {
	if !c.Material {
		return nil
	}
	key := answerKey(id, c.Number)
	n, err := affected(ctx, tx, repliesQuery, key, bot.KindDevelopment,
		micros(c.At), micros(c.At), micros(c.At.Add(replyLife)), list([]articles.StoryID{id}),
		micros(c.At.Add(-s.updates().For)), micros(c.At.Add(-24*time.Hour)), most)
	if err != nil || n == 0 {
		return err
	}
	return refreshEdited(ctx, tx, key, id)
}

// answerKey is the key of what answers the posts of a story for its change of that
// number: see bot.Delivery.Change.
func answerKey(id articles.StoryID, number int) string {
	return fmt.Sprintf("%s/story/%s/%d", bot.KindDevelopment, id, number)
}
