package desk

import "slices"

// desktop is where a window lays out what it works with for a moment: nothing
// here is worth keeping, only the room is.
type desktop struct {
	// have, sum, probe and met are vectors, order is of ranked terms.
	have, sum, probe, met vector
	order                 []ranked
	// found are the places of stories, heap is of the best.
	found []uint32
	heap  []promise
	// promise is for each place how alike an article is to the story there,
	// roughly: zero but while candidates are looked for. length repeats that of
	// the story, as those found lie far apart in memory.
	promise, length []float64
	spread          spread
	// facets are those of the stories that are compared closely.
	facets []facet
}

// measure notes the length of a story, and makes room for its promise.
func (d *desktop) measure(c *Candidate) {
	for len(d.length) <= int(c.place) {
		d.length, d.promise = append(d.length, 0), append(d.promise, 0)
	}
	d.length[c.place] = max(c.length, tiny)
}

// promised adds n, which is above zero, to the promise of the stories that have a
// term. Those that had none are found, also closed ones: who looks at what was found
// leaves these out. Whether a story had one cannot be foreseen, so that nothing
// branches on it: its place is written behind those found in any case.
func (d *desktop) promised(with *postings, n float64) {
	promise, place, count := d.promise, 0, len(d.found)
	found := slices.Grow(d.found, int(with.count)+1)
	found = found[:cap(found)]
	for list := with.list; len(list) > 0; {
		step := int(list[0])
		if step < 0x80 { // as firstStep does it, which is not worth a call here
			step, list = step>>1^-(step&1), list[1:]
		} else {
			long, size := firstStep(list)
			step, list = long, list[size:]
		}
		place += step
		had := promise[place]
		promise[place] = had + n
		found[count] = uint32(place) //nolint:gosec // a sum of steps between places
		fresh := 0
		if had == 0 {
			fresh = 1
		}
		count += fresh
	}
	d.found = found[:count]
}

// spreadOut lays out the terms of an article, so that dot finds each at once.
// foldUp must follow.
func (w *Window) spreadOut(s seen) {
	w.desk.spread.fit(len(w.words.terms))
	for _, t := range s.weights {
		w.desk.spread.put(t.term, t.n)
	}
}

func (w *Window) foldUp(s seen) {
	for _, t := range s.weights {
		w.desk.spread.take(t.term)
	}
}
