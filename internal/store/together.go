package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"herald/articles"
	"herald/articles/desk"
)

// joint is a transaction that files several articles. Its statements take about as
// long as the desk takes to remember an article and to decide about the next: the one
// goes on beside the other.
type joint struct {
	brisk
	// unindexed are the articles filed in it that are not indexed yet: the last
	// state of each, in the order filed.
	unindexed []unindexed
	place     map[int64]int
	// beside is what is being written beside the caller, and has the transaction
	// until it is done.
	beside chan outcome
	// err is what went wrong there. Nothing is done any more then.
	err error
	// next is the number that the next story will get, zero where that is not known.
	next articles.StoryID
}

// outcome is how something ended that was done beside its caller.
type outcome struct {
	err error
	// panicked is what it panicked with, nil where it did not.
	panicked any
}

// unindexed is an article that is not indexed as it stands; fresh says that it was
// not indexed at all.
type unindexed struct {
	seq     int64
	fresh   bool
	article articles.Article
}

// Together does what f does in one transaction, as desk.Store says.
func (s *Store) Together(ctx context.Context, f func(desk.Store) error) error {
	return s.write(ctx, "file articles", func(tx change) error {
		t := &joint{brisk: brisk{tx}, place: map[int64]int{}}
		defer func() { _ = t.settled() }() // also where f panics
		within := *s
		within.within, within.settling = t, newBatch(0) // no other's outcomes belong to it
		err := f(&within)
		if err = cmp.Or(err, t.settled()); err != nil {
			return err
		}
		return t.index(ctx)
	})
}

// settled waits until what goes on beside is written, and says what went wrong with
// that, now or before.
func (t *joint) settled() error {
	if t.beside == nil {
		return t.err
	}
	end := <-t.beside
	t.beside = nil
	if end.panicked != nil {
		t.err = errPanicked
		panic(end.panicked)
	}
	t.err = end.err
	return t.err
}

// errPanicked is what is wrong with a transaction after a panic in it.
var errPanicked = errors.New("a write ended midway")

// goOn does f beside the caller, once what went on before is written.
func (t *joint) goOn(f func() error) error {
	if err := t.settled(); err != nil {
		return err
	}
	beside := make(chan outcome, 1)
	t.beside = beside
	go func() {
		end := outcome{panicked: errPanicked} // unless f returns
		defer func() {
			if p := recover(); p != nil {
				end.panicked = p
			}
			beside <- end
		}()
		end = outcome{err: f()}
	}()
	return nil
}

// do does f, which op names in errors, when what goes on beside is written.
func (t *joint) do(op string, f func() error) error {
	if err := t.settled(); err != nil {
		return err
	}
	return failed(op, f())
}

// fileLater writes a new article beside the caller, and returns the number of its
// story.
func (s *Store) fileLater(ctx context.Context, f desk.Filing) (articles.StoryID, error) {
	t := s.within
	if err := t.settled(); err != nil {
		return 0, err
	}
	id := f.Story
	if id == 0 {
		if err := t.foresee(ctx); err != nil {
			return 0, failed("file article", err)
		}
		id = t.next
	}
	return id, t.goOn(func() error {
		got, err := s.file(ctx, t, f)
		if err == nil && got != id {
			err = fmt.Errorf("it came to story %d, not %d", got, id)
		}
		return failed("file article", err)
	})
}

// foresee finds out which number the next story will get: nobody else opens any while
// this transaction lasts.
func (t *joint) foresee(ctx context.Context) error {
	if t.next != 0 {
		return nil
	}
	return t.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) + 1 FROM stories`).Scan(&t.next)
}

// opened takes note of a new story.
func (t *joint) opened(id articles.StoryID) { t.next = id + 1 }

// indexLater notes that an article must be made findable.
func (t *joint) indexLater(u unindexed) {
	if i, ok := t.place[u.seq]; ok {
		t.unindexed[i].article = u.article
		return
	}
	t.place[u.seq] = len(t.unindexed)
	t.unindexed = append(t.unindexed, u)
}

// index makes findable what was filed.
func (t *joint) index(ctx context.Context) error {
	for _, u := range t.unindexed {
		if err := u.index(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
