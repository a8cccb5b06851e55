package desk

import (
	"time"

	"herald/articles"
)

// gist is what is compared of a story that was read from the store, once for however
// many comparisons and without the desk's lock. Of an open story the number is enough:
// the window knows the rest.
type gist struct {
	story articles.StoryID
	// at is when it was told last, articles by how many.
	at       time.Time
	articles int
	// words are those of its articles, of one after the other.
	words []counted
}

func gistOf(s articles.Story) gist {
	g := gist{story: s.ID, articles: len(s.Articles)}
	t := emptied.Get().(*terms) //nolint:forcetypeassert // nothing else is in it
	defer emptied.Put(t)
	for _, a := range s.Articles {
		t.addArticle(a)
		for _, c := range t.list {
			if isWord(c.text) {
				g.words = append(g.words, c)
			}
		}
		t.empty()
		if a.Appeared.After(g.at) {
			g.at = a.Appeared
		}
	}
	return g
}
