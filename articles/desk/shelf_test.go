package desk

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"herald/articles"
)

// embargoed is an article that must not be told before a time.
func embargoed(until time.Time) articles.Article {
	a := ferryPost
	a.Embargo, a.Text = until, "The ferry ran aground."
	return a
}

func TestEmbargo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOffice()
		o.Now = time.Now
		start := time.Now()
		until := start.Add(90 * time.Minute)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- o.Run(ctx) }()
		synctest.Wait()
		a := embargoed(until)
		a.Marker, a.Appeared = "BREAKING", start
		o.file(t, a)
		o.file(t, a) // as a feed gives it again and again
		<-time.After(90*time.Minute - time.Second)
		synctest.Wait()
		if stories, writes := o.store.counts(); stories != 0 || writes != 1 {
			t.Fatalf("%d stories and %d writes a second before its time", stories, writes)
		}
		<-time.After(time.Second)
		synctest.Wait()
		if !slices.Equal(o.breaking, []articles.StoryID{1}) || !slices.Equal(o.filed, []articles.StoryID{1}) {
			t.Fatalf("at its time told breaking %v, filed %v", o.breaking, o.filed)
		}
		got := o.store.stories[0].Articles[0]
		if !got.Appeared.Equal(until) || got.Text != a.Text {
			t.Errorf("filed as appeared at %v with %q, want %v and the text", got.Appeared, got.Text, until)
		}
		if len(o.store.shelf) != 0 || len(o.shelf) != 0 {
			t.Error("it is still on the shelf")
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// TestEmbargoOverRestart ends an embargo while nobody was there.
func TestEmbargoOverRestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOffice()
		o.file(t, embargoed(noon.Add(time.Hour)))
		again := newOffice()
		again.store, again.Store = o.store, o.store
		again.now = noon.Add(2 * time.Hour)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- again.Run(ctx) }()
		synctest.Wait()
		if len(o.store.stories) != 1 || !o.store.stories[0].Appeared.Equal(noon.Add(time.Hour)) {
			t.Errorf("after the restart there are %d stories, want one of the time when the embargo ended", len(o.store.stories))
		}
		stop()
		<-done
	})
}

// TestEmbargoIsTriedAgain fails to file at the time.
func TestEmbargoIsTriedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOffice()
		o.Now = time.Now
		o.file(t, embargoed(time.Now().Add(time.Hour)))
		o.store.errs = []error{errDisk, errDisk, nil}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- o.Run(ctx) }()
		<-time.After(time.Hour + 2*lookAgain)
		synctest.Wait()
		if len(o.store.stories) != 1 {
			t.Errorf("%d stories, want one", len(o.store.stories))
		}
		stop()
		<-done
	})
}

func TestHeldBack(t *testing.T) {
	t.Parallel()
	with := func(version string, status articles.Status, embargo time.Time) articles.Article {
		a := embargoed(embargo)
		a.Version, a.Status = version, status
		return a
	}
	later, none := noon.Add(time.Hour), time.Time{}
	for _, c := range []struct {
		name string
		came []articles.Article
		// stories are told at noon, shelf is the version that waits.
		stories int
		shelf   string
	}{
		{"under an embargo", []articles.Article{with("1", "", later)}, 0, "1"},
		{"its embargo is over", []articles.Article{with("1", "", noon)}, 1, ""},
		{"a newer version waits in its place", []articles.Article{with("1", "", later), with("2", "", later)}, 0, "2"},
		{"an older version comes late", []articles.Article{with("2", "", later), with("1", "", none)}, 0, "2"},
		{"the embargo is lifted", []articles.Article{with("1", "", later), with("2", "", none)}, 1, ""},
		{"withheld", []articles.Article{with("1", articles.Withheld, none)}, 0, "1"},
		{"withheld, then usable", []articles.Article{with("1", articles.Withheld, none), with("2", "", none)}, 1, ""},
		{"killed under its embargo", []articles.Article{with("1", "", later), with("2", articles.Canceled, later)}, 0, "2"},
		{"killed before anybody was told", []articles.Article{with("2", articles.Canceled, none), with("1", "", none)}, 0, "2"},
		{"killed, and the same without versions", []articles.Article{with("", articles.Canceled, none), with("", "", none)}, 0, ""},
		{"a newer version waits beside what is told", []articles.Article{with("1", "", none), with("2", "", later)}, 1, "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice()
			o.file(t, c.came...)
			if len(o.store.stories) != c.stories {
				t.Errorf("%d stories, want %d", len(o.store.stories), c.stories)
			}
			got := o.store.shelf[spot{ferryPost.Source, ferryPost.ID}]
			if got.Version != c.shelf {
				t.Errorf("version %q waits, want %q", got.Version, c.shelf)
			}
			if !got.Standing() && got.Text != "" {
				t.Error("the text of what must not be told is kept")
			}
		})
	}
}

// TestFullShelf does not hold up what is not embargoed.
func TestFullShelf(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t) // reads the shelf
	if err := o.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range maxShelf {
		o.shelf[spot{"other", string(rune('a' + i))}] = shelved{}
	}
	err := o.File(t.Context(), []articles.Article{embargoed(noon.Add(time.Hour)), mayorPost})
	if _, bad := errors.AsType[*BadArticle](err); !bad {
		t.Errorf("got %v, want a bad article", err)
	}
	if len(o.store.stories) != 1 {
		t.Errorf("%d stories, want that of the other article", len(o.store.stories))
	}
}
