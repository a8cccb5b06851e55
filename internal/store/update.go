package store

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
)

const (
	// updateAfter is how long an edit waits for further changes of the story, so
	// that many of them make one edit.
	updateAfter = time.Minute
	// updateLife is how long an edit is worth making.
	updateLife = 6 * time.Hour
)

const sentLatelyQuery = `SELECT 1 FROM deliveries
	WHERE kind = 'breaking' AND stories = ? AND state = 'sent' AND settled > ? LIMIT 1`

// updatesQuery owes the edit of every post of a story. A post has one such edit,
// which is owed again whenever the story has changed: one that is still owed says
// what is new when it is made, one that is being made is made again afterwards
// (redo), and one that was dropped, because the post was deleted, stays so.
const updatesQuery = updatesHead + updatesTail

// updateQuery does so for the post in one channel.
const updateQuery = updatesHead + ` AND d.channel = ?` + updatesTail

const updatesHead = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, edits, owed, ready, expires, state)
	SELECT d.channel, ?, 'update', d.schedule, d.topic, d.words, d.stories, d.message, ?, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND d.settled > ? AND c.paused = ''`

const updatesTail = `
	ON CONFLICT (channel, key) DO UPDATE SET
		redo = CASE WHEN state = 'claimed' THEN 1 ELSE 0 END,
		attempts = CASE WHEN state = 'claimed' THEN attempts ELSE 0 END,
		ready = CASE WHEN state = 'claimed' THEN ready ELSE excluded.ready END,
		owed = excluded.owed, expires = excluded.expires, edits = excluded.edits,
		state = CASE WHEN state = 'claimed' THEN state ELSE 'owed' END
	WHERE state IN ('sent', 'claimed')`

// oweUpdates owes an edit to every post of a story that was sent after since as a
// story of its own, because the story has changed. Several changes in short order are
// one edit.
func oweUpdates(ctx context.Context, tx change, id articles.StoryID, now, since time.Time) error {
	stories, from := list([]articles.StoryID{id}), micros(since)
	// Most stories that change were never posted.
	var posted int
	err := tx.QueryRowContext(ctx, sentLatelyQuery, stories, from).Scan(&posted)
	if errors.Is(err, errNoRow) {
		return nil
	}
	if err != nil {
		return err
	}
	key := updateKey(id)
	n, err := affected(ctx, tx, updatesQuery, key,
		micros(now), micros(now.Add(updateAfter)), micros(now.Add(updateLife)), stories, from)
	if err != nil || n == 0 {
		return err
	}
	return refreshEdited(ctx, tx, key, id)
}

// updateKey is the key of the edit that brings a post up to date: one a post.
func updateKey(id articles.StoryID) string { return "update/story/" + id.String() }

// redo owes an edit again that was made while its story changed.
func redo(ctx context.Context, tx change, d bot.Delivery) error {
	if d.Edits == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'owed', redo = 0, attempts = 0
		WHERE id = ? AND redo = 1 AND state = 'sent'`, d.ID)
	return err
}
