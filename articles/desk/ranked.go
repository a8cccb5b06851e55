package desk

import (
	"cmp"
	"errors"
	"slices"

	"herald/articles"
)

// ErrNoArticle is returned where an article is asked for that is not there.
var ErrNoArticle = errors.New("no such article")

// Ranked is an article and how related it is to another one, from 0 to 1.
type Ranked struct {
	Article articles.Article
	Story   articles.StoryID
	Score   float64
}

// typicalWeight orders the articles of one related story, the most typical first:
// one that does not quite belong there comes last.
const typicalWeight = 0.001

// RankRelated makes stories of a list of articles and ranks those that are related
// to the one with an id: those of the stories that are related to its own. At most
// limit come back, best first. It returns ErrNoArticle where none has the id.
func RankRelated(list []articles.Article, id string, limit int) ([]Ranked, error) {
	return newRanking(Replay(list)).related(id, limit)
}

// ranking finds what is related among the articles of a replay.
type ranking struct {
	steps  []Step
	window *Window
}

func newRanking(steps []Step) ranking {
	r := ranking{steps, NewWindow()}
	for i, s := range steps {
		s.Story = s.Final
		steps[i] = s
		r.window.Add(s.Story, s.Article)
	}
	return r
}

// related ranks the articles that are related to the one with an id.
func (r ranking) related(id string, limit int) ([]Ranked, error) {
	i := slices.IndexFunc(r.steps, func(s Step) bool { return s.Article.ID == id })
	if i < 0 {
		return nil, ErrNoArticle
	}
	limit = max(limit, 0)
	score := map[articles.StoryID]float64{}
	for _, k := range r.window.Related(r.steps[i].Story, limit) {
		score[k.Story] = k.Score
	}
	var found []Ranked
	for _, s := range r.steps {
		if n := score[s.Story]; n > 0 {
			found = append(found, Ranked{s.Article, s.Story, (1-typicalWeight)*n + typicalWeight*r.typical(s)})
		}
	}
	slices.SortStableFunc(found, func(a, b Ranked) int {
		return cmp.Or(compareDown(score[a.Story], score[b.Story]), compareDown(a.Score, b.Score))
	})
	return found[:min(len(found), limit)], nil
}

// typical is how much an article is like its story in kind.
func (r ranking) typical(s Step) float64 {
	w := r.window
	w.desk.facets = w.desk.facets[:0]
	story, own := w.subjectOf(w.open[s.Story]), w.outlined(w.subjectOfArticle(s.Article))
	w.spreadSubject(own)
	defer w.foldSubject(own)
	kind, _ := w.like(own, story)
	return kind
}
