package desk

import (
	"context"
	"errors"
	"fmt"

	"herald/articles"
)

// perCommit is how many articles are filed in one transaction. Each transaction
// waits for the disk, and while it lasts nothing else is written.
const perCommit = 64

// fileTogether files articles in one transaction. Where that fails each is tried
// alone, so that what is wrong with one does not hurt those before it.
func (d *Desk) fileTogether(ctx context.Context, part []piece) (all []filed, err error) {
	if len(part) > 1 {
		all, err = d.tryTogether(ctx, part)
		if err == nil || ctx.Err() != nil {
			return all, err
		}
	}
	all = nil
	for _, a := range part {
		one, err := d.tryTogether(ctx, []piece{a})
		if err != nil {
			return all, fmt.Errorf("file article %q of source %q: %w", a.ID, a.Source, err)
		}
		all = append(all, one...)
	}
	return all, nil
}

// tryTogether files all of the articles, or none.
func (d *Desk) tryTogether(ctx context.Context, part []piece) (all []filed, err error) {
	d.window.touched = map[articles.StoryID]bool{}
	err = d.Store.Together(ctx, func(store Store) error {
		for _, a := range part {
			d.window.last = a.read
			f, changed, err := d.fileOne(ctx, store, a.Article)
			if err != nil {
				return err
			}
			if changed {
				all = append(all, f)
			}
		}
		return nil
	})
	touched := d.window.touched
	d.window.touched = nil
	if err != nil {
		d.restore(ctx, touched)
		return nil, err
	}
	return all, nil
}

// restore makes the window forget what was not written after all. If that cannot
// be found out now, the whole window is read anew before the next article.
func (d *Desk) restore(ctx context.Context, touched map[articles.StoryID]bool) {
	for id := range touched {
		d.window.Remove(id)
		story, err := d.Store.Story(ctx, id)
		switch {
		case errors.Is(err, articles.ErrNoStory) || err == nil && (story.Withdrawn != "" || story.ID != id):
		case err != nil:
			d.loaded, d.window = false, NewWindow()
			return
		default:
			d.remember(readStory(story))
		}
	}
}
