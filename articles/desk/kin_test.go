package desk

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestVaried: what is listed is what one finds who compares every story with every
// one that is listed before it.
func TestVaried(t *testing.T) {
	t.Parallel()
	w, r := NewWindow(), rand.New(rand.NewPCG(3, 4))
	for i := range 60 {
		w.Add(articles.StoryID(i+1), invented(r, i))
	}
	for limit := range 12 {
		var all []kin
		for i := range 40 {
			id := articles.StoryID(i + 1)
			all = append(all, kin{id, r.Float64(), w.subjectOf(w.open[id])})
		}
		want := variedPlainly(w, all, limit)
		if diff := cmp.Diff(want, w.varied(all, limit)); diff != "" {
			t.Fatalf("the best %d (-want +got):\n%s", limit, diff)
		}
	}
}

// variedPlainly is varied without anything left out. all is sorted by varied.
func variedPlainly(w *Window, all []kin, limit int) []Kin {
	w.varied(all, 0)
	list, left := []Kin{}, map[articles.StoryID]kin{}
	for _, k := range all[:min(len(all), 2*limit)] {
		left[k.story] = k
	}
	for len(left) > 0 && len(list) < limit {
		best := Kin{}
		for id, k := range left {
			most := 0.0
			for _, l := range list {
				other := w.outlined(w.subjectOf(w.open[l.Story]))
				most = max(most, exactly(other, w.outlined(k.subject)))
			}
			if score := k.score * (1 - variety*most); score > best.Score || score == best.Score && id > best.Story {
				best = Kin{id, score}
			}
		}
		list = append(list, best)
		delete(left, best.Story)
	}
	return list
}
