package store

import (
	"context"

	"herald/articles"
	"herald/articles/desk"
)

// joint is a transaction that files several articles.
type joint struct {
	brisk
	// unindexed are the articles filed in it that are not indexed yet: the last
	// state of each, in the order filed.
	unindexed []unindexed
	place     map[int64]int
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
