package desk

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"herald/articles"
)

func TestPackedVectors(t *testing.T) {
	t.Parallel()
	for _, v := range []vector{
		nil, {{0, 1}}, {{0, 0.25}, {1, 2.5}}, {{127, 1}, {255, 3}, {100_000, 0.001}, {math.MaxUint32, 400}},
	} {
		got := pack(v).unpack(nil)
		if len(got) != len(v) {
			t.Fatalf("%v became %v", v, got)
		}
		for i := range v {
			if off := math.Abs(float64(got[i].n/v[i].n) - 1); got[i].term != v[i].term || off > 0.002 {
				t.Errorf("%v became %v", v[i], got[i])
			}
		}
	}
}

func TestPostings(t *testing.T) {
	t.Parallel()
	var p postings
	places := []uint32{0, 1, 70, 5, 1 << 20, 3, 3_000}
	for _, place := range places {
		p.add(place)
	}
	if got := p.read(nil); !slices.Equal(got, places) {
		t.Errorf("%v became %v", places, got)
	}
	p.moved(func(place uint32) (uint32, bool) { return place / 2, place%2 == 0 }, nil)
	p.add(9)
	if got, want := p.read(nil), []uint32{0, 35, 1 << 19, 1_500, 9}; !slices.Equal(got, want) {
		t.Errorf("moved to %v, want %v", got, want)
	}
}

// TestSweep closes stories here and there, and looks whether every open one is
// still found by its own words, and nothing else is.
func TestSweep(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	w, open := NewWindow(), map[articles.StoryID]articles.Article{}
	for i := range 1_500 {
		a := invented(r, i)
		w.Add(articles.StoryID(i+1), a)
		open[articles.StoryID(i+1)] = a
		if id := articles.StoryID(r.IntN(i+1) + 1); i%3 > 0 && open[id].ID != "" {
			w.Remove(id)
			delete(open, id)
		}
	}
	if len(w.places) > w.Len()*2 {
		t.Errorf("%d places for %d stories", len(w.places), w.Len())
	}
	for id, a := range open {
		found := w.Candidates(a)
		if len(found) == 0 || found[0].Story != id {
			t.Fatalf("story %d is not the first of %d found", id, len(found))
		}
		for _, c := range found {
			if open[c.Story].ID == "" {
				t.Fatalf("story %d is found and closed", c.Story)
			}
		}
	}
	for id := range open {
		w.Remove(id)
	}
	if len(w.words.number) != 0 || w.Len() != 0 {
		t.Errorf("%d terms of %d stories stay behind", len(w.words.number), w.Len())
	}
}
