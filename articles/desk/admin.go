package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"herald/articles"
)

// Withdraw ends a story: it is told no more, nothing joins it, and its posts are
// struck out or deleted. It returns how many posts that touches, or
// articles.ErrNoStory where there is no such story.
func (d *Desk) Withdraw(ctx context.Context, id articles.StoryID, w Withdrawal) (posts int, err error) {
	if err := d.lock(ctx); err != nil {
		return 0, err
	}
	defer d.unlock()
	w.By, w.Reason, w.At = line(w.By, maxName), line(w.Reason, articles.MaxTitle), d.Now()
	if posts, err = d.Store.Withdraw(ctx, id, w); err != nil {
		return 0, fmt.Errorf("withdraw story %s: %w", id, err)
	}
	d.window.Remove(id)
	return posts, nil
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
