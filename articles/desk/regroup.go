package desk

import (
	"fmt"
	"math"
	"slices"

	"herald/articles"
)

// As more is known, stories turn out to be one, or two. After each article its
// story is looked at once more, with those next to it.
const (
	// nextStories is with how many stories one is compared, mergeSample with how
	// many articles of each.
	nextStories = 8
	mergeSample = 12
	// maxSplit is how many articles a story has at most that is looked at for
	// being two: longer ones are settled.
	maxSplit = 40
)

// Regrouping is a change of the open stories: all articles of a story, or some of
// them, come to another one.
type Regrouping struct {
	From articles.StoryID
	// To is the story where they are told from now on; zero for one of their own,
	// which is opened.
	To articles.StoryID
	// keys are the articles that move, nil for all of them.
	keys []uint64
	// Reason says why in words.
	Reason string
}

// Whole reports whether the whole story moves, so that its number only leads to
// the other one.
func (r Regrouping) Whole() bool { return r.keys == nil }

// Regroup finds out whether an open story is one with another, or two in truth;
// if so, r is what to do. It changes nothing.
func (w *Window) Regroup(id articles.StoryID) (r Regrouping, ok bool) {
	c := w.open[id]
	if c == nil {
		return r, false
	}
	if r, ok = w.merging(c); ok {
		return r, true
	}
	return w.splitting(c)
}

// maxRegroupings bounds the changes that one article brings about.
const maxRegroupings = 4

// regroup makes the changes that a story needs, and those that follow from them.
// Each is first given to write, which returns it with the number of the story that
// it opened; an error ends it.
func (w *Window) regroup(id articles.StoryID, write func(Regrouping) (Regrouping, error)) error {
	look := []articles.StoryID{id}
	for range maxRegroupings {
		if len(look) == 0 {
			return nil
		}
		r, ok := w.Regroup(look[0])
		if !ok {
			look = look[1:]
			continue
		}
		r, err := write(r)
		if err != nil {
			return err
		}
		w.Apply(r)
		if look[0] = r.To; !r.Whole() {
			look = append(look, r.From)
		}
	}
	return nil
}

// merging finds the story that is one with c, if there is one. The older number
// stays. There is a story less then, and the limit is that of so many: else what was
// made one with few open would be parted at once.
func (w *Window) merging(c *Candidate) (r Regrouping, ok bool) {
	most, next := 0.0, w.next(c)
	for i, b := range w.between(c, next) {
		o, score, bare := next[i], b.score, b.bare
		limit := limitAmong(len(w.open)-1, bare)
		if oneVoice(c, o) {
			limit += commonVoice(c.members, o.members) * withinVoice(bare)
		}
		if score < limit || score-limit <= most && ok {
			continue
		}
		from, to := c, o
		if from.Story < to.Story {
			from, to = to, from
		}
		most, ok = score-limit, true
		r = Regrouping{From: from.Story, To: to.Story, Reason: fmt.Sprintf(
			"story %s %s and story %s %s are one: %.2f alike (limit %.2f)",
			to.Story, articles.Quote(to.Headline), from.Story, articles.Quote(from.Headline), score, limit)}
	}
	return r, ok
}

// oneVoice reports whether one of two stories has no publisher that the other has
// not.
func oneVoice(a, b *Candidate) bool {
	if len(a.Publishers) > len(b.Publishers) {
		a, b = b, a
	}
	for _, p := range a.Publishers {
		if !slices.Contains(b.Publishers, p) {
			return false
		}
	}
	return true
}

// commonVoice is the part of the pairs of articles of two stories that are of one
// publisher.
func commonVoice(a, b []member) (share float64) {
	for i := range a {
		share += voiceShare(a[i].publisher, b) / float64(len(a))
	}
	return share
}

// next are the stories most like c, by what all their articles say together.
func (w *Window) next(c *Candidate) []*Candidate {
	var s seen
	for t := w.sumOf(c).cursor(); t.next(); {
		r := w.rarity(t.term)
		s.weights = append(s.weights, weight{t.term, float32(float64(t.n) * r * r)})
	}
	near := slices.DeleteFunc(w.candidates(s), func(o *Candidate) bool { return o == c })
	return near[:min(len(near), nextStories)]
}

// bond is the mean of how alike the articles of two stories are, and of how bare
// these pairs are.
type bond struct{ score, bare float64 }

