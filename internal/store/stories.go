package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/articles"
)

// maxStories bounds what one call reads with text: some 50 MB. Of more than that
// the newest are given.
const maxStories = 10_000

// storyColumns are what scanStory reads.
const storyColumns = `id, headline, appeared, filed, breaking, rule, verdict_reason, judged, withdrawn,
	facts, note, waiting, judged_by, headline_by`

func scanStory(r row) (s articles.Story, err error) {
	var appeared, filed, judged int64
	v := &s.Verdict
	var facts string
	err = r.Scan(&s.ID, &s.Headline, &appeared, &filed, &v.Breaking, &v.Rule, &v.Reason, &judged, &s.Withdrawn,
		&facts, &v.Note, &v.Waiting, &v.By, &s.HeadlineBy)
	v.Facts = unlist[articles.Fact](facts)
	s.Appeared, s.Filed, v.At = moment(appeared), moment(filed), moment(judged)
	return s, err
}

// Story is one story with everything, or articles.ErrNoStory; the one where it is
// told, if it turned out to be another one.
func (s *Store) Story(ctx context.Context, id articles.StoryID) (story articles.Story, err error) {
	err = s.glance(ctx, "read story", func(q query) error {
		id, err := trail(ctx, q, id)
		if err != nil {
			return err
		}
		stories, err := loadStories(ctx, q, []articles.StoryID{id}, allText)
		if err != nil {
			return err
		}
		if len(stories) == 0 {
			return articles.ErrNoStory
		}
		story = stories[0]
		return nil
	})
	return story, err
}

// Stories are those with the numbers ids, at most maxPage, in that order and
// without text; numbers without a story are left out.
func (s *Store) Stories(ctx context.Context, ids []articles.StoryID) (stories []articles.Story, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.glance(ctx, "read stories", func(q query) error {
		stories, err = loadStories(ctx, q, ids[:min(len(ids), maxPage)], noText)
		return err
	})
	return stories, err
}

// The lists of stories, from the newest on. Their conditions are those of the
// partial indexes, word for word.
const (
	openQuery = `SELECT id FROM stories
		WHERE appeared >= ? AND withdrawn = '' ORDER BY appeared DESC, id DESC LIMIT ?`
	breakingQuery = `SELECT id FROM stories
		WHERE breaking = 1 AND judged > ? AND withdrawn = '' ORDER BY judged DESC, id DESC LIMIT ?`
	waitingQuery = `SELECT id FROM stories
		WHERE waiting <> '' AND withdrawn = '' ORDER BY judged DESC, id DESC LIMIT ?`
	filedQuery = `SELECT id FROM stories
		WHERE filed > ? AND filed <= ? AND withdrawn = '' ORDER BY filed DESC, id DESC LIMIT ?`
)

// Open are the stories that appeared since then and are not withdrawn, oldest
// first, with text.
func (s *Store) Open(ctx context.Context, since time.Time) ([]articles.Story, error) {
	return s.told(ctx, "read open stories", openQuery, micros(since))
}

// Breaking are the stories judged breaking after since and not withdrawn, in the
// order judged, with text.
func (s *Store) Breaking(ctx context.Context, since time.Time) ([]articles.Story, error) {
	return s.told(ctx, "read breaking stories", breakingQuery, micros(since))
}

// Waiting are the stories that a rule calls breaking and that wait for a second
// voice or an admin, not withdrawn, in the order in which they began to wait, with
// text.
func (s *Store) Waiting(ctx context.Context) ([]articles.Story, error) {
	return s.told(ctx, "read waiting stories", waitingQuery)
}

// Filed are the stories opened after from and not after to, not withdrawn, in
// the order filed, with text.
func (s *Store) Filed(ctx context.Context, from, to time.Time) ([]articles.Story, error) {
	return s.told(ctx, "read filed stories", filedQuery, micros(from), micros(to))
}

