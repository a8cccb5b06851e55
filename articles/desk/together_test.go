package desk

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// picture is what a window knows of its stories.
func picture(w *Window) map[articles.StoryID]string {
	all := map[articles.StoryID]string{}
	for id, c := range w.open {
		all[id] = cmp.Diff(nil, []any{c.Headline, c.Articles, len(c.Publishers), len(w.sumOf(c)), c.topics})
	}
	return all
}

// TestFailedTogether: what was not written is not remembered either, and filing
// it again has the same effect as if nothing had happened.
func TestFailedTogether(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost)
	before := picture(o.window)
	batch := []articles.Article{ferryTimes, otherFerry, ferryHerald, mayorFollows}
	o.store.errs = []error{nil, nil, nil, errDisk, errDisk}
	if err := o.File(t.Context(), batch); !errors.Is(err, errDisk) {
		t.Fatalf("error is %v", err)
	}
	if diff := cmp.Diff(before, picture(o.window)); diff != "" {
		t.Errorf("the window after the failure (-before +after):\n%s", diff)
	}
	if len(o.filed) != 2 || len(o.store.joined) != 2 {
		t.Errorf("told of %v, filed %q", o.filed, o.store.joined)
	}
	o.file(t, batch...)
	untroubled := newOffice()
	untroubled.file(t, ferryPost, mayorPost)
	untroubled.file(t, batch...)
	if diff := cmp.Diff(untroubled.filed, o.filed); diff != "" {
		t.Errorf("stories (-untroubled +after a failure):\n%s", diff)
	}
	if diff := cmp.Diff(picture(untroubled.window), picture(o.window)); diff != "" {
		t.Errorf("windows (-untroubled +after a failure):\n%s", diff)
	}
}

// deaf is a store that fails altogether, as one whose disk has gone.
type deaf struct{ *memory }

func (deaf) Together(context.Context, func(Store) error) error { return errDisk }
func (deaf) Story(context.Context, articles.StoryID) (articles.Story, error) {
	return articles.Story{}, errDisk
}

// TestWindowLost: where the desk cannot find out what was written, it reads all
// open stories anew.
func TestWindowLost(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost)
	o.window.touched = map[articles.StoryID]bool{}
	o.window.Add(7, mayorPost)
	touched := o.window.touched
	o.Options.Store = deaf{o.store}
	o.restore(t.Context(), touched)
	o.Options.Store = o.store
	o.file(t, ferryTimes)
	if diff := cmp.Diff([]articles.StoryID{1, 1}, o.filed); diff != "" || o.window.open[7] != nil {
		t.Errorf("story 7 is still open, or stories (-want +got):\n%s", diff)
	}
}
