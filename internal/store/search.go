package store

import (
	"cmp"
	"context"
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

// Search are the best matches of q.Words, without text: all words must stand in
// one article, and of equal matches the newer is better. It ranks the newest
// matches only where there are very many.
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
	whole, err := matches(ctx, r, allOf(q.Words, false), q.Topic)
	if err != nil {
		return nil, err
	}
	ids := ranked(whole, s.now())
	if len(ids) >= fewStories {
		return ids, nil
	}
	begun, err := matches(ctx, r, allOf(q.Words, true), q.Topic)
	if err != nil {
		return nil, err
	}
	found := len(ids)
	for _, id := range ranked(begun, s.now()) {
		if !slices.Contains(ids[:found], id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Alike are stories other than id with some of the words in them, best match
// first, without text. The first 16 words count.
func (s *Store) Alike(ctx context.Context, id articles.StoryID, words []string, limit int) (stories []articles.Story, err error) {
	if limit <= 0 {
		return nil, nil
	}
	err = s.read(ctx, "find alike stories", func(r query) error {
		found, err := matches(ctx, r, anyOf(words), "")
		if err != nil {
			return err
		}
		found = slices.DeleteFunc(found, func(m match) bool { return m.story == id })
		ids := ranked(found, s.now())
		stories, err = loadStories(ctx, r, ids[:min(limit, len(ids), maxPage)], false)
		return err
	})
	return stories, err
}

// ranked are the stories of the matches, best first; a story counts as much as
// its best article.
func ranked(found []match, now time.Time) []articles.StoryID {
	best := map[articles.StoryID]match{}
	for _, m := range found {
		m.score *= freshness(now.Sub(moment(m.appeared)))
		if old, ok := best[m.story]; !ok || m.score > old.score {
			best[m.story] = m
		}
	}
	ids := make([]articles.StoryID, 0, len(best))
	for id := range best {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b articles.StoryID) int {
		return cmp.Or(cmp.Compare(best[b].score, best[a].score), cmp.Compare(b, a))
	})
	return ids
}

// freshness falls from 1 towards stale as a story ages.
func freshness(age time.Duration) float64 {
	return stale + (1-stale)*math.Exp2(-float64(max(age, 0))/float64(fresh))
}
