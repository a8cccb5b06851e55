package store

import (
	"testing"

	"herald/articles"
	"herald/articles/desk"
)

// TestRefillWords: stories that were filed before there were words, or with those of
// another version, are found as others are, under the number where they are told; and
// they are gone through once a version.
func TestRefillWords(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	a := articles.Article{ID: "1", Source: "feed", Publisher: "Post", Title: "Ferry sinks off Calder", Appeared: s.now()}
	id, err := s.File(t.Context(), desk.Filing{Article: a})
	if err != nil {
		t.Fatal(err)
	}
	exec(t, s, `INSERT INTO stories (id, headline, appeared, filed, withdrawn, told_in) VALUES (7, 'Boat capsizes', 1, 1, 'moved', 1)`)
	exec(t, s, `DELETE FROM story_words`)
	exec(t, s, `INSERT INTO story_words (word, story) VALUES (1, 1)`) // of another version
	if err := s.refillWords(t.Context(), "another"); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"ferries", "sinking", "calder", "boats", "capsized"} {
		found, err := s.Alike(t.Context(), 99, []string{word}, 3)
		if err != nil || len(found) != 1 || found[0].ID != id {
			t.Errorf("%s finds %v: %v", word, found, err)
		}
	}
	words := func() (n, odd int) {
		err := s.writer.QueryRow(`SELECT COUNT(*), COALESCE(SUM(word = 1), 0) FROM story_words`).Scan(&n, &odd)
		if err != nil {
			t.Fatal(err)
		}
		return n, odd
	}
	if n, odd := words(); n == 0 || odd != 0 {
		t.Errorf("%d words, %d of them of another version", n, odd)
	}
	exec(t, s, `DELETE FROM story_words`)
	if err := s.refillWords(t.Context(), "another"); err != nil {
		t.Fatal(err)
	}
	if n, _ := words(); n != 0 {
		t.Errorf("%d words found out once more by the version that found them out", n)
	}
}
