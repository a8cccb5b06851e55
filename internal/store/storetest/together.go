package storetest

import (
	"errors"
	"fmt"

	"herald/articles"
	"herald/articles/desk"
)

var errMidway = errors.New("something failed on the way")

// together are the tests of filing many articles in one transaction.
var together = tests{
	"all at once": func(k *kit) {
		var ids []articles.StoryID
		k.ok(k.Together(k.Context(), func(s desk.Store) error {
			for n := range 3 {
				id, err := s.File(k.Context(), filingOf(article(n, fmt.Sprint("Lighthouse ", n)), "sea"))
				k.ok(err)
				ids = append(ids, id)
			}
			story, err := s.Story(k.Context(), ids[1])
			k.ok(err)
			same(k, "headline within", story.Headline, "Lighthouse 1")
			changed := filingOf(article(2, "Lightship 2"), "ships")
			changed.Update = true
			_, err = s.File(k.Context(), changed)
			return err
		}))
		same(k, "found", k.found("lighthouse"), 2)
		same(k, "found under its last headline", k.found("lightship"), 1)
		_, known, err := k.Find(k.Context(), article(2, "Lightship 2"))
		k.ok(err)
		same(k, "is filed", known, true)
	},
	"or nothing": func(k *kit) {
		first := k.file(1, "Lighthouse")
		err := k.Together(k.Context(), func(s desk.Store) error {
			_, err := s.File(k.Context(), filingOf(article(2, "Lightship")))
			k.ok(err)
			k.ok(s.SetTopics(k.Context(), first, []string{"sea"}))
			return errMidway
		})
		k.is(err, errMidway)
		same(k, "found", k.found("lightship"), 0)
		story, err := k.Story(k.Context(), first)
		k.ok(err)
		same(k, "topics", len(story.Topics), 0)
		same(k, "the next number", k.file(2, "Lightship"), first+1)
	},
	"a conflict ends it": func(k *kit) {
		k.file(1, "Lighthouse")
		err := k.Together(k.Context(), func(s desk.Store) error {
			_, err := s.File(k.Context(), filingOf(article(2, "Lightship")))
			k.ok(err)
			_, err = s.File(k.Context(), filingOf(article(1, "Lighthouse")))
			return err
		})
		k.is(err, desk.ErrConflict)
		same(k, "found", k.found("lightship"), 0)
	},
}

// found is how many stories a search finds.
func (k *kit) found(words string) int {
	k.Helper()
	page, err := k.Search(k.Context(), articles.Query{Words: words, Limit: 10})
	k.ok(err)
	return len(page.Stories)
}
