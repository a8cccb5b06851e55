package desk

import (
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

// ownWeight is how much the likeness of two articles counts in how related they
// are; the rest is the likeness of their stories, which know more words. It only
// orders the articles of one story.
const ownWeight = 0.01

// RankRelated makes stories of a list of articles and ranks those that are related
// to the one with an id: alike and near in time, but of another story. At most
// limit come back, best first. It returns ErrNoArticle where none has the id.
func RankRelated(list []articles.Article, id string, limit int) ([]Ranked, error) {
	return newRanking(Replay(list)).related(id, limit)
}

// related ranks the articles that are related to the one with an id.
func (r ranking) related(id string, limit int) ([]Ranked, error) {
	i := slices.IndexFunc(r.steps, func(s Step) bool { return s.Article.ID == id })
	if i < 0 {
		return nil, ErrNoArticle
	}
	mine := r.steps[i]
	var found []Ranked
	for _, s := range r.steps {
		if score := r.score(mine, s); s.Story != mine.Story && score > 0 {
			found = append(found, Ranked{s.Article, s.Story, score})
		}
	}
	slices.SortStableFunc(found, func(a, b Ranked) int { return compareDown(a.Score, b.Score) })
	return found[:min(len(found), max(limit, 0))], nil
}

// ranking compares the articles of a replay.
type ranking struct {
	steps   []Step
	words   *Window
	stories map[articles.StoryID]terms
	own     map[string]terms
}

func newRanking(steps []Step) ranking {
	r := ranking{steps: steps, words: NewWindow(), stories: map[articles.StoryID]terms{}, own: map[string]terms{}}
	for _, s := range steps {
		r.words.Add(s.Story, s.Article)
		t := termsOf(s.Article)
		r.own[s.Article.ID] = t
		if r.stories[s.Story] == nil {
			r.stories[s.Story] = terms{}
		}
		for term, n := range t {
			r.stories[s.Story][term] += n
		}
	}
	return r
}

// score is how related b is to a.
func (r ranking) score(a, b Step) float64 {
	own := cosine(r.own[a.Article.ID], r.own[b.Article.ID], r.words.Rarity)
	whole := cosine(r.stories[a.Story], r.stories[b.Story], r.words.Rarity)
	return (ownWeight*own + (1-ownWeight)*whole) * (0.5 + 0.5*fade(a.Article.Appeared.Sub(b.Article.Appeared)))
}
