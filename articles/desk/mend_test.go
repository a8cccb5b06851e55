package desk

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// slow is a store that fails where a file is to be written, and lets stories be read
// only as often as readable says.
type slow struct {
	*memory
	readable, readAll int
}

func (*slow) Together(context.Context, func(Store) error) error { return errDisk }

func (s *slow) Story(ctx context.Context, id articles.StoryID) (articles.Story, error) {
	if s.readable--; s.readable < 0 {
		return articles.Story{}, errDisk
	}
	return s.memory.Story(ctx, id)
}

func (s *slow) EachOpen(ctx context.Context, since time.Time, limit int, f func(articles.Story) error) error {
	s.readAll++
	return s.memory.EachOpen(ctx, since, limit, f)
}

// TestTorn: stories that were changed and not written are read anew, a few at a time
// where no more can be read, and the others stay as they are.
func TestTorn(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost)
	before := picture(o.window)
	store := &slow{memory: o.store, readable: 1}
	o.window.touched = map[articles.StoryID]bool{}
	o.window.Add(1, mayorFollows)
	o.window.Add(2, ferryTimes)
	o.window.Add(7, ferryHerald)
	o.tear(o.window.touched)
	o.window.touched = nil
	o.Options.Store = store
	if err := o.File(t.Context(), []articles.Article{otherFerry}); !errors.Is(err, errDisk) {
		t.Fatalf("error is %v", err)
	}
	if got := len(o.torn); got != 2 {
		t.Errorf("%d stories are torn after one could be read, want 2", got)
	}
	store.readable = 3
	if err := o.File(t.Context(), []articles.Article{otherFerry}); !errors.Is(err, errDisk) {
		t.Fatalf("error is %v", err)
	}
	if diff := cmp.Diff(before, picture(o.window)); diff != "" || store.readAll != 0 || len(o.torn) != 0 {
		t.Errorf("all were read %d times, %d are torn, the window (-before +after):\n%s", store.readAll, len(o.torn), diff)
	}
	o.Options.Store = o.store
	o.file(t, ferryTimes)
	if diff := cmp.Diff([]articles.StoryID{1, 2, 1}, o.filed); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
}
