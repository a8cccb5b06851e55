package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"herald/articles"
)

// ErrWithdrawn is returned where a story that was withdrawn is to be breaking.
var ErrWithdrawn = errors.New("the story was withdrawn")

// Break makes a story breaking because somebody says so, and returns it. One that
// is breaking already stays as it is. It returns articles.ErrNoStory or
// ErrWithdrawn where that cannot be.
func (d *Desk) Break(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	s, changed, err := d.decide(ctx, id, by)
	if changed {
		d.tellBreaking(ctx, s)
	}
	return s, err
}

func (d *Desk) decide(ctx context.Context, id articles.StoryID, by string) (s articles.Story, changed bool, err error) {
	if err := d.lock(ctx); err != nil {
		return s, false, err
	}
	defer d.unlock()
	s, err = d.Store.Story(ctx, id)
	switch {
	case err != nil:
		return s, false, fmt.Errorf("read story %s: %w", id, err)
	case s.Withdrawn != "":
		return s, false, ErrWithdrawn
	case s.Verdict.Breaking:
		return s, false, nil
	}
	s.Verdict = newCase(s, d.Now(), d.Rules()).decide(true, by)
	if err := d.Store.SetVerdict(ctx, id, s.Verdict); err != nil {
		return s, false, fmt.Errorf("set verdict of story %s: %w", id, err)
	}
	return s, true, nil
}

// Withdraw ends a story: it is told no more, and nothing joins it. It returns
// articles.ErrNoStory where there is none.
func (d *Desk) Withdraw(ctx context.Context, id articles.StoryID, reason string) error {
	if err := d.lock(ctx); err != nil {
		return err
	}
	defer d.unlock()
	if err := d.Store.Withdraw(ctx, id, line(reason, articles.MaxTitle)); err != nil {
		return fmt.Errorf("withdraw story %s: %w", id, err)
	}
	d.window.Remove(id)
	return nil
}

// Retag finds the topics anew of the stories that appeared since then, after the
// topics have changed.
func (d *Desk) Retag(ctx context.Context, since time.Time) error {
	if err := d.lock(ctx); err != nil {
		return err
	}
	defer d.unlock()
	stories, err := d.Store.Open(ctx, since)
	if err != nil {
		return fmt.Errorf("read stories: %w", err)
	}
	for _, s := range stories {
		var topics []string
		for _, a := range s.Articles {
			topics = union(topics, d.topics(a), d.Topics())
		}
		d.window.setTopics(s.ID, topics)
		if slices.Equal(topics, s.Topics) {
			continue
		}
		if err := d.Store.SetTopics(ctx, s.ID, topics); err != nil {
			return fmt.Errorf("set topics of story %s: %w", s.ID, err)
		}
	}
	return nil
}
