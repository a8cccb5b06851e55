package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"herald/articles"
)

// perCommit is how many articles are filed in one transaction. Each transaction
// waits for the disk, and while it lasts nothing else is written.
const perCommit = 64

// fileTogether files articles in one transaction. Where that fails each is tried
// alone, so that what is wrong with one does not hurt those before it.
func (d *Desk) fileTogether(ctx context.Context, part []piece) (all []filed, err error) {
	if len(part) > 1 {
		filed, err := d.tryTogether(ctx, part)
		switch {
		case err == nil:
			return filed[0], nil
		case ctx.Err() != nil:
			return nil, err
		}
	}
	for _, a := range part {
		one, err := d.tryTogether(ctx, []piece{a})
		if err != nil {
			return all, fmt.Errorf("file article %q of source %q: %w", a.ID, a.Source, err)
		}
		all = append(all, one[0]...)
	}
	return all, nil
}

// tryTogether files all articles of some batches, or none, and says what became of
// those of each.
func (d *Desk) tryTogether(ctx context.Context, batches ...[]piece) ([][]filed, error) {
	d.window.touched = map[articles.StoryID]bool{}
	all := make([][]filed, len(batches))
	err := d.Store.Together(ctx, func(store Store) (err error) {
		for i, batch := range batches {
			if all[i], err = d.fileEach(ctx, store, batch); err != nil {
				return err
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

// fileEach files articles that may be told.
func (d *Desk) fileEach(ctx context.Context, store Store, batch []piece) (all []filed, err error) {
	for _, a := range batch {
		d.window.last = a.read
		f, changed, err := d.fileOne(ctx, store, a.Article)
		if err != nil {
			return nil, err
		}
		if changed {
			all = append(all, f)
		}
	}
	return all, nil
}

// restoreIn is how long it may take to find out what was not written: a caller that
// gives up must not cost the whole window.
const restoreIn = 5 * time.Second

// restore makes the window forget what was not written after all. If that cannot
// be found out now, the whole window is read anew before the next article.
func (d *Desk) restore(ctx context.Context, touched map[articles.StoryID]bool) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), restoreIn)
	defer cancel()
	for _, id := range slices.Sorted(maps.Keys(touched)) {
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
