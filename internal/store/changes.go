package store

import (
	"context"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

// changed writes what a filing changes in a story that was there before, and owes
// the edits of its posts and the answers to them. A crash later loses none of it:
// it is one transaction with the article.
func (s *Store) changed(ctx context.Context, tx change, id articles.StoryID, f desk.Filing) error {
	if err := s.addChanges(ctx, tx, id, f.Changes); err != nil || !f.Shown {
		return err
	}
	return showOther(ctx, tx, id, f.At, s.since(f.At, f.Changes))
}

// addChanges keeps changes of a story, and owes the answers to its posts.
func (s *Store) addChanges(ctx context.Context, tx change, id articles.StoryID, changes []articles.Change) error {
	for _, c := range changes {
		c, err := addChange(ctx, tx, id, c)
		if err != nil {
			return err
		}
		if err := decided(ctx, tx, id, c.At, changeWords(c)); err != nil {
			return err
		}
		if err := s.answer(ctx, tx, id, c, s.updates().Replies); err != nil {
			return err
		}
	}
	return nil
}

// showOther notes that the posts of a story say something else from now on, and owes
// the edits of those that were sent after since. Of a story with no post on its way
// there is nothing to note: what is owed later says it from the start.
func showOther(ctx context.Context, tx change, id articles.StoryID, now, since time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE stories SET shown = ? WHERE id = ? AND EXISTS (
		SELECT 1 FROM deliveries WHERE kind = 'breaking' AND stories = ? AND state IN ('owed', 'claimed'))`,
		micros(now), id, list([]articles.StoryID{id}))
	if err != nil {
		return err
	}
	_, err = eachNumber(ctx, tx, id, func(id articles.StoryID) (int, error) { return 0, oweUpdates(ctx, tx, id, now, since) })
	return err
}

// since is the time from which on posts are edited for changes: a correction and a
// withdrawal edit them however old they are, all else for as long as configured.
func (s *Store) since(now time.Time, changes []articles.Change) time.Time {
	for _, c := range changes {
		if c.Kind == articles.ChangeCorrection || c.Kind == articles.ChangeWithdrawal {
			return time.Time{}
		}
	}
	return now.Add(-s.updates().For)
}

// addChange numbers a change of a story, keeps it, and returns it with its number.
func addChange(ctx context.Context, tx change, id articles.StoryID, c articles.Change) (articles.Change, error) {
	err := tx.QueryRowContext(ctx, `INSERT INTO story_changes (story, number, kind, at, publisher, was, becomes, other, note, material, reason)
		SELECT ?, 1 + COALESCE(MAX(number), 0), ?, ?, ?, ?, ?, ?, ?, ?, ? FROM story_changes WHERE story = ? RETURNING number`,
		id, c.Kind, micros(c.At), clean(c.By), clean(c.Was), clean(c.Is), c.Other, clean(c.Note), flag(c.Material), clean(c.Reason), id).Scan(&c.Number)
	return c, err
}

// changeWords are a change as /why tells it.
func changeWords(c articles.Change) string {
	words := string(c.Kind)
	if c.By != "" {
		words += " by " + c.By
	}
	if c.Material {
		words += ", told in answer to the posts"
	} else {
		words += ", only shown"
	}
	words += ": " + c.Reason
	if c.Note != "" {
		words += " (" + c.Note + ")"
	}
	return words
}

// withChanges gives stories what happened to them.
func withChanges(ctx context.Context, q query, ids []articles.StoryID, byID map[articles.StoryID]*articles.Story) error {
	type entry struct {
		story articles.StoryID
		articles.Change
	}
	marks, args := in(ids)
	all, err := collect(ctx, q, func(r row) (e entry, err error) {
		var at int64
		err = r.Scan(&e.story, &e.Number, &e.Kind, &at, &e.By, &e.Was, &e.Is, &e.Other, &e.Note, &e.Material, &e.Reason)
		e.At = moment(at)
		return e, err
	}, `SELECT story, number, kind, at, publisher, was, becomes, other, note, material, reason FROM story_changes
		WHERE story IN (`+marks+`) ORDER BY story, at, number`, args...)
	for _, e := range all {
		byID[e.story].Changes = append(byID[e.story].Changes, e.Change)
	}
	return err
}
