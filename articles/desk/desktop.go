package desk

// desktop is where a window lays out what it works with for a moment: nothing
// here is worth keeping, only the room is.
type desktop struct {
	// have, sum, probe and met are vectors, order is of ranked terms.
	have, sum, probe, met vector
	order                 []ranked
	// found and places are of stories, heap is of the best.
	found, places []uint32
	heap          []promise
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

// promised adds to the promise of the stories at some places; those of open ones
// that had none are found.
func (d *desktop) promised(places []uint32, n float64, open []*Candidate) {
	for _, place := range places {
		if d.promise[place] == 0 {
			if open[place] == nil {
				continue
			}
			d.found = append(d.found, place)
		}
		d.promise[place] += n
	}
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
