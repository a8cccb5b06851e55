package alarm

import (
	"maps"
	"slices"
	"time"
)

// maxEntries bounds what is remembered of one group. What comes on top is told
// when others are over.
const maxEntries = 1000

// book is what is remembered, by key.
type book map[string]Entry

// change is what one look at a picture brings for one group: causes to tell of,
// and keys that are over.
type change struct {
	fresh []Cause
	over  []string
}

// compare takes a picture in: it returns the book with the causes seen for the
// first time, and without those that ended before anybody was told, and what
// there is to tell by group. It changes nothing.
func compare(old book, p Picture, now time.Time) (next book, changes map[string]*change) {
	next, changes = maps.Clone(old), map[string]*change{}
	if next == nil {
		next = book{}
	}
	of := func(key string) *change {
		g := Group(key)
		if changes[g] == nil {
			changes[g] = &change{}
		}
		return changes[g]
	}
	standing, size := map[string]bool{}, sizes(old)
	for _, c := range p.Causes {
		standing[c.Key] = true
		e, known := next[c.Key]
		if !known && size[Group(c.Key)] >= maxEntries {
			continue
		}
		if !known {
			size[Group(c.Key)]++
		}
		e.Since = began(e.Since, c.Since, now)
		next[c.Key] = e
		if due(e, c, now) {
			of(c.Key).fresh = append(of(c.Key).fresh, c)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(old)) {
		switch {
		case standing[key] || p.unsure(key):
		case old[key].Told.IsZero() || slices.Contains(p.Forget, key):
			delete(next, key)
		default:
			of(key).over = append(of(key).over, key)
		}
	}
	return next, changes
}

// sizes counts the entries of each group.
func sizes(b book) map[string]int {
	n := map[string]int{}
	for key := range b {
		n[Group(key)]++
	}
	return n
}

// began is when a cause began: what is remembered, unless the cause itself knows
// better.
func began(remembered, known, now time.Time) time.Time {
	switch {
	case !known.IsZero():
		return known.UTC().Round(0)
	case !remembered.IsZero():
		return remembered
	}
	return now
}

// due reports whether a cause is to be told now.
func due(e Entry, c Cause, now time.Time) bool {
	if !e.Told.IsZero() {
		return e.Version != c.Version
	}
	return now.Sub(e.Since) >= c.After
}
