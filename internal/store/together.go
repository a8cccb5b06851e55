package store

import (
	"context"
	"database/sql"

	"herald/articles"
	"herald/articles/desk"
)

// joint is a transaction that files several articles.
type joint struct {
	change
	// unindexed are the articles filed in it that are not indexed yet: the last
	// state of each, in the order filed.
	unindexed []unindexed
	place     map[int64]int
}

// ExecContext, QueryContext and QueryRowContext run what takes some microseconds, of
// which there are thousands. To be ready to break each off takes about as long, so
// that whoever gives up is heard between two of them.
func (t *joint) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	return t.change.ExecContext(unlessEnded(ctx), text, args...)
}

// QueryContext is described with ExecContext.
func (t *joint) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	return t.change.QueryContext(unlessEnded(ctx), text, args...)
}

// QueryRowContext is described with ExecContext.
func (t *joint) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	return t.change.QueryRowContext(unlessEnded(ctx), text, args...)
}

// unlessEnded is a context that does not end, unless ctx has ended already.
func unlessEnded(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return ctx
	}
	return context.WithoutCancel(ctx)
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
		t := &joint{change: tx, place: map[int64]int{}}
		within := *s
		within.within, within.settling = t, newBatch(0) // no other's outcomes belong to it
		if err := f(&within); err != nil {
			return err
		}
		return t.index(ctx)
	})
}

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
