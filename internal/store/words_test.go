package store

import (
	"testing"

	"herald/articles"
	"herald/articles/desk"
)

// TestFillWords: stories that were filed before there were words are found by them
// as others are, under the number where they are told.
func TestFillWords(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Options{Path: memory})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	a := articles.Article{ID: "1", Source: "feed", Publisher: "Post", Title: "Ferry sinks off Calder", Appeared: s.now()}
	id, err := s.File(t.Context(), desk.Filing{Article: a})
	if err != nil {
		t.Fatal(err)
	}
	exec(t, s, `INSERT INTO stories (id, headline, appeared, filed, withdrawn, told_in) VALUES (7, 'Boat capsizes', 1, 1, 'moved', 1)`)
	exec(t, s, `DELETE FROM story_words`)
	if err := s.write(t.Context(), "fill", func(tx change) error { return fillWords(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"ferries", "sinking", "calder", "boats", "capsized"} {
		found, err := s.Alike(t.Context(), 99, []string{word}, 3)
		if err != nil || len(found) != 1 || found[0].ID != id {
			t.Errorf("%s finds %v: %v", word, found, err)
		}
	}
}
