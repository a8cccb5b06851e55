package desk

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestReplay: the same stories as filing makes, also where nothing says when.
func TestReplay(t *testing.T) {
	t.Parallel()
	list := []articles.Article{ferryPost, mayorPost, ferryTimes, otherFerry, ferryHerald}
	undated := make([]articles.Article, len(list))
	for i, a := range list {
		list[i].Published = noon
		undated[i] = articles.Article{ID: a.ID, Title: a.Title, Summary: a.Summary}
	}
	for name, set := range map[string][]articles.Article{"dated": list, "undated": undated} {
		var got []articles.StoryID
		for _, s := range Replay(set) {
			got = append(got, s.Story)
			if s.Joined && s.Match.Reason == "" {
				t.Errorf("%s: %s joined without a reason", name, s.Article.ID)
			}
		}
		if diff := cmp.Diff([]articles.StoryID{1, 2, 1, 3, 1}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestTrimInOrder: closing many stories at once leaves the same window each time, to
// the numbers of the terms, in whose order is summed up.
func TestTrimInOrder(t *testing.T) {
	t.Parallel()
	trimmed := func() *Window {
		w, r := NewWindow(), rand.New(rand.NewPCG(3, 4))
		for i := range 60 {
			w.Add(articles.StoryID(i+1), invented(r, i))
		}
		w.Trim(noon.Add(2 * openFor))
		w.Add(61, invented(r, 61))
		return w
	}
	if diff := cmp.Diff(trimmed().words.number, trimmed().words.number); diff != "" {
		t.Errorf("numbers (-once +again):\n%s", diff)
	}
}
