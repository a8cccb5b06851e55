package desk

import (
	"slices"
	"testing"
	"time"

	"herald/articles"
)

// version is a version of an article with a status.
func version(a articles.Article, v string, s articles.Status) articles.Article {
	a.Version, a.Status = v, s
	return a
}

func TestKill(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, version(ferryPost, "1", ""), ferryTimes)
	kill := version(ferryPost, "2", articles.Canceled)
	kill.Title, kill.Text, kill.Correction = "KILL", "Kill this.", "No ferry ran aground."
	o.file(t, kill)
	s, err := o.Store.Story(t.Context(), 1)
	if err != nil || s.Withdrawn != "" || len(s.Articles) != 1 || s.Articles[0].ID != ferryTimes.ID {
		t.Fatalf("%v: after one of two was killed the story is %+v", err, s)
	}
	o.file(t, version(ferryPost, "1", ""), ferryPost) // as a feed still has it
	o.file(t, version(ferryTimes, "5", articles.Canceled))
	s, _ = o.Store.Story(t.Context(), 1)
	if want := "killed by Coast Times"; s.Withdrawn != want {
		t.Errorf("withdrawn because %q, want %q", s.Withdrawn, want)
	}
	if !slices.Equal(o.withdrawn, []articles.StoryID{1}) {
		t.Errorf("told of the withdrawal of %v", o.withdrawn)
	}
	if got := s.Articles[0]; got.Title != ferryPost.Title || got.Correction != kill.Correction {
		t.Errorf("what is struck out is %q with the note %q", got.Title, got.Correction)
	}
	o.file(t, article("Island Herald", "9", ferryHerald.Title, ferryHerald.Summary))
	if len(o.store.stories) != 2 {
		t.Error("an article joined a story that was killed")
	}
}

func TestKillSaysWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a    articles.Article
		want string
	}{
		{articles.Article{Publisher: "Northern Wire", Status: articles.Canceled}, "killed by Northern Wire"},
		{articles.Article{Publisher: "Northern Wire", Status: articles.Canceled, Correction: articles.Corrected}, "killed by Northern Wire"},
		{articles.Article{Publisher: "Northern Wire", Status: articles.Withheld, Correction: "Wrong port."}, "withheld by Northern Wire: Wrong port."},
	} {
		if got := takenBack(c.a); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWithheldAndBack(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, version(ferryPost, "1", ""))
	o.file(t, version(ferryPost, "2", articles.Withheld))
	if s := o.store.stories[0]; s.Withdrawn != "withheld by Harbour Post" {
		t.Fatalf("withdrawn because %q", s.Withdrawn)
	}
	o.file(t, version(ferryPost, "3", ""))
	s, _ := o.Store.Story(t.Context(), 1)
	if s.Withdrawn != "" || len(s.Articles) != 1 {
		t.Fatalf("the newer version did not bring the story back: %+v", s)
	}
	if !slices.Equal(o.filed, []articles.StoryID{1, 1}) || !slices.Equal(o.withdrawn, []articles.StoryID{1}) {
		t.Errorf("told of filing %v and withdrawing %v", o.filed, o.withdrawn)
	}
	o.file(t, ferryTimes)
	if len(o.store.stories) != 1 {
		t.Error("nothing joins the story that is back")
	}
}

// TestAdminsWithdrawalStands keeps what an admin withdrew from coming back.
func TestAdminsWithdrawalStands(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.file(t, version(ferryPost, "1", ""))
	if _, err := o.Withdraw(t.Context(), 1, Withdrawal{Reason: "libel"}); err != nil {
		t.Fatal(err)
	}
	o.file(t, version(ferryPost, "2", articles.Canceled), version(ferryPost, "3", ""))
	if s := o.store.stories[0]; s.Withdrawn != "libel" {
		t.Errorf("withdrawn because %q, want what the admin said", s.Withdrawn)
	}
}

func TestOvertaken(t *testing.T) {
	t.Parallel()
	early, late := noon, noon.Add(time.Hour)
	of := func(v string, s articles.Status, updated time.Time) articles.Article {
		a := version(ferryPost, v, s)
		a.Updated = updated
		return a
	}
	elsewhere := of("9", "", late)
	elsewhere.Source = "another feed of Harbour Post"
	for _, c := range []struct {
		name   string
		old, a articles.Article
		want   bool
	}{
		{"newer", of("1", "", early), of("2", "", late), false},
		{"older", of("2", "", late), of("1", "", early), true},
		{"the same", of("2", "", early), of("2", "", early), false},
		{"a kill", of("2", "", early), of("3", articles.Canceled, late), false},
		{"an older kill", of("3", "", late), of("2", articles.Canceled, early), true},
		{"usable after a kill", of("3", articles.Canceled, early), of("4", "", late), false},
		{"the same version after a kill", of("3", articles.Canceled, early), of("3", "", early), true},
		{"unnumbered after a kill", of("", articles.Canceled, late), of("", "", early), true},
		{"unnumbered and later after a kill", of("", articles.Canceled, early), of("", "", late), false},
		{"another source after a kill", of("3", articles.Canceled, early), elsewhere, true},
		{"another source", of("3", "", early), elsewhere, false},
	} {
		if got := overtaken(c.old, c.a); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
