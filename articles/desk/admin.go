package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"herald/articles"
)

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
