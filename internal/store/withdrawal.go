package store

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// Withdraw marks a story as withdrawn, says so to its posts, and drops what is
// still owed for it, as desk.Store says. A post that is being sent just now gets
// its edit when it is settled.
func (s *Store) Withdraw(ctx context.Context, id articles.StoryID, w desk.Withdrawal) (n int, err error) {
	w.Reason = cmp.Or(clean(w.Reason), "withdrawn") // the mark itself must not be empty
	err = s.onTrail(ctx, "withdraw story", id, func(tx change, id articles.StoryID) (err error) {
		n, err = s.withdraw(ctx, tx, id, w)
		return err
	})
	return n, err
}

// withdraw is Withdraw within a transaction.
func (s *Store) withdraw(ctx context.Context, tx change, id articles.StoryID, w desk.Withdrawal) (posts int, err error) {
	c, err := markWithdrawn(ctx, tx, id, w)
	if err != nil {
		return 0, err
	}
	end := oweEdits
	if w.Delete {
		end = oweDeletions
		if _, err := tx.ExecContext(ctx, `UPDATE stories SET deleted = 1 WHERE id = ?`, id); err != nil {
			return 0, err
		}
	}
	posts, err = eachNumber(ctx, tx, id, func(id articles.StoryID) (int, error) {
		if err := dropStory(ctx, tx, id, w.At); err != nil {
			return 0, err
		}
		return end(ctx, tx, id, w.At)
	})
	if err != nil || w.Delete {
		return posts, err
	}
	return posts, s.answer(ctx, tx, id, c, s.updates().Replies+1)
}

// markWithdrawn marks a story as withdrawn, and keeps in its history that it was:
// the change, which is zero for a story that was withdrawn before.
func markWithdrawn(ctx context.Context, tx change, id articles.StoryID, w desk.Withdrawal) (c articles.Change, err error) {
	var before, headline string
	err = tx.QueryRowContext(ctx, `SELECT withdrawn, headline FROM stories WHERE id = ?`, id).Scan(&before, &headline)
	if errors.Is(err, errNoRow) {
		return c, articles.ErrNoStory
	}
	if err != nil {
		return c, err
	}
	if _, err = tx.ExecContext(ctx, `UPDATE stories SET withdrawn = ? WHERE id = ?`, w.Reason, id); err != nil || before != "" {
		return c, err
	}
	if err := editCandidates(ctx, tx, id, w.At, 0); err != nil {
		return c, err
	}
	if err := decided(ctx, tx, id, w.At, "withdrawn: "+w.Reason); err != nil {
		return c, err
	}
	return addChange(ctx, tx, id, articles.Change{
		Kind: articles.ChangeWithdrawal, At: w.At, By: w.By, Was: headline, Note: w.Reason,
		Material: true, Reason: "the story was withdrawn",
	})
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

// editsQuery writes the edit of every post of a story that was sent: at once, but
// not within a minute of another edit of the same post.
const editsQuery = `INSERT INTO deliveries
		(channel, key, kind, schedule, topic, words, stories, edits, owed, ready, state)
	SELECT d.channel, REPLACE(d.key, d.kind, 'withdrawal'), ?, d.schedule, d.topic, d.words, d.stories, d.message, ?,
		MAX(?, COALESCE((SELECT u.settled + ? FROM deliveries u WHERE u.channel = d.channel AND u.key = ? AND u.state = 'sent'), 0)),
		'owed'
	FROM deliveries d JOIN channels c ON c.id = d.channel
	WHERE d.kind = 'breaking' AND d.stories = ? AND d.state = 'sent' AND d.message <> '' AND c.paused = ''
	ON CONFLICT (channel, key) DO NOTHING`

// oweEdits owes the edits of the posts that were sent and of what answers them,
// each once, and counts the new ones. Channels that are paused cannot be edited.
func oweEdits(ctx context.Context, tx change, id articles.StoryID, now time.Time) (all int, err error) {
	stories := list([]articles.StoryID{id})
	for _, text := range []string{editsQuery, ofDevelopments(editsQuery)} {
		n, err := affected(ctx, tx, text,
			bot.KindWithdrawal, micros(now), micros(now), updateAfter.Microseconds(), updateKey(id), stories)
		if err != nil {
			return 0, err
		}
		all += n
	}
	if all == 0 {
		return 0, nil
	}
	_, err = tx.ExecContext(ctx, refreshPostedQuery, stories)
	return all, err
}

// refreshPostedQuery works out the due of all channels that have a post of a story.
const refreshPostedQuery = refresh + `IN (SELECT d.channel FROM deliveries d WHERE d.kind = 'breaking' AND d.stories = ?)`

const refreshEditedQuery = refresh + `IN (
	SELECT d.channel FROM deliveries d JOIN deliveries w ON w.channel = d.channel AND w.key = ? AND w.state = 'owed'
	WHERE d.kind = 'breaking' AND d.stories = ?)`

// refreshEdited works out the due of all channels that are owed an edit of their
// post of a story.
func refreshEdited(ctx context.Context, tx change, key string, id articles.StoryID) error {
	_, err := tx.ExecContext(ctx, refreshEditedQuery, key, list([]articles.StoryID{id}))
	return err
}

// laidOut is how long before its attempt began a post may have been laid out: the
// courier uses one layout for many channels.
const laidOut = 5 * time.Second

// overtaken owes the edit or deletion of a post that arrived after its story was
// withdrawn, or the edit of one that was laid out before its story changed, or was
// told elsewhere.
func (s *Store) overtaken(ctx context.Context, tx change, d bot.Delivery, now time.Time) error {
	if len(d.Stories) != 1 {
		return nil
	}
	var reason string
	var deleted bool
	var shown int64
	told, err := trail(ctx, tx, d.Stories[0])
	if err != nil {
		return err
	}
	err = tx.QueryRowContext(ctx, `SELECT withdrawn, deleted, shown FROM stories WHERE id = ?`, told).Scan(&reason, &deleted, &shown)
	switch {
	case errors.Is(err, errNoRow):
		return nil
	case err != nil:
		return err
	case deleted:
		_, err = oweDeletions(ctx, tx, d.Stories[0], now)
	case reason != "" && d.Kind == bot.KindBreaking:
		_, err = oweEdits(ctx, tx, d.Stories[0], now)
	case d.Kind == bot.KindBreaking && (told != d.Stories[0] || !d.Begun.IsZero() && shown >= micros(d.Begun.Add(-laidOut))):
		// refreshDue of the channel is still to come: see settleOne.
		_, err = tx.ExecContext(ctx, updateQuery, updateKey(d.Stories[0]), micros(now), micros(now.Add(updateAfter)),
			micros(now.Add(updateLife)), list(d.Stories), micros(now.Add(-s.updates().For)), d.Channel.ID)
	}
	return err
}

// withdrawalKey is the key of the edit that strikes a post out; those of what
// answers it begin with it.
func withdrawalKey(id articles.StoryID) string { return "withdrawal/story/" + id.String() }
