package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestFileJoins: what tells the same event becomes one story, and nothing else.
func TestFileJoins(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost, ferryTimes, otherFerry, ferryHerald, mayorFollows)
	if diff := cmp.Diff([]articles.StoryID{1, 2, 1, 3, 1, 4}, o.filed); diff != "" {
		t.Errorf("stories (-want +got):\n%s\nreasons:\n%s", diff, strings.Join(o.store.joined, "\n"))
	}
	if got := o.store.stories[0].Publishers(); len(got) != 3 {
		t.Errorf("the ferry is told by %q", got)
	}
	for i, reason := range o.store.joined {
		if reason == "" {
			t.Errorf("filing %d has no reason", i)
		}
	}
}

// TestFileAgain: the same articles again write nothing and tell nobody.
func TestFileAgain(t *testing.T) {
	t.Parallel()
	o := newOffice()
	marked := ferryPost
	marked.Marker = "BREAKING"
	o.file(t, marked, mayorPost)
	o.now = noon.Add(time.Hour)
	touched := marked
	touched.Updated, touched.Appeared = o.now, o.now
	o.file(t, marked, touched, mayorPost)
	if o.store.writes != 2 || len(o.filed) != 2 || len(o.breaking) != 1 {
		t.Errorf("%d writes, filed %v, breaking %v", o.store.writes, o.filed, o.breaking)
	}
}

func TestFileUpdates(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost)
	corrected := ferryPost
	corrected.Title = "Ferry with 204 aboard runs aground off Lonsdale"
	corrected.Text = "The ferry Aurora ran aground."
	corrected.Appeared = noon
	o.file(t, corrected)
	got := o.store.stories[0].Articles[0]
	if len(o.store.stories) != 1 || got.Title != corrected.Title || !got.Appeared.Equal(ferryPost.Appeared) {
		t.Errorf("%d stories, article %+v", len(o.store.stories), got)
	}

	// The same piece in another feed of the publisher adds what is missing and
	// changes nothing else, whichever of the two comes last.
	second := ferryPost
	second.Source, second.ID, second.Summary, second.Marker = "second feed", "x1", "Another summary.", "BREAKING"
	first := corrected
	first.Text = ""
	o.file(t, second)
	writes := o.store.writes
	for range 3 {
		o.file(t, first, second)
	}
	got = o.store.stories[0].Articles[0]
	if got.Marker != "BREAKING" || got.Summary != ferryPost.Summary || got.Source != ferryPost.Source || got.Text != corrected.Text {
		t.Errorf("article %+v", got)
	}
	if o.store.writes != writes || len(o.store.stories) != 1 || len(o.breaking) != 1 {
		t.Errorf("%d writes more, %d stories, breaking %v", o.store.writes-writes, len(o.store.stories), o.breaking)
	}
}

// TestFileBreaking: a story becomes breaking once, by whichever of its articles
// is marked first, and stays it.
func TestFileBreaking(t *testing.T) {
	t.Parallel()
	o := newOffice()
	second, third := ferryTimes, ferryHerald
	second.Marker, third.Marker = "BREAKING", "URGENT"
	o.file(t, ferryPost)
	o.file(t, second, third)
	if diff := cmp.Diff([]articles.StoryID{1}, o.breaking); diff != "" {
		t.Errorf("told of (-want +got):\n%s", diff)
	}
	v := o.store.stories[0].Verdict
	if want := "Coast Times marked it BREAKING; it appeared 1 min ago (limit 6 h)"; v.Reason != want || v.Rule != articles.RuleDeclared {
		t.Errorf("verdict %+v, want reason %q", v, want)
	}
	o.now = noon.Add(48 * time.Hour)
	late := ferryPost
	late.Title += ", owner fined"
	o.file(t, late)
	if !o.store.stories[0].Verdict.Breaking || len(o.breaking) != 1 {
		t.Errorf("after two days: %+v, told of %v", o.store.stories[0].Verdict, o.breaking)
	}
}

