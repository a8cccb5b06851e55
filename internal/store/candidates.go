package store

import (
	"context"
	"time"

	"herald/articles"
	"herald/bot"
)

// candidateLife is how long the question whether a story is breaking, and each
// edit of it, is worth sending.
const candidateLife = 24 * time.Hour

// OweCandidate asks the channel at an address, an admin's, whether a story is
// breaking; text is what stands under it. To ask twice is to ask once, and a
// paused channel is not asked.
func (s *Store) OweCandidate(ctx context.Context, at bot.Address, id articles.StoryID, text string, now time.Time) error {
	return s.write(ctx, "owe candidate", func(tx change) error {
		c, err := reach(ctx, tx, at)
		if err != nil || c.Paused != "" {
			return err
		}
		n, err := affected(ctx, tx, `INSERT INTO deliveries (channel, key, kind, stories, text, owed, ready, expires, state)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'owed') ON CONFLICT (channel, key) DO NOTHING`,
			c.ID, candidateKey(id), bot.KindNotice, list([]articles.StoryID{id}), clean(text),
			micros(now), micros(now), micros(now.Add(candidateLife)))
		if err != nil || n == 0 {
			return err
		}
		return refreshDue(ctx, tx, c.ID)
	})
}

func candidateKey(id articles.StoryID) string { return "candidate/story/" + id.String() }

// candidatesQuery owes the edit of every question about a story, once more where
// it was edited before; see updatesQuery.
const candidatesQuery = `INSERT INTO deliveries (channel, key, kind, stories, text, edits, owed, ready, expires, state)
	SELECT d.channel, ?, d.kind, d.stories, d.text, d.message, ?, ?, ?, 'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'notice' AND d.stories = ? AND d.stories <> '' AND d.key = ? AND d.state = 'sent' AND d.message <> '' AND c.paused = ''
	ON CONFLICT (channel, key) DO UPDATE SET
		redo = CASE WHEN state = 'claimed' THEN 1 ELSE 0 END,
		attempts = CASE WHEN state = 'claimed' THEN attempts ELSE 0 END,
		ready = CASE WHEN state = 'claimed' THEN ready WHEN state = 'owed' THEN MIN(ready, excluded.ready) ELSE excluded.ready END,
		owed = excluded.owed, expires = excluded.expires, edits = excluded.edits,
		state = CASE WHEN state = 'claimed' THEN state ELSE 'owed' END
	WHERE state IN ('owed', 'sent', 'claimed')
	RETURNING channel`

// editCandidates has what the admins were asked about a story say how it stands
// now, after a while.
func editCandidates(ctx context.Context, tx change, id articles.StoryID, now time.Time, after time.Duration) error {
	_, err := eachNumber(ctx, tx, id, func(id articles.StoryID) (int, error) { return 0, editCandidate(ctx, tx, id, now, after) })
	return err
}

// editCandidate does so for what they were asked under one number.
func editCandidate(ctx context.Context, tx change, id articles.StoryID, now time.Time, after time.Duration) error {
	stories, key := list([]articles.StoryID{id}), candidateKey(id)
	// What is being sent just now is edited when it has arrived.
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET redo = 1
		WHERE kind = 'notice' AND stories = ? AND stories <> '' AND key = ? AND state = 'claimed'`, stories, key)
	if err != nil {
		return err
	}
	channels, err := collect(ctx, tx, scanOne[bot.ChannelID], candidatesQuery, key+"/edit",
		micros(now), micros(now.Add(after)), micros(now.Add(candidateLife)), stories, key)
	if err != nil {
		return err
	}
	for _, c := range channels {
		if err := refreshDue(ctx, tx, c); err != nil {
			return err
		}
	}
	return nil
}

// answered edits a question that was on its way while the story was decided about.
func answered(ctx context.Context, tx change, d bot.Delivery, now time.Time) error {
	if d.Edits != "" || len(d.Stories) != 1 {
		return nil
	}
	n, err := affected(ctx, tx, `UPDATE deliveries SET redo = 0 WHERE id = ? AND redo = 1`, d.ID)
	if err != nil || n == 0 {
		return err
	}
	return editCandidate(ctx, tx, d.Stories[0], now, 0)
}
