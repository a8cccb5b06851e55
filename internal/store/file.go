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
	id, seq, err := place(ctx, tx, f)
	if err != nil {
		return 0, err
	}
	differs, err := setVerdict(ctx, tx, id, f.Verdict, f.At)
	if err != nil {
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
	if err != nil {
		return 0, err
	}
	// The index comes last: every statement after it would write out what it has
	// gathered in memory once more.
	if t, ok := tx.(*joint); ok {
		t.indexLater(seq, f.Article)
		return id, nil
	}
	return id, index(ctx, tx, seq, f.Article)
}

// fileNew adds an article to the story it joins or opens.
func fileNew(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, seq int64, err error) {
	if id = f.Story; id == 0 {
		id, err = openStory(ctx, tx, f)
	} else {
		err = storyExists(ctx, tx, id)
	}
	if err != nil {
		return 0, 0, err
	}
	seq, err = insertArticle(ctx, tx, id, f)
	if isDuplicate(err) {
		err = desk.ErrConflict
	}
	return id, seq, err
}

// refile replaces an article where it stands. One that is not there, or tells
// another story than the desk thinks, was changed by somebody else.
func refile(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, seq int64, err error) {
	old, err := find(ctx, tx, f.Article)
	if errors.Is(err, errNoRow) || err == nil && f.Story != 0 && f.Story != old.story {
		return 0, 0, desk.ErrConflict
	}
	if err != nil {
		return 0, 0, err
	}
	if err := replaceArticle(ctx, tx, old.seq, f); err != nil {
		return 0, 0, err
	}
	return old.story, old.seq, setHeadline(ctx, tx, old.story)
}

func openStory(ctx context.Context, tx change, f desk.Filing) (id articles.StoryID, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO stories (headline, appeared, filed) VALUES (?, ?, ?) RETURNING id`,
		f.Article.Headline(), micros(f.Article.Appeared), micros(f.At)).Scan(&id)
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