// TestFileBad: one bad article does not stop the others, and comes back named.
func TestFileBad(t *testing.T) {
	t.Parallel()
	o := newOffice()
	untitled := article("Coast Times", "7", "\u202e \x00", "")
	err := o.File(t.Context(), []articles.Article{untitled, ferryPost, {}})
	bad, ok := errors.AsType[*BadArticle](err)
	if !ok || bad.ID != "7" || !strings.Contains(err.Error(), "no title") {
		t.Errorf("error is %v", err)
	}
	if len(o.store.stories) != 1 {
		t.Errorf("%d stories, want 1", len(o.store.stories))
	}
}

// TestFileStoreFails: a failure of the store ends the batch and is no bad
// article; the same batch again files the rest.
func TestFileStoreFails(t *testing.T) {
	t.Parallel()
	o := newOffice()
	marked := ferryPost
	marked.Marker = "BREAKING"
	batch := []articles.Article{{}, marked, mayorPost, otherFerry}
	o.store.errs = []error{nil, errDisk, nil, errDisk} // together, then each alone
	err := o.File(t.Context(), batch)
	if _, bad := errors.AsType[*BadArticle](err); bad || !errors.Is(err, errDisk) {
		t.Errorf("error is %v", err)
	}
	if len(o.store.stories) != 1 || len(o.breaking) != 1 {
		t.Errorf("%d stories, breaking %v: what was filed before counts", len(o.store.stories), o.breaking)
	}
	_ = o.File(t.Context(), batch)
	if len(o.store.stories) != 3 || len(o.breaking) != 1 {
		t.Errorf("again: %d stories, breaking %v", len(o.store.stories), o.breaking)
	}
}

// TestFileConflict: when another process was quicker, the desk looks again.
func TestFileConflict(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.store.errs = []error{ErrConflict, ErrConflict}
	o.file(t, ferryPost)
	o.store.errs = slices.Repeat([]error{ErrConflict}, 100)
	if err := o.File(t.Context(), []articles.Article{mayorPost}); !errors.Is(err, ErrConflict) {
		t.Errorf("for ever in conflict: %v", err)
	}
	if len(o.store.stories) != 1 {
		t.Errorf("%d stories", len(o.store.stories))
	}
}

// TestLoad: after a restart articles join what was told before it.
func TestLoad(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost)
	again := newOffice()
	again.store = o.store
	again.Options.Store = o.store
	if err := again.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	again.file(t, ferryTimes)
	if diff := cmp.Diff([]articles.StoryID{1}, again.filed); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
	again.now = noon.Add(openFor + time.Hour)
	late := ferryHerald
	late.Appeared = again.now
	again.file(t, late)
	if len(o.store.stories) != 3 {
		t.Errorf("a story was joined that is not open any more")
	}
}

