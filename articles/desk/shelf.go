package desk

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"herald/articles"
)

// Bounds of the shelf.
const (
	// maxShelf is how many articles may wait at once.
	maxShelf = 10_000
	// releaseStep is how many are filed at a time when their embargo ends.
	releaseStep = 100
	// lookAgain is how long the desk waits at most before it looks at the shelf:
	// clocks are set, and what failed is tried again.
	lookAgain = 30 * time.Second
)

// Shelf keeps the articles that must not be told: those under an embargo until it
// ends, and those that were withheld or killed before anybody was told, so that
// an earlier version that comes late is no news. What is on it is in no list, no
// search and no answer. It is safe for concurrent use.
type Shelf interface {
	// Shelve keeps an article in the place of what is kept under its source and
	// id; at is now.
	Shelve(ctx context.Context, a articles.Article, at time.Time) error
	// Unshelve forgets what is kept under a source and id, if anything is.
	Unshelve(ctx context.Context, source, id string) error
	// Shelved are all articles kept, without text, at most limit.
	Shelved(ctx context.Context, limit int) ([]articles.Article, error)
	// Released are those whose embargo is over at now, the longest over first, at
	// most limit. Those that were withheld or killed are not among them.
	Released(ctx context.Context, now time.Time, limit int) ([]articles.Article, error)
}

// spot is an article's place on the shelf.
type spot struct{ source, id string }

// shelved is what the desk remembers of an article on the shelf.
type shelved struct {
	articles.Article // without text
	sum              [sha256.Size]byte
}

// loadShelf reads what was on the shelf before the start.
func (d *Desk) loadShelf(ctx context.Context) error {
	list, err := d.Store.Shelved(ctx, maxShelf)
	if err != nil {
		return fmt.Errorf("read the shelf: %w", err)
	}
	d.shelf = make(map[spot]shelved, len(list))
	for _, a := range list {
		d.shelf[spot{a.Source, a.ID}] = shelved{Article: a}
	}
	return nil
}

// plain counts the articles at the front of a batch that have nothing to do with
// the shelf; 1 where the first one has.
func (d *Desk) plain(batch []piece) int {
	i := slices.IndexFunc(batch, func(p piece) bool { return d.special(p.Article) })
	if i < 0 {
		return len(batch)
	}
	return max(i, 1)
}

// special reports whether an article must be held back, is being held back, or is
// taken back.
func (d *Desk) special(a articles.Article) bool {
	_, waits := d.shelf[spot{a.Source, a.ID}]
	return waits || !a.Standing() || a.Embargo.After(d.Now())
}

// fileRun files articles of which plain has counted some: many plain ones, or one
// that is not.
func (d *Desk) fileRun(ctx context.Context, run []piece) (all []filed, err error) {
	first := run[0].Article
	if !d.special(first) {
		for part := range slices.Chunk(run, perCommit) {
			filed, err := d.fileTogether(ctx, part)
			all = append(all, filed...)
			if err != nil {
				return all, err
			}
		}
		return all, nil
	}
	if held, err := d.hold(ctx, first); held || err != nil {
		return nil, err
	}
	if all, err = d.fileTogether(ctx, run); err != nil {
		return all, err
	}
	return all, d.unshelve(ctx, first)
}

// hold keeps an article back that must not be told now, and says whether it did.
// One that is older than what is on the shelf is passed over.
func (d *Desk) hold(ctx context.Context, a articles.Article) (held bool, err error) {
	here := spot{a.Source, a.ID}
	old, waits := d.shelf[here]
	if waits && overtaken(old.Article, a) {
		return true, nil
	}
	switch {
	case !a.Standing():
		if _, known, err := d.Store.Find(ctx, a); err != nil || known {
			return false, err // what was told is taken back
		}
		a.Text = ""
	case !a.Embargo.After(d.Now()):
		return false, nil
	}
	written, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("shelve: %w", err)
	}
	sum := sha256.Sum256(written)
	switch {
	case waits && old.sum == sum:
		return true, nil
	case !waits && len(d.shelf) >= maxShelf:
		return false, &BadArticle{ID: a.ID, Source: a.Source, Err: fmt.Errorf("%d others are held back already", maxShelf)}
	}
	if err := d.Store.Shelve(ctx, a, d.Now()); err != nil {
		return false, fmt.Errorf("shelve: %w", err)
	}
	d.Log.Info("article held back", "source", a.Source, "id", a.ID, "embargo", a.Embargo, "status", string(a.Status))
	a.Text = ""
	d.shelf[here] = shelved{a, sum}
	d.wake()
	return true, nil
}

// unshelve forgets what was on the shelf of an article that has been filed.
func (d *Desk) unshelve(ctx context.Context, a articles.Article) error {
	here := spot{a.Source, a.ID}
	if _, waits := d.shelf[here]; !waits {
		return nil
	}
	if err := d.Store.Unshelve(ctx, a.Source, a.ID); err != nil {
		return fmt.Errorf("take from the shelf: %w", err)
	}
	delete(d.shelf, here)
	return nil
}

// wake has Run look at the shelf.
func (d *Desk) wake() {
	select {
	case d.woken <- struct{}{}:
	default:
	}
}

// Run files the articles on the shelf as their embargoes end, until ctx ends;
// then it returns nil. Those that ended while nobody ran it come first.
func (d *Desk) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		next, err := d.release(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			d.Log.Warn("articles whose embargo is over are not filed, trying again", "in", lookAgain, "err", err)
		}
		timer.Reset(next)
		select {
		case <-ctx.Done():
			return nil
		case <-d.woken:
		case <-timer.C:
		}
	}
}

// release files what is due, and says how long to wait until it is to look again.
func (d *Desk) release(ctx context.Context) (time.Duration, error) {
	for {
		due, err := d.Store.Released(ctx, d.Now(), releaseStep)
		if err != nil {
			return lookAgain, fmt.Errorf("read the shelf: %w", err)
		}
		if len(due) == 0 {
			return d.untilNext(ctx)
		}
		for _, a := range due {
			if err := d.releaseOne(ctx, a); err != nil {
				return lookAgain, err
			}
		}
	}
}

// releaseOne files an article whose embargo is over. One that cannot be filed at
// all does not hold up the others.
func (d *Desk) releaseOne(ctx context.Context, a articles.Article) error {
	a.Appeared = a.Embargo
	err := d.File(ctx, []articles.Article{a})
	if bad, ok := errors.AsType[*BadArticle](err); ok {
		d.Log.Warn("article cannot be filed", "source", bad.Source, "err", err)
		err = d.Store.Unshelve(ctx, a.Source, a.ID)
	}
	return err
}

// untilNext is how long it is until the next embargo ends, at most lookAgain.
func (d *Desk) untilNext(ctx context.Context) (time.Duration, error) {
	if err := d.lockLoaded(ctx); err != nil {
		return lookAgain, err
	}
	defer d.unlock()
	wait, now := lookAgain, d.Now()
	for _, s := range d.shelf {
		if s.Standing() {
			wait = min(wait, max(s.Embargo.Sub(now), 0))
		}
	}
	return wait, nil
}
