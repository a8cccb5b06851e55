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
		filed, err := d.tryTogether(ctx, part)
		switch {
		case err == nil:
			return filed[0], nil
		case ctx.Err() != nil:
			return nil, err
		}
	}
	for _, a := range part {
		one, err := d.fileAlone(ctx, a)
		if err != nil {
			return all, fmt.Errorf("file article %q of source %q: %w", a.ID, a.Source, err)
		}
		all = append(all, one...)
	}
	return all, nil
}

// tries is how often an article is decided about anew when another process was
// quicker.
const tries = 4

// fileAlone files one article in a transaction of its own.
func (d *Desk) fileAlone(ctx context.Context, a piece) ([]filed, error) {
	for n := 1; ; n++ {
		all, err := d.tryTogether(ctx, []piece{a})
		switch {
		case err == nil:
			return all[0], nil
		case !errors.Is(err, ErrConflict) || n == tries:
			return nil, err
		}
	}
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

// fileEach files articles that may be told. One after a new one is likely to be new:
// that of a feed which is read the first time, or of an agency.
func (d *Desk) fileEach(ctx context.Context, store Store, batch []piece) (all []filed, err error) {
	likelyNew := false
	for _, a := range batch {
		d.window.last = a.read
		f, known, changed, err := d.fileOne(ctx, store, a.Article, likelyNew)
		if err != nil {
			return nil, err
		}
		likelyNew = !known
		if changed {
			all = append(all, f)
		}
	}
	return all, nil
}
