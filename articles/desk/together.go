package desk

import (
	"context"
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
	if err := d.mend(ctx); err != nil {
		return nil, err
	}
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
		d.tear(touched)
		d.mendSoon(ctx)
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
