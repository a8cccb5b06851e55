package store

import (
	"fmt"
	"testing"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

// TestBegunInBigArchive: with many articles, beginnings of words are completed to
// those of the newest headlines.
func TestBegunInBigArchive(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	at := time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	file := func(n int, title string) articles.StoryID {
		id, err := s.File(t.Context(), desk.Filing{At: at, Article: articles.Article{
			ID: fmt.Sprint(n), Source: "feed", Publisher: "Post", Title: title, Text: "The lighthouse is dark.", Appeared: at,
		}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	file(1, "Bridge opens")
	exec(t, s, `DELETE FROM article_texts`) // it goes by the number
	exec(t, s, `UPDATE articles SET seq = ?`, prefixRows+1)
	want := file(2, "Férryman retires")
	for words, found := range map[string]int{"ferrym": 1, "retires férr": 1, "lighthou": 0, "lighthouse": 1, "fe": 0, "bridge ferr": 0} {
		page, err := s.Search(t.Context(), articles.Query{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Stories) != found || found > 0 && page.Stories[0].ID != want {
			t.Errorf("%q finds %d stories, want %d", words, len(page.Stories), found)
		}
	}
}

// TestMatchScore: where the words stand decides.
func TestMatchScore(t *testing.T) {
	t.Parallel()
	m := match{title: "Président réélu à Québec — first words | ", under: "首相が新しい法案を発表した | Ferries sail. | "}
	for _, tt := range []struct {
		words []string
		begun bool
		want  float64
	}{
		{[]string{"president", "reelu"}, false, inPhrase},
		{[]string{"réélu", "president"}, false, inHeadline},
		{[]string{"word"}, false, inHeadline},
		{[]string{"quebec", "ferries"}, false, underIt},
		{[]string{"法案"}, false, underIt},
		{[]string{"quebec", "fer"}, false, inText},
		{[]string{"quebec", "fer"}, true, underIt},
		{[]string{"reelu", "a", "queb"}, true, inPhrase},
	} {
		if got := newSought(tt.words, tt.begun).score(m); got != tt.want {
			t.Errorf("%q scores %v, want %v", tt.words, got, tt.want)
		}
	}
}
