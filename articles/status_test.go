package articles

import (
	"testing"
	"time"
)

func TestOlderThan(t *testing.T) {
	t.Parallel()
	early, late := time.Unix(1000, 0), time.Unix(2000, 0)
	for _, c := range []struct {
		name string
		a, b Article
		want bool
	}{
		{"numbers count as numbers", Article{Version: "9"}, Article{Version: "10"}, true},
		{"the later one", Article{Version: "10"}, Article{Version: "9"}, false},
		{"the same", Article{Version: "2", Updated: early}, Article{Version: "2", Updated: late}, false},
		{"numbers, whatever the times", Article{Version: "3", Updated: early}, Article{Version: "2", Updated: late}, false},
		{"names, by time", Article{Version: "b", Updated: early}, Article{Version: "a", Updated: late}, true},
		{"names, by time, the later one", Article{Version: "a", Updated: late}, Article{Version: "b", Updated: early}, false},
		{"names without a time", Article{Version: "a"}, Article{Version: "b", Updated: late}, false},
		{"without a version", Article{Updated: early}, Article{Version: "2", Updated: late}, false},
		{"of something without a version", Article{Version: "1", Updated: early}, Article{Updated: late}, false},
	} {
		if got := c.a.OlderThan(c.b); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestStanding(t *testing.T) {
	t.Parallel()
	for status, want := range map[Status]bool{Usable: true, Withheld: false, Canceled: false} {
		if got := (Article{Status: status}).Standing(); got != want {
			t.Errorf("%q: got %v, want %v", status, got, want)
		}
	}
}

// TestStandingOfAStory leaves out what was taken back, and leaves the story as it is.
func TestStandingOfAStory(t *testing.T) {
	t.Parallel()
	ids := func(list []Article) (all string) {
		for _, a := range list {
			all += a.ID
		}
		return all
	}
	s := Story{Articles: []Article{{ID: "a"}, {ID: "b"}, {ID: "c"}}}
	if got := ids(append(s.Standing(), Article{ID: "d"})); got != "abcd" || ids(s.Articles[:3]) != "abc" {
		t.Errorf("standing and one more: %s", got)
	}
	s.Articles[0].Status = Canceled
	if got := ids(s.Standing()); got != "bc" {
		t.Errorf("standing: %s, want bc", got)
	}
	if got := ids(s.Articles); got != "abc" {
		t.Errorf("the story has %s afterwards", got)
	}
}