// told reads the stories that a query names from the newest on, and gives them
// with the newest last.
func (s *Store) told(ctx context.Context, op, text string, args ...any) (stories []articles.Story, err error) {
	err = s.read(ctx, op, func(q query) error {
		ids, err := collect(ctx, q, scanOne[articles.StoryID], text, append(args, maxStories)...)
		if err != nil {
			return err
		}
		slices.Reverse(ids)
		stories, err = loadStories(ctx, q, ids, allText)
		return err
	})
	return stories, err
}

// EachOpen gives f the newest of the stories that Open gives, at most limit, one
// after the other and with the beginnings of their texts. Only some are in memory
// at once. f may use the store.
func (s *Store) EachOpen(ctx context.Context, since time.Time, limit int, f func(articles.Story) error) error {
	var ids []articles.StoryID
	err := s.read(ctx, "read open stories", func(q query) (err error) {
		ids, err = collect(ctx, q, scanOne[articles.StoryID], openQuery, micros(since), limit)
		return err
	})
	if err != nil {
		return err
	}
	slices.Reverse(ids)
	for part := range slices.Chunk(ids, chunk) {
		var stories []articles.Story
		err := s.read(ctx, "read open stories", func(q query) (err error) {
			stories, err = loadChunk(ctx, q, part, leadText)
			return err
		})
		if err != nil {
			return err
		}
		for _, story := range stories {
			if story.Withdrawn != "" {
				continue // meanwhile
			}
			if err := f(story); err != nil {
				return err
			}
		}
	}
	return nil
}

// chunk is how many ids one statement names.
const chunk = 512

// loadStories reads stories in the order of ids, which are distinct; numbers
// without a story are left out.
func loadStories(ctx context.Context, q query, ids []articles.StoryID, text textPart) ([]articles.Story, error) {
	all := make([]articles.Story, 0, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		stories, err := loadChunk(ctx, q, part, text)
		if err != nil {
			return nil, err
		}
		all = append(all, stories...)
	}
	return all, nil
}

func loadChunk(ctx context.Context, q query, ids []articles.StoryID, text textPart) ([]articles.Story, error) {
	marks, args := in(ids)
	stories, err := collect(ctx, q, scanStory, `SELECT `+storyColumns+` FROM stories WHERE id IN (`+marks+`)`, args...)
	if err != nil {
		return nil, err
	}
	place := make(map[articles.StoryID]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(stories, func(a, b articles.Story) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	byID := make(map[articles.StoryID]*articles.Story, len(stories))
	for i := range stories {
		byID[stories[i].ID] = &stories[i]
	}
	if err := addTopics(ctx, q, ids, byID); err != nil {
		return nil, err
	}
	if text == allText {
		if err := withChanges(ctx, q, ids, byID); err != nil {
			return nil, err
		}
	}
	return stories, addArticles(ctx, q, ids, byID, text)
}

func addTopics(ctx context.Context, q query, ids []articles.StoryID, byID map[articles.StoryID]*articles.Story) error {
	type topic struct {
		story articles.StoryID
		name  string
	}
	marks, args := in(ids)
	topics, err := collect(ctx, q, func(r row) (t topic, err error) { return t, r.Scan(&t.story, &t.name) },
		`SELECT story, topic FROM story_topics WHERE story IN (`+marks+`) ORDER BY story, position`, args...)
	for _, t := range topics {
		byID[t.story].Topics = append(byID[t.story].Topics, t.name)
	}
	return err
}

// addArticles reads the articles of stories. Those that were taken back are told
// only where the whole story was: there they are what is struck out.
func addArticles(ctx context.Context, q query, ids []articles.StoryID, byID map[articles.StoryID]*articles.Story, text textPart) error {
	marks, args := in(ids)
	found, err := collect(ctx, q, scanArticle, `SELECT `+articleColumns+`, `+string(text)+` FROM `+articleTable+`
		WHERE story IN (`+marks+`) ORDER BY story, seq`, args...)
	for _, a := range found {
		s := byID[a.story]
		if !a.Standing() && s.Withdrawn == "" {
			continue
		}
		s.Articles = append(s.Articles, a.Article)
	}
	return err
}