// TestLoadMany: every story is read, with its topics, however many there are, and is
// measured before anybody asks what is related to it.
func TestLoadMany(t *testing.T) {
	t.Parallel()
	const many = loadTogether + measureTogether + 3
	o := newOffice()
	for i := range many {
		a := article("Harbour Post", fmt.Sprint(i), fmt.Sprintf("Ship%d meets whale%d", i, i), "")
		f := Filing{Article: a, Topics: []string{"sea"}, At: noon}
		if _, err := o.store.File(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := o.window.Len(); got != many {
		t.Errorf("%d stories are open, want %d", got, many)
	}
	for id, c := range o.window.open {
		if len(c.topics) != 1 || len(c.members) != 1 {
			t.Errorf("story %s has topics %v and %d articles", id, c.topics, len(c.members))
		}
	}
	for _, c := range o.window.places {
		if c != nil && c.size.changes != o.window.changes {
			t.Errorf("story %s was measured %d changes ago", c.Story, o.window.changes-c.size.changes)
		}
	}
}

func TestAdmins(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost)
	for range 2 {
		s, err := o.Break(t.Context(), 1, "Ada")
		if err != nil || !s.Verdict.Breaking || s.Verdict.Reason != "Ada said that it is breaking" {
			t.Fatalf("Break: %+v, %v", s.Verdict, err)
		}
	}
	if diff := cmp.Diff([]articles.StoryID{1}, o.breaking); diff != "" {
		t.Errorf("told of (-want +got):\n%s", diff)
	}
	if _, err := o.Withdraw(t.Context(), 1, Withdrawal{Reason: "it was a drill"}); err != nil {
		t.Fatal(err)
	}
	o.file(t, ferryTimes)
	if len(o.store.stories) != 3 || o.store.stories[0].Withdrawn != "it was a drill" {
		t.Errorf("%d stories, the first %q", len(o.store.stories), o.store.stories[0].Withdrawn)
	}
	if _, err := o.Break(t.Context(), 1, "Ada"); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("Break of a withdrawn story: %v", err)
	}
	if _, err := o.Break(t.Context(), 99, "Ada"); !errors.Is(err, articles.ErrNoStory) {
		t.Errorf("Break of no story: %v", err)
	}
	if _, err := o.Withdraw(t.Context(), 99, Withdrawal{}); !errors.Is(err, articles.ErrNoStory) {
		t.Errorf("Withdraw of no story: %v", err)
	}
}

// TestWithdrawnElsewhere: a story withdrawn behind the desk's back is not joined.
func TestWithdrawnElsewhere(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost)
	o.store.stories[0].Withdrawn = "by another process"
	o.file(t, ferryTimes)
	if len(o.store.stories) != 2 {
		t.Errorf("joined a story that was withdrawn")
	}
}

func TestTopics(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.topics = []articles.Topic{{Name: "sea", Words: []string{"ferry"}}, {Name: "local"}}
	o.sources = map[string]articles.Source{"local feed": {Topics: []string{"local"}}}
	want := func(topics ...string) {
		t.Helper()
		if diff := cmp.Diff(topics, o.store.stories[0].Topics); diff != "" {
			t.Errorf("topics (-want +got):\n%s", diff)
		}
	}
	o.file(t, ferryPost)
	want("sea")
	second := ferryPost
	second.Source = "local feed"
	o.file(t, second)
	want("sea", "local")
	writes := o.store.writes
	o.file(t, second)
	if o.store.writes != writes {
		t.Errorf("the same topics were written again")
	}
	o.topics = []articles.Topic{{Name: "harbours", Words: []string{"Lonsdale"}}}
	if err := o.Retag(t.Context(), noon.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	want("harbours")
}

func TestRelated(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, ferryPost, mayorPost, otherFerry, mayorFollows,
		article("Coast Times", "8", "Rain ends the drought in the north", "Three days of rain have filled the reservoirs."))
	ids := func(id articles.StoryID, limit int) (got []articles.StoryID) {
		stories, err := o.Related(t.Context(), id, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stories {
			got = append(got, s.ID)
		}
		return got
	}
	if diff := cmp.Diff([]articles.StoryID{4}, ids(2, 5)); diff != "" {
		t.Errorf("related to the mayor (-want +got):\n%s", diff)
	}
	if got := ids(5, 5); len(got) != 0 {
		t.Errorf("related to the rain: %v", got)
	}
	if got := ids(2, 0); len(got) != 0 {
		t.Errorf("at most none: %v", got)
	}
	if _, err := o.Related(t.Context(), 99, 5); !errors.Is(err, articles.ErrNoStory) {
		t.Errorf("related to no story: %v", err)
	}
}

// TestFileAtOnce: sources that file at the same time make one story of one
// event.
func TestFileAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			a := ferryPost
			a.Publisher, a.Source = fmt.Sprintf("publisher %d", i), fmt.Sprintf("source %d", i)
			if err := o.File(t.Context(), []articles.Article{a, mayorPost}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(o.store.stories) != 2 || len(o.store.stories[0].Articles)+len(o.store.stories[1].Articles) != 9 {
		t.Errorf("%d stories", len(o.store.stories))
	}
}
