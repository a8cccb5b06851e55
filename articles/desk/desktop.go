package desk

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
	// spread is for each term what it weighs in the article or story that is
	// compared: zero but while it is.
	spread []float32
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

// promised adds to the promise of the stories that have a term; those of open ones
// that had none are found.
func (d *desktop) promised(with *postings, n float64, open []*Candidate) {
	promise, found, place := d.promise, d.found, int64(0)
	for list := with.list; len(list) > 0; {
		step, size := firstStep(list)
		place, list = place+step, list[size:]
		switch {
		case promise[place] != 0:
			promise[place] += n
		case open[place] != nil:
			promise[place] = n
			found = append(found, uint32(place)) //nolint:gosec // a sum of steps between places
		}
	}
	d.found = found
}

// spreadOut lays out the terms of an article, so that dot finds each at once.
// foldUp must follow.
func (w *Window) spreadOut(s seen) {
	if n := len(w.words.terms); len(w.desk.spread) < n {
		w.desk.spread = make([]float32, n+n/4)
	}
	for _, t := range s.weights {
		w.desk.spread[t.term] = t.n
	}
}

func (w *Window) foldUp(s seen) {
	for _, t := range s.weights {
		w.desk.spread[t.term] = 0
	}
}
