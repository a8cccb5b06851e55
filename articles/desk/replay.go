package desk

import (
	"cmp"
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
}

// replayStart is when the first article appears whose time nobody said.
var replayStart = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// Replay joins articles into stories in their order, with the clock of the
// articles, and says for each what became of it. Stories are numbered from 1. An
// article without a time appears a second after the one before it; one without a
// publisher counts as a voice of its own.
func Replay(list []articles.Article) []Step {
	w := NewWindow()
	steps := make([]Step, 0, len(list))
	now, opened := time.Time{}, articles.StoryID(0)
	for _, a := range Dated(list) {
		if a.Appeared.After(now) { // not every file is in the order of time
			now = a.Appeared
			w.Trim(now)
		}
		s := Step{Article: a}
		if s.Match, s.Joined = w.Join(a); s.Joined {
			s.Story = s.Match.Story
		} else {
			opened++
			s.Story = opened
		}
		w.Add(s.Story, a)
		steps = append(steps, s)
	}
	return steps
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
