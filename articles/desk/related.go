package desk

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"herald/articles"
)

// Related stories.
const (
	// relateAt is the likeness below which a story is not related.
	relateAt = 0.05
	// askWords is how many of a story's words are looked for, askStories how
	// many of the stories found are compared.
	askWords, askStories = 16, 60
)

// Related are the stories most like a story, best first, at most limit; none is
// better than a far-fetched one. It returns articles.ErrNoStory where there is no
// such story.
func (d *Desk) Related(ctx context.Context, id articles.StoryID, limit int) ([]articles.Story, error) {
	s, err := d.Store.Story(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read story %s: %w", id, err)
	}
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	words := d.telling(s)
	d.unlock()
	if len(words) == 0 {
		return nil, nil
	}
	alike, err := d.Store.Alike(ctx, id, words, askStories)
	if err != nil {
		return nil, fmt.Errorf("find stories like %s: %w", id, err)
	}
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	defer d.unlock()
	return Relate(s, alike, d.window.Rarity, limit), nil
}

// Relate orders stories by how alike they are to s in words and near in time,
// and leaves out s itself, what was withdrawn, and what is not alike.
func Relate(s articles.Story, others []articles.Story, rarity func(string) float64, limit int) []articles.Story {
	type scored struct {
		story articles.Story
		score float64
	}
	mine := storyTerms(s)
	var found []scored
	for _, o := range others {
		if o.ID == s.ID || o.Withdrawn != "" {
			continue
		}
		score := cosine(mine, storyTerms(o), rarity) * (0.5 + 0.5*fade(s.Appeared.Sub(o.Appeared)))
		if score >= relateAt {
			found = append(found, scored{o, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	related := make([]articles.Story, 0, min(len(found), max(limit, 0)))
	for _, f := range found[:min(len(found), max(limit, 0))] {
		related = append(related, f.story)
	}
	return related
}

// storyTerms are the terms of all articles of a story that say what it is about,
// without the text, which lists of stories do not carry.
func storyTerms(s articles.Story) terms {
	t := terms{}
	for _, a := range s.Articles {
		t.add(a.Title, titleWeight)
		t.add(firstWords(a.Deck+" "+a.Summary, leadWords), 1)
		for _, k := range a.Keywords[:min(len(a.Keywords), 20)] {
			t.add(k, 1)
		}
	}
	return t
}

// cosine compares two sets of terms, each weighed by rarity.
func cosine(a, b terms, rarity func(string) float64) float64 {
	dot, lengthA, lengthB := 0.0, 0.0, 0.0
	for term, n := range a {
		r := rarity(term)
		lengthA += n * n * r * r
		dot += n * b[term] * r * r
	}
	for term, n := range b {
		r := rarity(term)
		lengthB += n * n * r * r
	}
	if lengthA == 0 || lengthB == 0 {
		return 0
	}
	return dot / math.Sqrt(lengthA*lengthB)
}

// telling are the words of a story that tell most about it, as they are written
// there, the most telling first.
func (d *Desk) telling(s articles.Story) []string {
	score := map[string]float64{}
	t := storyTerms(s)
	for _, a := range s.Articles {
		for _, w := range articles.Words(a.Title + " " + firstWords(a.Summary, leadWords)) {
			for _, stem := range stems(w) {
				score[w] = max(score[w], t[stem]*d.window.Rarity(stem))
			}
		}
	}
	words := make([]string, 0, len(score))
	for w := range score {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a, b))
	})
	return words[:min(len(words), askWords)]
}
