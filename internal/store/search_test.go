package store_test

import (
	"testing"

	"herald/articles"
)

// FuzzSearch: whatever people type is searched for, never an error.
func FuzzSearch(f *testing.F) {
	for _, words := range []string{
		"ferry", `"ferry`, "ferry*", "NEAR(ferry sinks, 2)", "-ferry", "title:ferry", "ferry AND", "()", "\x00", "\xff",
		"首相", "น้ำมัน", "سقوط", "🚨", "Iran’s", "ǅ İ ß ﬁ", "a\u0301\u0301", "^ferry", "{a b}: c", "+", "x' OR 1=1; --",
	} {
		f.Add(words)
	}
	s := open(f, ":memory:")
	filing := piece(1, vocabulary())
	filing.Article.Title = "Ferry sinks"
	if _, err := s.File(f.Context(), filing); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if _, err := s.Search(t.Context(), articles.Query{Words: words}); err != nil {
			t.Errorf("search %q: %v", words, err)
		}
		if _, err := s.Alike(t.Context(), 2, []string{words, words}, 3); err != nil {
			t.Errorf("alike %q: %v", words, err)
		}
	})
}
