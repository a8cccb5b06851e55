package page

import (
	"strings"
	"testing"
)

// TestKeywordLines reads a deck with the keywords under it as pages have them.
func TestKeywordLines(t *testing.T) {
	t.Parallel()
	const lead = "A ferry ran aground off Hollen in thick fog early on Tuesday, and all 212 people on board were brought ashore. Nobody was hurt, the coast guard said."
	for _, c := range []struct{ name, between, deck, keywords string }{
		{"small letters and a divider", "All passengers are safe\nferries, coast, fog\n—————–\n\n", "All passengers are safe", "ferries;coast;fog"},
		{"capitals and a divider", "All passengers are safe\nFerries, Coast, Fog\n* * *\n\n", "All passengers are safe", "Ferries;Coast;Fog"},
		{"small letters and no divider", "All passengers are safe\nferries, coast, fog\n\n", "All passengers are safe", "ferries;coast;fog"},
		{"two words each", "All passengers are safe\nferry news, coast guard, thick fog\n\n", "All passengers are safe", "ferry news;coast guard;thick fog"},
		{"labelled", "All passengers are safe\nKeywords: ferries, coast, fog\n----\n\n", "All passengers are safe", "ferries;coast;fog"},
		{"no keywords", "All passengers are safe\n—————–\n\n", "All passengers are safe", ""},
		{"neither", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadText([]byte("Ferry runs aground off Hollen\n\nBy Ida Holt | March 3, 2026\n\n" + c.between + lead + "\n\n" + lead + " More boats came later."))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(a.Keywords, ";"); a.Deck != c.deck || got != c.keywords || !strings.HasPrefix(a.Text, "A ferry") {
				t.Errorf("deck %q, keywords %q, text %.60q", a.Deck, got, a.Text)
			}
		})
	}
}
