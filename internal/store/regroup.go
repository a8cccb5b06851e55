package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/desk"
	"herald/bot"
)

// trail is the number under which a story is told: its own, unless it turned out
// to be another one.
func trail(ctx context.Context, q query, id articles.StoryID) (articles.StoryID, error) {
	var to articles.StoryID
	err := q.QueryRowContext(ctx, `SELECT told_in FROM stories WHERE id = ?`, id).Scan(&to)
	if errors.Is(err, errNoRow) || err == nil && to == 0 {
		return id, nil
	}
	return to, err
}

// trails are the numbers under which stories were told that turned out to be one
// of these, each with where it is told.
func trails(ctx context.Context, q query, ids []articles.StoryID) (map[articles.StoryID]articles.StoryID, error) {
	leads := map[articles.StoryID]articles.StoryID{}
	for part := range slices.Chunk(ids, chunk) {
		marks, args := in(part)
		_, err := collect(ctx, q, func(r row) (from articles.StoryID, err error) {
			var to articles.StoryID
			err = r.Scan(&from, &to)
			leads[from] = to
			return from, err
		}, `SELECT id, told_in FROM stories WHERE told_in <> 0 AND told_in IN (`+marks+`)`, args...)
		if err != nil {
			return nil, err
		}
	}
	return leads, nil
}

const numbersQuery = `SELECT id FROM stories WHERE told_in <> 0 AND told_in = ? ORDER BY id`

// numbers are those under which a story is told: its own, and then those that lead
// to it.
func numbers(ctx context.Context, q query, id articles.StoryID) ([]articles.StoryID, error) {
	led, err := collect(ctx, q, scanOne[articles.StoryID], numbersQuery, id)
	return append([]articles.StoryID{id}, led...), err
}

