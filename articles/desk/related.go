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
	// askWords is how many words of a story's headline are looked for in those of the
	// archive, askStories how many of the stories found there are compared.
	askWords, askStories = 6, 8
)

// Related are the stories related to a story, the most related first, at most
// limit: of the same kind, near in time, and not the same event. None is better
// than a far-fetched one. All open stories are compared; only where too few of them
// are related, older ones whose headlines have the rarest words of its own. It returns
// articles.ErrNoStory where there is no such story.
func (d *Desk) Related(ctx context.Context, id articles.StoryID, limit int) ([]articles.Story, error) {
	if limit <= 0 {
		return nil, nil
	}
	g, list, words, err := d.relatedOpen(ctx, id, limit)
	if err != nil {
		return nil, err
	}
	if len(list) < limit {
		if list, err = d.relatedArchived(ctx, g, list, words, limit); err != nil {
			return nil, err
		}
	}
	ids := make([]articles.StoryID, 0, len(list))
	for _, k := range list {
		ids = append(ids, k.Story)
	}
	stories, err := d.Store.Stories(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read stories related to %s: %w", id, err)
	}
	return slices.DeleteFunc(stories, func(s articles.Story) bool { return s.Withdrawn != "" }), nil
}

// relatedOpen are the open stories related to a story, and the rarest words of its
// headline.
func (d *Desk) relatedOpen(ctx context.Context, id articles.StoryID, limit int) (g gist, list []Kin, words []string, err error) {
	if err := d.lock(ctx); err != nil {
		return g, nil, nil, err
	}
	if c := d.window.open[id]; c != nil {
		defer d.unlock()
		return gist{story: id}, d.window.Related(id, limit), d.window.oddWords(c.Headline), nil
	}
	d.unlock()
	s, err := d.Store.Outline(ctx, id)
	if err != nil {
		return g, nil, nil, fmt.Errorf("read story %s: %w", id, err)
	}
	g = gistOf(s)
	if err := d.lock(ctx); err != nil {
		return g, nil, nil, err
	}
	defer d.unlock()
	return g, d.window.relatedTo(g, limit), d.window.oddWords(s.Headline), nil
}

// relatedArchived are the stories related to one among the open ones found and older
// ones that have some of the words.
func (d *Desk) relatedArchived(ctx context.Context, g gist, open []Kin, words []string, limit int) ([]Kin, error) {
	archived, err := d.Store.Alike(ctx, g.story, words, askStories)
	if err != nil {
		return nil, fmt.Errorf("find stories like %s: %w", g.story, err)
	}
	gists := make([]gist, len(archived))
	for i, s := range archived {
		gists[i] = gistOf(s)
	}
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	defer d.unlock()
	return d.window.relatedAmong(g, open, gists, limit), nil
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
