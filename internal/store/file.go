package store

import (
	"context"
	"errors"
	"fmt"

	"herald/articles"
	"herald/articles/desk"
)

// File writes an article with its story and verdict, as desk.Store says. A story
// to join that does not exist gives articles.ErrNoStory.
func (s *Store) File(ctx context.Context, f desk.Filing) (id articles.StoryID, err error) {
	f.Article = cleaned(f.Article)
	if err := f.Article.Validate(); err != nil {
		return 0, fmt.Errorf("file article: %w", err)
	}
	err = s.write(ctx, "file article", func(tx change) error {
		id, err = s.file(ctx, tx, f)
		return err
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

func (s *Store) file(ctx context.Context, tx change, f desk.Filing) (articles.StoryID, error) {
	place := fileNew
	if f.Update {
		place = refile
	}
	id, seq, differs, err := place(ctx, tx, f)
	if err != nil {
		return 0, err
	}
	if err := addWords(ctx, tx, entriesOf(id, f.Article.Headline())); err != nil {
		return 0, err
	}
	f.Shown = f.Shown || differs
	if f.Update || f.Story != 0 || len(f.Topics) > 0 { // a new story has none yet
		if err := setTopics(ctx, tx, id, f.Topics); err != nil {
			return 0, err
		}
	}
	switch {
	case f.Withdrawn != "":
		_, err = s.withdraw(ctx, tx, id, desk.Withdrawal{By: f.Article.Publisher, Reason: f.Withdrawn, At: f.At})
	case f.Restored:
		err = restore(ctx, tx, id)
	}
	if err == nil && f.Withdrawn == "" && (f.Story != 0 || f.Update) {
		err = s.changed(ctx, tx, id, f)
	}
	if err == nil && f.Withdrawn == "" && f.Verdict.Breaking && f.Story != 0 {
		err = s.reweigh(ctx, tx, id, f.Weight, f.At)
	}
	if err != nil {
		return 0, err
	}
	// The index comes last: every statement after it would write out what it has
	// gathered in memory once more.
	u := unindexed{seq: seq, fresh: !f.Update, article: f.Article}
	if t, ok := tx.(*joint); ok {
		t.indexLater(u)
		return id, nil
	}
	return id, u.index(ctx, tx)
}

// fileNew adds an article to the story it joins or opens, and says whether the
// verdict on that differs.
func fileNew(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, seq int64, differs bool, err error) {
	if id = f.Story; id == 0 {
		if id, err = openStory(ctx, tx, f); err != nil {
			return 0, 0, false, err
		}
	}
	seq, err = insertArticle(ctx, tx, id, f)
	switch {
	case isDuplicate(err):
		err = desk.ErrConflict
	case isOrphan(err):
		err = articles.ErrNoStory
	case err == nil && f.Story == 0:
		differs, err = noteVerdict(ctx, tx, id, articles.Verdict{}, f.Verdict, f.At)
	case err == nil:
		differs, err = setVerdict(ctx, tx, id, f.Verdict, f.At)
	}
	return id, seq, differs, err
}

// refile replaces an article where it stands, and says whether the verdict on its
// story differs. One that is not there, or tells another story than the desk
// thinks, was changed by somebody else.
func refile(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, seq int64, differs bool, err error) {
	old, err := find(ctx, tx, f.Article)
	if errors.Is(err, errNoRow) || err == nil && f.Story != 0 && f.Story != old.story {
		return 0, 0, false, desk.ErrConflict
	}
	if err != nil {
		return 0, 0, false, err
	}
	if err := replaceArticle(ctx, tx, old.seq, f); err != nil {
		return 0, 0, false, err
	}
	if err := setHeadline(ctx, tx, old.story); err != nil {
		return 0, 0, false, err
	}
	differs, err = setVerdict(ctx, tx, old.story, f.Verdict, f.At)
	return old.story, old.seq, differs, err
}

// openStory adds a story with its verdict.
func openStory(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO stories (headline, appeared, filed, `+verdictColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		append([]any{f.Article.Headline(), micros(f.Article.Appeared), micros(f.At)}, verdictValues(f.Verdict)...)...).Scan(&id)
	return id, err
}

// storyExists is articles.ErrNoStory where it does not.
func storyExists(ctx context.Context, q query, id articles.StoryID) error {
	var n int
	err := q.QueryRowContext(ctx, `SELECT 1 FROM stories WHERE id = ?`, id).Scan(&n)
	if errors.Is(err, errNoRow) {
		return articles.ErrNoStory
	}
	return err
}
