package desk

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"herald/articles"
)

// Step is what Replay made of one article.
type Step struct {
	Article articles.Article
	Story   articles.StoryID
	// Joined says that the story was open already; Match is the nearest one.
	Joined bool
	Match  Match
	// Final is the story that it belongs to in the end, after stories were found
	// to be one, or two.
	Final articles.StoryID
}

// replayStart is when the first article appears whose time nobody said.
var replayStart = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// Replay joins articles into stories in their order, with the clock of the
// articles, and says for each what became of it. Stories are numbered from 1. An
// article without a time appears a second after the one before it; one without a
// publisher counts as a voice of its own.
func Replay(list []articles.Article) []Step {
	r := replay{window: NewWindow(), told: map[articles.StoryID][]int{}}
	now := time.Time{}
	for _, a := range Dated(list) {
		if a.Appeared.After(now) { // not every file is in the order of time
			now = a.Appeared
			r.window.Trim(now)
		}
		r.file(a)
	}
	for id, told := range r.told {
		for _, i := range told {
			r.steps[i].Final = id
		}
	}
	return r.steps
}

// replay is a desk without a store.
type replay struct {
	window *Window
	steps  []Step
	opened articles.StoryID
	// told are the articles of each story, by their steps.
	told map[articles.StoryID][]int
}

// file joins an article to its story, and groups that anew.
func (r *replay) file(a articles.Article) {
	s := Step{Article: a}
	if s.Match, s.Joined = r.window.Join(a); s.Joined {
		s.Story = s.Match.Story
	} else {
		s.Story = r.open()
	}
	r.told[s.Story] = append(r.told[s.Story], len(r.steps))
	// Ids in files of articles need not be different.
	a.Source, a.ID = "", strconv.Itoa(len(r.steps))
	r.window.Add(s.Story, a)
	r.steps = append(r.steps, s)
	if !s.Joined && s.Match.far() {
		return
	}
	_ = r.window.regroup(s.Story, func(c Regrouping) (Regrouping, error) {
		if c.To == 0 {
			c.To = r.open()
		}
		r.move(c)
		return c, nil
	})
}

func (r *replay) open() articles.StoryID {
	r.opened++
	return r.opened
}

// move notes where articles are told from now on.
func (r *replay) move(c Regrouping) {
	var stay []int
	for _, i := range r.told[c.From] {
		if c.Whole() || slices.Contains(c.keys, memberKey(articles.Article{ID: strconv.Itoa(i)})) {
			r.told[c.To] = append(r.told[c.To], i)
		} else {
			stay = append(stay, i)
		}
	}
	r.told[c.From] = stay
}

// Dated are articles as they would be filed, with the time of their appearance:
// the one that they carry, else that of their publication, else a second after the
// one before.
func Dated(list []articles.Article) []articles.Article {
	dated, last := make([]articles.Article, len(list)), replayStart
	for i, a := range list {
		if a.Appeared.IsZero() {
			a.Appeared = a.Published
		}
		if a.Appeared.IsZero() {
			a.Appeared = last.Add(time.Second)
		}
		last = a.Appeared
		a = Sanitise(a, a.Appeared)
		a.Publisher = cmp.Or(a.Publisher, "publisher of "+a.ID)
		a.Source = cmp.Or(a.Source, "replay")
		dated[i] = a
	}
	return dated
}