// between are the bonds of a story with others. Each of its articles is laid out
// once for all of them.
func (w *Window) between(c *Candidate, others []*Candidate) []bond {
	ours, bonds := sample(c.members, mergeSample), make([]bond, len(others))
	for i := range ours {
		q, s := w.probeOf(&ours[i])
		q.twice = true
		for j, o := range others {
			alike, headlines := w.linkage(q, sample(o.members, mergeSample))
			bonds[j].score += alike / float64(len(ours))
			bonds[j].bare += headlines / float64(len(ours))
		}
		w.foldUp(s)
	}
	return bonds
}

// splitting finds the part of c that is a story of its own, if there is one. The
// first article stays.
func (w *Window) splitting(c *Candidate) (r Regrouping, ok bool) {
	if n := len(c.members); n < 2 || n > maxSplit {
		return r, false
	}
	part, height, limit := w.halves(c.members)
	if height >= limit {
		return r, false
	}
	r = Regrouping{From: c.Story, keys: []uint64{}}
	for _, i := range part {
		r.keys = append(r.keys, c.members[i].key)
	}
	r.Reason = fmt.Sprintf("story %s %s is two: %s and %d more are %.2f alike to the others (limit %.2f)",
		c.Story, articles.Quote(c.Headline), articles.Quote(c.members[part[0]].headline), len(part)-1, height, limit)
	return r, true
}

// halves parts members into the two groups that are least alike, by joining the
// most alike until two are left. It returns the group without the first member,
// how alike the two are, and how alike they must be.
func (w *Window) halves(members []member) (part []int, height, limit float64) {
	alike := make([][]float64, len(members))
	groups := make([][]int, len(members))
	for i := range members {
		alike[i], groups[i] = make([]float64, len(members)), []int{i}
		q, s := w.probeOf(&members[i])
		for j := range i {
			alike[i][j] = w.compare(q, &members[j]) - w.limit(bareness(q.bare, members[j].bare))
			alike[j][i] = alike[i][j]
		}
		w.foldUp(s)
	}
	for range len(members) - 2 {
		i, j := nearest(alike, groups)
		joinGroups(alike, groups, i, j)
	}
	for i := len(groups) - 1; i > 0; i-- { // the first member is in the first group
		if groups[i] != nil {
			slices.Sort(groups[i])
			limit = w.limit((bareShare(members, groups[0]) + bareShare(members, groups[i])) / 2)
			return groups[i], alike[0][i] + limit, limit
		}
	}
	return nil, 1, 0
}

// bareShare is the part of some members of which there is only a headline.
func bareShare(members []member, some []int) (share float64) {
	for _, i := range some {
		if members[i].bare {
			share += 1 / float64(len(some))
		}
	}
	return share
}

// nearest are the two groups that are most alike, i before j.
func nearest(alike [][]float64, groups [][]int) (i, j int) {
	best := math.Inf(-1)
	for b := range groups {
		for a := range b {
			if groups[a] != nil && groups[b] != nil && alike[a][b] > best {
				i, j, best = a, b, alike[a][b]
			}
		}
	}
	return i, j
}

// joinGroups adds group j to group i.
func joinGroups(alike [][]float64, groups [][]int, i, j int) {
	a, b := float64(len(groups[i])), float64(len(groups[j]))
	for k := range groups {
		mean := (alike[i][k]*a + alike[j][k]*b) / (a + b)
		alike[i][k], alike[k][i] = mean, mean
	}
	groups[i], groups[j] = append(groups[i], groups[j]...), nil
}

// Apply makes a change that Regroup has found. The number of a story that it opens
// must be in r.To.
func (w *Window) Apply(r Regrouping) {
	from := w.open[r.From]
	if from == nil {
		return
	}
	w.touch(r.From)
	w.touch(r.To)
	moving := func(p member) bool { return r.Whole() || slices.Contains(r.keys, p.key) }
	var stay []member
	for _, p := range from.members {
		if !moving(p) {
			stay = append(stay, p)
			continue
		}
		w.addMember(r.To, p)
	}
	delete(w.open, r.From)
	for _, p := range stay {
		w.addMember(r.From, p)
	}
	if c := w.open[r.From]; c != nil {
		c.topics = from.topics
	}
	w.retire(from)
}
