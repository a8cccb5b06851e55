package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"herald/articles"
)

// BadArticle is an article that cannot be filed whatever happens; asking its
// source again does not help.
type BadArticle struct {
	// ID and Source name it, as far as they are known.
	ID, Source string
	Err        error
}

// Error names the article and says what is wrong with it.
func (b *BadArticle) Error() string {
	return fmt.Sprintf("article %q of source %q: %v", b.ID, b.Source, b.Err)
}

// Unwrap is what is wrong.
func (b *BadArticle) Unwrap() error { return b.Err }

// File files articles in their order: joins each to its story or opens one, or
// brings it up to date if it was filed before. What has not changed is not
// written. Articles that cannot be filed come back as *BadArticle errors, joined,
// and the others are filed. An error without a *BadArticle in it is the store's,
// and ended it: file the same articles again later.
func (d *Desk) File(ctx context.Context, batch []articles.Article) error {
	if len(batch) == 0 {
		return nil
	}
	filed, err := d.fileBatch(ctx, batch)
	was := verdicts{}
	for _, f := range filed {
		was.note(f.was)
		if f.withdrawn {
			d.OnWithdrawn(ctx, f.article, f.story)
			continue
		}
		d.OnFiled(ctx, f.article, f.story)
		if f.developed {
			d.OnDeveloped(ctx, f.story)
		}
	}
	d.tellAll(ctx, was)
	return err
}

// tellAll tells of stories as they stand after a batch, in the order of their
// numbers.
func (d *Desk) tellAll(ctx context.Context, was verdicts) {
	for _, id := range slices.Sorted(maps.Keys(was)) {
		story, err := d.Store.Story(ctx, id)
		switch {
		case err != nil:
			// It is filed as breaking; only those who wait for it at once wait
			// for the next tick instead.
			d.Log.Warn("cannot tell of a verdict", "story", int64(id), "err", err)
		case story.ID == id && differs(was[id], story.Verdict):
			d.tell(ctx, story, was[id])
		}
	}
}

// fileBatch prepares and files a batch, and calls nobody back.
func (d *Desk) fileBatch(ctx context.Context, batch []articles.Article) ([]filed, error) {
	free, err := d.seats.take(ctx, len(batch))
	if err != nil {
		return nil, err
	}
	defer free()
	good, bad := d.prepared(batch) // others may file meanwhile
	return d.fileAll(ctx, good, bad)
}

// filed is what became of an article.
type filed struct {
	article articles.Article
	story   articles.StoryID
	// was are the verdicts before on the stories that it had judged anew.
	was verdicts
	// withdrawn says that its story is told no more.
	withdrawn bool
	// developed says that the story changed in a way that people are told of.
	developed bool
}

// piece is an article that can be filed.
type piece struct {
	articles.Article
	read *reading
}

// prepared are the articles of a batch that can be filed, and what is wrong with
// the others.
func (d *Desk) prepared(batch []articles.Article) (good []piece, bad []error) {
	now := d.Now()
	for _, a := range batch {
		a = withCredits(Sanitise(a, now))
		if err := a.Validate(); err != nil {
			bad = append(bad, &BadArticle{ID: a.ID, Source: a.Source, Err: err})
			continue
		}
		good = append(good, piece{a, read(a)})
	}
	return good, bad
}

// fileAll files a batch while others wait, and calls nobody back meanwhile.
func (d *Desk) fileAll(ctx context.Context, good []piece, bad []error) (all []filed, err error) {
	w := d.queue.join(good)
	switch filed, err := d.inTurn(ctx, w); {
	case err != nil:
		return nil, err
	case filed:
		return w.all, errors.Join(bad...)
	}
	defer d.unlock()
	d.window.Trim(d.Now())
	if all, ok := d.fileWith(ctx, w); ok {
		return all, errors.Join(bad...)
	}
	for len(good) > 0 {
		n := d.plain(good)
		filed, err := d.fileRun(ctx, good[:n])
		d.close(filed)
		all = append(all, filed...)
		good = good[n:]
		if b, ok := errors.AsType[*BadArticle](err); ok {
			bad, err = append(bad, b), nil
		}
		if err != nil {
			if len(bad) > 0 {
				d.Log.Warn("articles not filed", "err", errors.Join(bad...))
			}
			return all, err
		}
	}
	return all, errors.Join(bad...)
}

// close closes the stories that are told no more.
func (d *Desk) close(all []filed) {
	for _, f := range all {
		if f.withdrawn {
			d.window.Remove(f.story)
		}
	}
}

// tries is how often an article is decided about anew when another process was
// quicker.
const tries = 4

// fileOne files one article that may be told, and says whether anything was
// written.
func (d *Desk) fileOne(ctx context.Context, store Store, a articles.Article) (f filed, changed bool, err error) {
	if a.Embargo.After(a.Appeared) {
		a.Appeared = a.Embargo // it was no news before
	}
	for range tries {
		old, known, err := store.Find(ctx, a)
		if err != nil {
			return filed{}, false, fmt.Errorf("find: %w", err)
		}
		if known {
			f, changed, err = d.update(ctx, store, old, a)
		} else {
			f, changed, err = d.add(ctx, store, a)
		}
		if !errors.Is(err, ErrConflict) {
			return f, changed, err
		}
	}
	return filed{}, false, ErrConflict
}

// verdicts are those that stories had before, where the new ones come to something
// else.
type verdicts map[articles.StoryID]articles.Verdict

// judged are the verdicts before of a story that was judged was and is judged is.
func judged(id articles.StoryID, was, is articles.Verdict) verdicts {
	if !differs(was, is) {
		return nil
	}
	return verdicts{id: was}
}

// note takes note of verdicts that were given later than those known.
func (v verdicts) note(later verdicts) {
	for id, was := range later {
		if _, known := v[id]; !known {
			v[id] = was
		}
	}
}

// differs reports whether a verdict comes to something else than the one before.
func differs(was, is articles.Verdict) bool {
	return !is.Same(was) && (was.Rule != "" || is.Rule != articles.RuleNone)
}
