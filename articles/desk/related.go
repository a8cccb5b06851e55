package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"herald/articles"
)

// Related stories.
const (
	// relateAt is the score below which a story is not related.
	relateAt = 0.015
	// askWords is how many words of a story's headline are looked for in the
	// archive, askStories how many of the stories found there are compared.
	askWords, askStories = 3, 12
)

// Related are the stories related to a story, the most related first, at most
// limit: of the same kind, near in time, and not the same event. None is better
// than a far-fetched one. All open stories are compared, and of older ones those
// that share its rarest words. It returns articles.ErrNoStory where there is no
// such story.
func (d *Desk) Related(ctx context.Context, id articles.StoryID, limit int) ([]articles.Story, error) {
	s, words, err := d.about(ctx, id)
	if err != nil {
		return nil, err
	}
	archived, err := d.Store.Alike(ctx, id, words, askStories)
	if err != nil {
		return nil, fmt.Errorf("find stories like %s: %w", id, err)
	}
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	list := d.window.relatedTo(s, archived, limit)
	d.unlock()
	var ids []articles.StoryID
	for _, k := range list {
		ids = append(ids, k.Story)
	}
	stories, err := d.Store.Stories(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read stories related to %s: %w", id, err)
	}
	return slices.DeleteFunc(stories, func(s articles.Story) bool { return s.Withdrawn != "" }), nil
}

// about is a story, and the words that tell most which event it is. Of one that is
// open only the number is returned: the window knows the rest.
func (d *Desk) about(ctx context.Context, id articles.StoryID) (s articles.Story, words []string, err error) {
	if err := d.lock(ctx); err != nil {
		return s, nil, err
	}
	c := d.window.open[id]
	if c != nil {
		defer d.unlock()
		return articles.Story{ID: id}, d.window.oddWords(c.Headline), nil
	}
	d.unlock()
	if s, err = d.Store.Story(ctx, id); err != nil {
		return s, nil, fmt.Errorf("read story %s: %w", id, err)
	}
	if err := d.lock(ctx); err != nil {
		return s, nil, err
	}
	defer d.unlock()
	return s, d.window.oddWords(s.Headline), nil
}

// oddWords are the words of a headline that are the rarest, these first.
func (w *Window) oddWords(headline string) []string {
	rare := map[string]float64{}
	for _, word := range articles.Words(headline) {
		for _, stem := range stems(word) {
			rare[word] = max(rare[word], w.Rarity(stem))
		}
	}
	words := slices.SortedFunc(maps.Keys(rare), func(a, b string) int {
		return cmp.Or(compareDown(rare[a], rare[b]), cmp.Compare(a, b))
	})
	return words[:min(len(words), askWords)]
}
