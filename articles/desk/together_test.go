package desk

import (
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
