package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"herald/articles"
	"herald/articles/desk"
)

const (
	// alikeStories is how many of the newest stories with a word Alike looks at,
	// alikeWords how many words count.
	alikeStories, alikeWords = 40, 10
	// alikeSpare is how many more stories than asked for are read: some may have
	// been withdrawn.
	alikeSpare = 2
)

// Alike are stories other than id that have some of the words in the headline, as
// desk.Store says. Of each word the newest stories count.
func (s *Store) Alike(ctx context.Context, id articles.StoryID, words []string, limit int) (stories []articles.Story, err error) {
	limit = min(limit, maxPage)
	if limit <= 0 || len(words) == 0 {
		return nil, nil
	}
	err = s.read(ctx, "find alike stories", func(q query) error {
		ids, err := withWords(ctx, q, words)
		if err != nil {
			return err
		}
		ids = slices.DeleteFunc(ids, func(found articles.StoryID) bool { return found == id })
		if len(ids) == 0 {
			return nil
		}
		stories, err = glimpses(ctx, q, ids[:min(limit+alikeSpare, len(ids))])
		stories = stories[:min(limit, len(stories))]
		return err
	})
	return stories, err
}

// withWordsQuery finds the newest stories that have each of so many words, with the
// place of the word.
func withWordsQuery(words int) string {
	each := make([]string, words)
	for i := range each {
		each[i] = fmt.Sprintf(`SELECT %d, story FROM (SELECT story FROM story_words WHERE word = ? ORDER BY story DESC LIMIT %d)`, i, alikeStories)
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
		var id articles.StoryID
		err = r.Scan(&place, &id)
		score[id] += 1 / float64(place+2)
		return none, err
	}, withWordsQuery(len(stems)), stems...)
	return slices.SortedFunc(maps.Keys(score), func(a, b articles.StoryID) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a))
	}), err
}

// glimpseQuery reads what is compared of the articles of some stories.
const glimpseQuery = `SELECT a.story, a.title, a.marked_title, a.deck, a.summary, a.appeared
	FROM articles a JOIN stories s ON s.id = a.story LEFT JOIN article_wires w ON w.article = a.seq
	WHERE COALESCE(w.status, '') = '' AND s.withdrawn = '' AND a.story IN `

// glimpses are stories with as much of their articles as Alike gives, in the order of
// ids; those that were withdrawn are left out.
func glimpses(ctx context.Context, q query, ids []articles.StoryID) (stories []articles.Story, err error) {
	marks, args := in(ids)
	told := map[articles.StoryID][]articles.Article{}
	_, err = collect(ctx, q, func(r row) (none struct{}, err error) {
		var a articles.Article
		var id articles.StoryID
		var appeared int64
		err = r.Scan(&id, &a.Title, &a.MarkedTitle, &a.Deck, &a.Summary, &appeared)
		a.Appeared = moment(appeared)
		told[id] = append(told[id], a)
		return none, err
	}, glimpseQuery+`(`+marks+`) ORDER BY a.story, a.seq`, args...)
	for _, id := range ids {
		if list := told[id]; len(list) > 0 {
			stories = append(stories, articles.Story{ID: id, Articles: list})
		}
	}
	return stories, err
}
