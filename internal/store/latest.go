package store

import (
	"context"

	"herald/articles"
)

// How many stories a page has where the query does not say, and at most.
const (
	defaultPage = 10
	maxPage     = 200
)

// Latest are the newest stories first, those of q.Topic if set, without text.
func (s *Store) Latest(ctx context.Context, q articles.Query) (page articles.Page, err error) {
	offset, limit := bounds(q)
	text, args := latestQuery(q.Topic)
	err = s.glance(ctx, "read latest stories", func(r query) error {
		ids, err := collect(ctx, r, scanOne[articles.StoryID], text, append(args, limit+1, offset)...)
		if err != nil {
			return err
		}
		page, err = pageOf(ctx, r, ids, limit)
		return err
	})
	return page, err
}

// latestQuery walks one index from its end, whatever the number of stories.
func latestQuery(topic string) (text string, args []any) {
	if topic == "" {
		return `SELECT id FROM stories WHERE withdrawn = '' ORDER BY appeared DESC, id DESC LIMIT ? OFFSET ?`, nil
	}
	return `SELECT t.story FROM story_topics t JOIN stories s ON s.id = t.story
		WHERE t.topic = ? AND s.withdrawn = ''
		ORDER BY t.appeared DESC, t.story DESC LIMIT ? OFFSET ?`, []any{topic}
}

// bounds are the offset and limit that q means.
func bounds(q articles.Query) (offset, limit int) {
	limit = q.Limit
	if limit <= 0 {
		limit = defaultPage
	}
	return max(q.Offset, 0), min(limit, maxPage)
}

// pageOf loads the first limit stories of ids, which may go on beyond it.
func pageOf(ctx context.Context, q query, ids []articles.StoryID, limit int) (page articles.Page, err error) {
	page.More = len(ids) > limit
	page.Stories, err = loadStories(ctx, q, ids[:min(limit, len(ids))], noText)
	return page, err
}
