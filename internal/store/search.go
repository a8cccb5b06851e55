package store

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"herald/articles"
)

// fresh is the age at which a story has lost half of what being new gives it in
// a search, and stale the share of its rank that no age takes away.
const (
	fresh = 14 * 24 * time.Hour
	stale = 0.4
)

// fewStories is how many whole words must find, or the last word is taken as the
// beginning of one. Beginnings are slow to look up where they are common, and
// who gets enough has typed what they meant.
const fewStories = 5

// enoughWords is from how many words on one story is enough not to do so.
const enoughWords = 3

// Search are the best matches of q.Words, without text: all words must stand in
// one article. In a headline they count more than under it, there more than in the
// text, and as a phrase in a headline most; of equal matches the newer is better.
// Where very many match, the newest of them are ranked.
func (s *Store) Search(ctx context.Context, q articles.Query) (page articles.Page, err error) {
	offset, limit := bounds(q)
	err = s.read(ctx, "search", func(r query) error {
		ids, err := s.searchIDs(ctx, r, q)
		if err != nil {
			return err
		}
		page, err = pageOf(ctx, r, ids[min(offset, len(ids)):], limit)
		return err
	})
	return page, err
}

// searchIDs are the stories found, those with whole words before those with a
// longer last word.
func (s *Store) searchIDs(ctx context.Context, r query, q articles.Query) ([]articles.StoryID, error) {
	words := terms(articles.Words(q.Words))
	if len(words) == 0 {
		return nil, nil
	}
	ids, err := s.ranked(ctx, r, allOf(words), newSought(words, false), q.Topic)
	if err != nil || len(ids) >= fewStories || len(ids) > 0 && len(words) >= enoughWords {
		return ids, err
	}
	expr, err := begunOf(ctx, r, words)
	if err != nil {
		return nil, err
	}
	begun, err := s.ranked(ctx, r, expr, newSought(words, true), q.Topic)
	if err != nil {
		return nil, err
	}
	found := len(ids)
	for _, id := range begun {
		if !slices.Contains(ids[:found], id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// ranked are the stories with an article that matches an expression, best first; a
// story counts as much as its best article.
func (s *Store) ranked(ctx context.Context, r query, expr string, words sought, topic string) ([]articles.StoryID, error) {
	seqs, err := candidates(ctx, r, expr)
	if err != nil {
		return nil, err
	}
	now := s.now()
	best := map[articles.StoryID]float64{}
	for part := range slices.Chunk(seqs, chunk) {
		found, err := matches(ctx, r, part, topic)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			score := words.score(m) * freshness(now.Sub(moment(m.appeared)))
			best[m.story] = max(best[m.story], score)
		}
	}
	return slices.SortedFunc(maps.Keys(best), func(a, b articles.StoryID) int {
		return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(b, a))
	}), nil
}

// freshness falls from 1 towards stale as a story ages.
func freshness(age time.Duration) float64 {
	return stale + (1-stale)*math.Exp2(-float64(max(age, 0))/float64(fresh))
}
