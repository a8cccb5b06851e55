package desk

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"herald/articles"
)

func TestPackedVectors(t *testing.T) {
	t.Parallel()
	for _, v := range []vector{
		nil, {{0, 0.4}}, {{0, 0.25}, {1, 0.1}}, {{127, 0.49}, {255, 0.02}, {100_000, 0.003}, {math.MaxUint32, 0.5}},
	} {
		for size, most := range map[byte]float64{coarse: 0.017, fine: 0.0003} {
			got := pack(v, size).unpack(nil)
			if len(got) != len(v) {
				t.Fatalf("%v became %v", v, got)
			}
			for i := range v {
				if off := math.Abs(float64(got[i].n/v[i].n) - 1); got[i].term != v[i].term || off > most {
					t.Errorf("%v became %v in %d bytes", v[i], got[i], size)
				}
			}
		}
	}
	for _, n := range []float32{0, 1e-9, 1e9} { // beyond what there is
		if got := pack(vector{{7, n}}, fine).unpack(nil)[0].n; got < 1.0/512 || got > 1<<23 {
			t.Errorf("%g became %g", n, got)
		}
	}
}

// TestMeet finds just the terms that are laid out, whatever lies between them.
func TestMeet(t *testing.T) {
	t.Parallel()
	v := vector{{3, 0.4}, {4, 0.01}, {127, 0.3}, {255, 0.02}, {70_000, 0.1}}
	var laid spread
	laid.fit(100_000)
	for _, term := range []uint32{0, 3, 4, 128, 255, 70_000, 99_999} {
		laid.put(term, 1)
	}
	laid.put(127, 0) // weighs nothing
	laid.take(3)
	for _, size := range []byte{coarse, fine} {
		want := slices.DeleteFunc(pack(v, size).unpack(nil), func(t weight) bool { return laid.weights[t.term] == 0 })
		if got := pack(v, size).meet(&laid, nil); !slices.Equal(got, want) || len(got) != 3 {
			t.Errorf("%d bytes: met %v, want %v", size, got, want)
		}
	}
	if got := packed(nil).meet(&laid, nil); got != nil {
		t.Errorf("nothing meets %v", got)
	}
}

func TestPostings(t *testing.T) {
	t.Parallel()
	var p postings
	var r rack
	places := []uint32{0, 1, 70, 5, 1 << 20, 3, 3_000}
	for _, place := range places {
		p.add(place, &r)
	}
	if got := slices.Collect(p.all); !slices.Equal(got, places) {
		t.Errorf("%v became %v", places, got)
	}
	p.moved(func(place uint32) (uint32, bool) { return place / 2, place%2 == 0 }, &r)
	p.add(9, &r)
	if got, want := slices.Collect(p.all), []uint32{0, 35, 1 << 19, 1_500, 9}; !slices.Equal(got, want) {
		t.Errorf("moved to %v, want %v", got, want)
	}
}

// TestRack: lists stand apart there, also when one of them grows; a long one grows in
// its place.
func TestRack(t *testing.T) {
	t.Parallel()
	var r rack
	var lists, put [][]byte
	for i := range 3 * rackSize / 100 {
		list := bytes.Repeat([]byte{byte(i)}, i%300)
		if i == 50 {
			list = bytes.Repeat([]byte{50}, rackSize)
		}
		lists, put = append(lists, list), append(put, r.put(list))
	}
	for i := range put {
		if n := len(put[i]); n >= 2*rackRoom && cap(put[i]) < n+2 {
			t.Errorf("a list of %d bytes leaves the rack when it grows", n)
		}
		_ = append(put[i], 0xff, 0xff)
	}
	for i, list := range lists {
		if !bytes.Equal(put[i], list) {
			t.Fatalf("list %d of %d bytes became %d other ones", i, len(list), len(put[i]))
		}
	}
}

// termsSize is how many bytes the terms of a window's articles have.
func termsSize(w *Window) (n int) {
	for _, c := range w.open {
		for _, m := range c.members {
			n += len(m.terms)
		}
	}
	return n
}

// TestTidy: what lists leave behind when they grow does not pile up, and they stay what
// they are when they are laid out anew.
func TestTidy(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	w, most := NewWindow(), 0
	for i := range 3_000 {
		w.Add(articles.StoryID(i+1), invented(r, i))
		most = max(most, w.words.rack.lost)
	}
	kept := 0
	for _, term := range w.words.terms {
		kept += len(term.with.list)
		if n := len(slices.Collect(term.with.all)); n != int(term.with.count) || !term.common && n != int(term.open) {
			t.Fatalf("%q: %d stories are listed of %d that have it", term.text, n, term.open)
		}
	}
	if most > kept/2 || most < rackSize {
		t.Errorf("%d bytes were lost at a time, %d are kept", most, kept)
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
	if used, kept := w.terms.used, termsSize(w); used > 2*kept {
		t.Errorf("%d bytes are used for %d of terms", used, kept)
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
