package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"herald/articles"
	"herald/articles/desk"
)

// alikeStories is how many of the newest stories with a word Alike looks at,
// alikeWords how many words count.
const alikeStories, alikeWords = 40, 10

// Alike are stories other than id that have some of the words in the headline, as
// desk.Store says. Of each word the newest stories count.
func (s *Store) Alike(ctx context.Context, id articles.StoryID, words []string, limit int) (stories []articles.Story, err error) {
	limit = min(limit, maxPage)
	if limit <= 0 || len(words) == 0 {
		return nil, nil
	}
	err = s.glance(ctx, "find alike stories", func(q query) error {
		ids, err := withWords(ctx, q, words)
		if err != nil {
			return err
		}
		ids = slices.DeleteFunc(ids, func(found articles.StoryID) bool { return found == id })
		for len(stories) < limit && len(ids) > 0 { // some may have been withdrawn
			next := min(limit-len(stories), len(ids))
			some, err := glimpses(ctx, q, ids[:next])
			if err != nil {
				return err
			}
			stories, ids = append(stories, some...), ids[next:]
		}
		return nil
	})
	return stories, err
}

// withWordsQuery finds the newest stories that have each of so many words: a row for
// each word, with the numbers of these between commas. A row for each story would take
// three times as long.
func withWordsQuery(words int) string {
	each := make([]string, words)
	for i := range each {
		each[i] = fmt.Sprintf(`SELECT %d, COALESCE(group_concat(story), '')
			FROM (SELECT story FROM story_words WHERE word = ? ORDER BY story DESC LIMIT %d)`, i, alikeStories)
	}
	return strings.Join(each, ` UNION ALL `)
}

// withWords are the stories that have most of the words.
func withWords(ctx context.Context, q query, words []string) ([]articles.StoryID, error) {
	var stems []any
	for _, w := range words {
		for _, stem := range desk.Stems(w) {
			if hash := any(wordHash(stem)); !slices.Contains(stems, hash) && len(stems) < alikeWords {
				stems = append(stems, hash)
			}
		}
	}
	if len(stems) == 0 {
		return nil, nil
	}
	score := map[articles.StoryID]float64{}
	_, err := collect(ctx, q, func(r row) (none struct{}, err error) {
		var place int
		var list string
		if err = r.Scan(&place, &list); err != nil {
			return none, err
		}
		for number := range strings.FieldsFuncSeq(list, isComma) {
			id, err := strconv.ParseInt(number, 10, 64)
			if err != nil {
				return none, err
			}
			score[articles.StoryID(id)] += 1 / float64(place+2)
		}
		return none, nil
	}, withWordsQuery(len(stems)), stems...)
	return slices.SortedFunc(maps.Keys(score), func(a, b articles.StoryID) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a))
	}), err
}

func isComma(r rune) bool { return r == ',' }

// Outline is as much of one story as it takes to compare it, or articles.ErrNoStory;
// of the one where it is told, if it turned out to be another one.
func (s *Store) Outline(ctx context.Context, id articles.StoryID) (story articles.Story, err error) {
	err = s.glance(ctx, "read story", func(q query) error {
		err := q.QueryRowContext(ctx, `SELECT told.id, told.headline FROM stories s
			JOIN stories told ON told.id = COALESCE(NULLIF(s.told_in, 0), s.id) WHERE s.id = ?`, id).Scan(&story.ID, &story.Headline)
		if errors.Is(err, errNoRow) {
			return articles.ErrNoStory
		}
		if err != nil {
			return err
		}
		told, err := glimpsed(ctx, q, outlineQuery, story.ID)
		story.Articles = told[story.ID]
		return err
	})
	return story, err
}

// glimpses are stories with as much of their articles as Alike gives, in the order of
// ids; those that were withdrawn are left out.
func glimpses(ctx context.Context, q query, ids []articles.StoryID) (stories []articles.Story, err error) {
	marks, args := in(ids)
	told, err := glimpsed(ctx, q, glimpseQuery(marks), args...)
	for _, id := range ids {
		if list := told[id]; len(list) > 0 {
			stories = append(stories, articles.Story{ID: id, Articles: list})
		}
	}
	return stories, err
}

// glimpseColumns are what is compared of articles, but for a textPart.
const glimpseColumns = `SELECT a.story, a.title, a.marked_title, a.deck, a.summary, a.appeared, `

// outlineQuery reads what is compared of one story, also of one that was withdrawn.
const outlineQuery = glimpseColumns + string(leadText) + `
	FROM articles a CROSS JOIN stories s ON s.id = a.story LEFT JOIN article_wires w ON w.article = a.seq
	WHERE a.story = ? AND (s.withdrawn <> '' OR COALESCE(w.status, '') = '') ORDER BY a.story, a.seq`

// glimpseQuery reads what is compared of so many stories, one for each mark. Whether
// one was withdrawn is looked up among the few that were: to read the story itself
// would be a page of the file for each.
func glimpseQuery(marks string) string {
	return glimpseColumns + string(noText) + `
		FROM articles a LEFT JOIN article_wires w ON w.article = a.seq
		WHERE a.story IN (` + marks + `) AND COALESCE(w.status, '') = '' AND NOT EXISTS (
			SELECT 1 FROM stories s INDEXED BY stories_withdrawn WHERE s.id = a.story AND s.withdrawn <> '')
		ORDER BY a.story, a.seq`
}

// glimpsed reads what is compared of articles, by their stories.
func glimpsed(ctx context.Context, q query, text string, args ...any) (map[articles.StoryID][]articles.Article, error) {
	told := map[articles.StoryID][]articles.Article{}
	_, err := collect(ctx, q, func(r row) (none struct{}, err error) {
		var a articles.Article
		var id articles.StoryID
		var appeared int64
		err = r.Scan(&id, &a.Title, &a.MarkedTitle, &a.Deck, &a.Summary, &appeared, &a.Text)
		a.Appeared = moment(appeared)
		told[id] = append(told[id], a)
		return none, err
	}, text, args...)
	return told, err
}
