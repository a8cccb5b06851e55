package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
)

// OweWithdrawal owes an edit to every post of a story that was sent as a story
// of its own, and drops what is still owed for it, as commands.Store says. A post
// that is being sent just now gets its edit when it is settled.
func (s *Store) OweWithdrawal(ctx context.Context, id articles.StoryID, now time.Time) (n int, err error) {
	err = s.onTrail(ctx, "owe withdrawal", id, func(tx change, id articles.StoryID) error {
		if err := dropStory(ctx, tx, id, now); err != nil {
			return err
		}
		n, err = oweEdits(ctx, tx, id, now)
		return err
	})
	return n, err
}

// storyWithdrawn is why such posts were dropped.
const storyWithdrawn = "the story was withdrawn"

const dropStoryQuery = `UPDATE deliveries
	SET state = 'dropped', reason = '` + storyWithdrawn + `', settled = ?, held = 0
	WHERE kind = 'breaking' AND stories = ? AND state = 'owed' RETURNING channel`

// dropStory drops the posts of a story that were not tried yet, and what answers
// them.
func dropStory(ctx context.Context, tx change, id articles.StoryID, now time.Time) error {
	for _, text := range []string{dropStoryQuery, ofDevelopments(dropStoryQuery)} {
		channels, err := collect(ctx, tx, scanOne[bot.ChannelID], text, micros(now), list([]articles.StoryID{id}))
		if err != nil {
			return err
		}
		for _, c := range channels {
			if err := refreshDue(ctx, tx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// ofDevelopments is a query about the posts of a story, asked of what answers
// them. The kind stands in the text because indexes are of one kind each.
func ofDevelopments(query string) string {
	return strings.Replace(query, `kind = 'breaking'`, `kind = 'development'`, 1)
}

// editsQuery writes the edit of every post of a story that was sent.
const editsQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, edits, owed, ready, state)
	SELECT d.channel, ?, ?, d.schedule, d.topic, d.words, d.stories, d.message, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND c.paused = ''
	ON CONFLICT (channel, key) DO NOTHING`

// oweEdits owes the edits of the posts that were sent, each once, and counts the
// new ones. Channels that are paused cannot be edited.
func oweEdits(ctx context.Context, tx change, id articles.StoryID, now time.Time) (int, error) {
	key := "withdrawal/story/" + id.String()
	n, err := affected(ctx, tx, editsQuery,
		key, bot.KindWithdrawal, micros(now), micros(now), list([]articles.StoryID{id}))
	if err != nil || n == 0 {
		return n, err
	}
	return n, refreshEdited(ctx, tx, key, id)
}

const refreshEditedQuery = refresh + `IN (
	SELECT d.channel FROM deliveries d JOIN deliveries w ON w.channel = d.channel AND w.key = ? AND w.state = 'owed'
	WHERE d.kind = 'breaking' AND d.stories = ?)`

// refreshEdited works out the due of all channels that are owed an edit of their
// post of a story.
func refreshEdited(ctx context.Context, tx change, key string, id articles.StoryID) error {
	_, err := tx.ExecContext(ctx, refreshEditedQuery, key, list([]articles.StoryID{id}))
	return err
}

// overtaken owes the edit or deletion of a post that arrived after its story was
// withdrawn.
func overtaken(ctx context.Context, tx change, d bot.Delivery, now time.Time) error {
	if len(d.Stories) != 1 {
		return nil
	}
	var reason string
	var deleted bool
	err := tx.QueryRowContext(ctx, `SELECT withdrawn, deleted FROM stories WHERE id = ?`, d.Stories[0]).Scan(&reason, &deleted)
	switch {
	case errors.Is(err, errNoRow) || err == nil && reason == "":
		return nil
	case err != nil:
		return err
	case deleted:
		_, err = oweDeletions(ctx, tx, d.Stories[0], now)
	default:
		_, err = oweEdits(ctx, tx, d.Stories[0], now)
	}
	return err
}