// everyNumber are the numbers of the story that is told under one of them.
func everyNumber(ctx context.Context, q query, id articles.StoryID) ([]articles.StoryID, error) {
	id, err := trail(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return numbers(ctx, q, id)
}

// eachNumber does f with every number under which a story is told, and sums up what
// it returns.
func eachNumber(ctx context.Context, q query, id articles.StoryID, f func(articles.StoryID) (int, error)) (sum int, err error) {
	all, err := numbers(ctx, q, id)
	if err != nil {
		return 0, err
	}
	for _, id := range all {
		n, err := f(id)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// onTrail runs f in a transaction, with the number under which a story is told.
func (s *Store) onTrail(ctx context.Context, op string, id articles.StoryID, f func(change, articles.StoryID) error) error {
	return s.write(ctx, op, func(tx change) error {
		id, err := trail(ctx, tx, id)
		if err != nil {
			return err
		}
		return f(tx, id)
	})
}

// Regroup moves articles between stories, as desk.Store says.
func (s *Store) Regroup(ctx context.Context, m desk.Move) (to articles.StoryID, err error) {
	err = s.write(ctx, "regroup stories", func(tx change) error {
		if to = m.To; to == 0 {
			if to, err = openStory(ctx, tx, desk.Filing{Article: m.Articles[0], At: m.At}); err != nil {
				return err
			}
		}
		if err := moveArticles(ctx, tx, m, to); err != nil {
			return err
		}
		if _, err := setVerdict(ctx, tx, to, m.Verdict, m.At); err != nil {
			return err
		}
		if err := setTopics(ctx, tx, to, m.Topics); err != nil {
			return err
		}
		if m.Whole {
			err = closeTrail(ctx, tx, m, to)
		} else {
			err = part(ctx, tx, m, to)
		}
		if err != nil {
			return err
		}
		if err := setHeadline(ctx, tx, to); err != nil {
			return err
		}
		if err := s.addChanges(ctx, tx, to, m.Changes); err != nil {
			return err
		}
		if err := s.reweigh(ctx, tx, to, m.Weight, m.At); err != nil {
			return err
		}
		if err := s.reshow(ctx, tx, m, to); err != nil {
			return err
		}
		if !m.Whole { // else what was decided about the one was decided about the other
			if err := decided(ctx, tx, m.From, m.At, m.Reason); err != nil {
				return err
			}
		}
		return decided(ctx, tx, to, m.At, m.Reason)
	})
	return to, err
}

// part notes that some of a story are another one.
func part(ctx context.Context, tx change, m desk.Move, to articles.StoryID) error {
	if err := setTopics(ctx, tx, m.From, m.Left); err != nil {
		return err
	}
	if err := setHeadline(ctx, tx, m.From); err != nil {
		return err
	}
	if err := regrouped(ctx, tx, m, m.From, to, articles.ChangeSplit); err != nil {
		return err
	}
	return regrouped(ctx, tx, m, to, m.From, articles.ChangePart)
}

// regrouped notes in what happened to a story that some or all of another one
// were made part of it, or parted from it.
func regrouped(ctx context.Context, tx change, m desk.Move, id, other articles.StoryID, kind articles.ChangeKind) error {
	c := articles.Change{Kind: kind, At: m.At, Other: other, Reason: m.Reason}
	if kind == articles.ChangeSplit {
		c.By = strings.Join(articles.Story{Articles: m.Articles}.Publishers(), ", ")
	}
	err := tx.QueryRowContext(ctx, `SELECT headline FROM stories WHERE id = ?`, other).Scan(&c.Was)
	if err != nil {
		return err
	}
	_, err = addChange(ctx, tx, id, c)
	return err
}

// reshow owes the edits of the posts of the stories whose articles are others now.
func (s *Store) reshow(ctx context.Context, tx change, m desk.Move, to articles.StoryID) error {
	told := []articles.StoryID{to}
	if !m.Whole {
		told = append(told, m.From)
	}
	for _, id := range told {
		if err := showOther(ctx, tx, id, m.At, s.since(m.At, m.Changes)); err != nil {
			return err
		}
	}
	return nil
}

// moveArticles gives articles to another story. One that is not where the desk
// thinks was moved by somebody else.
func moveArticles(ctx context.Context, tx change, m desk.Move, to articles.StoryID) error {
	if err := storyExists(ctx, tx, to); err != nil {
		return err
	}
	for _, a := range m.Articles {
		n, err := affected(ctx, tx, `UPDATE articles SET story = ?, copy_of = ? WHERE source = ? AND id = ? AND story = ?`,
			to, clean(a.CopyOf), clean(a.Source), clean(a.ID), m.From)
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.ErrConflict
		}
		if err := addWords(ctx, tx, entriesOf(to, a.Headline())); err != nil {
			return err
		}
	}
	return nil
}

// leadOnQuery has numbers that led to a story lead to another one.
const leadOnQuery = `UPDATE stories SET told_in = ? WHERE told_in <> 0 AND told_in = ?`

// closeTrail ends a story that is told under another number from now on. Nothing
// is posted twice for it: its posts become those of the other story. Where a
// channel has both, the second leads to the first from now on.
func closeTrail(ctx context.Context, tx change, m desk.Move, to articles.StoryID) error {
	told := fmt.Sprintf("told in story %s", to)
	_, err := tx.ExecContext(ctx, `UPDATE stories SET withdrawn = ?, waiting = '', told_in = ? WHERE id = ?`, told, to, m.From)
	if err != nil {
		return err
	}
	// What an admin wrote prevails over what a publisher did.
	_, err = tx.ExecContext(ctx, `UPDATE stories SET headline = f.headline, headline_by = f.headline_by
		FROM (SELECT headline, headline_by FROM stories WHERE id = ?) AS f
		WHERE id = ? AND stories.headline_by = '' AND f.headline_by <> ''`, m.From, to)
	if err != nil {
		return err
	}
	// Articles that were taken back go with the others.
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET story = ? WHERE story = ?`, to, m.From); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, leadOnQuery, to, m.From); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM story_topics WHERE story = ?`, m.From); err != nil {
		return err
	}
	if err := takeOver(ctx, tx, m.From, to); err != nil {
		return err
	}
	if err := dropTold(ctx, tx, m.From, told, m.At); err != nil {
		return err
	}
	if err := editCandidates(ctx, tx, m.From, m.At, 0); err != nil {
		return err
	}
	if err := oweUpdates(ctx, tx, m.From, m.At, time.Time{}); err != nil {
		return err
	}
	return regrouped(ctx, tx, m, to, m.From, articles.ChangeMerge)
}

// takeOverQuery gives deliveries of a story another key, in the channels that have
// its post but not that of the other one.
const takeOverQuery = `UPDATE deliveries SET key = ?, stories = ? WHERE key = ?
	AND channel IN (SELECT channel FROM deliveries WHERE kind = 'breaking' AND stories = ?)
	AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.channel = deliveries.channel AND d.key IN (?, ?))`

// takeOver makes the deliveries of a story those of another one, in channels that
// have none of that.
func takeOver(ctx context.Context, tx change, from, to articles.StoryID) error {
	for _, kind := range []string{"update", "breaking"} { // edits belong to the post, so they go first
		_, err := tx.ExecContext(ctx, takeOverQuery,
			kind+"/story/"+to.String(), list([]articles.StoryID{to}), kind+"/story/"+from.String(),
			list([]articles.StoryID{from}), kind+"/story/"+to.String(), "breaking/story/"+to.String())
		if err != nil {
			return err
		}
	}
	return takeOverChanges(ctx, tx, from, to)
}

// takeOverChanges makes what happened to a story part of what happened to another
// one, with numbers after those that it has, and what answers the posts that were
// taken over the answers of it: their keys end with the number of their change.
func takeOverChanges(ctx context.Context, tx change, from, to articles.StoryID) error {
	var last int
	err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(number), 0) FROM story_changes WHERE story = ?`, to).Scan(&last)
	if err != nil {
		return err
	}
	numbers, err := collect(ctx, tx, scanOne[int], `SELECT number FROM story_changes WHERE story = ? ORDER BY number`, from)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET key = ?, stories = ? WHERE kind = 'development' AND stories = ? AND key = ?
			AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.channel = deliveries.channel AND d.key = ?)`,
			answerKey(to, last+n), list([]articles.StoryID{to}), list([]articles.StoryID{from}), answerKey(from, n),
			"breaking/story/"+from.String())
		if err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE story_changes SET story = ?, number = number + ? WHERE story = ?`, to, last, from)
	return err
}

// dropToldQuery drops the posts of a story that are owed.
const dropToldQuery = `UPDATE deliveries SET state = 'dropped', reason = ?, settled = ?, held = 0
	WHERE kind = 'breaking' AND stories = ? AND state = 'owed' RETURNING channel`

// dropTold drops what is still owed for a story in channels that have the post of
// the one where it is told.
func dropTold(ctx context.Context, tx change, from articles.StoryID, reason string, at time.Time) error {
	for _, text := range []string{dropToldQuery, ofDevelopments(dropToldQuery)} {
		channels, err := collect(ctx, tx, scanOne[bot.ChannelID], text, reason, micros(at), list([]articles.StoryID{from}))
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
