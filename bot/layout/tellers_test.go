package layout_test

import (
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// TestCopiesAndEchoesAreToldApart: whoever printed another's words, and whoever wrote
// something on the word of the same source, are counted and named apart.
func TestCopiesAndEchoesAreToldApart(t *testing.T) {
	t.Parallel()
	told := func(publisher, title, copyOf string) articles.Article {
		return articles.Article{
			Publisher: publisher, Title: title, CopyOf: copyOf, Credits: []string{"Senator Tamm"},
			Published: now.Add(-time.Hour), Appeared: now.Add(-time.Hour),
		}
	}
	s := articles.Story{
		ID: 7, Headline: "Minister resigns",
		Articles: []articles.Article{
			told("Post", "Minister resigns", ""), told("Times", "Minister resigns", "Post"), told("Lamp", "Lund gone, senator says", ""),
		},
		Verdict: articles.Verdict{
			Breaking: true, Rule: articles.RuleDeclared, At: now,
			Reason: "Post marked it URGENT; it appeared 2 s ago (limit 6 h)",
		},
	}
	for what, m := range map[string]bot.Message{
		"Post · copies: 1 site · same source: 1 site · ": layout.Post(s, now),
		"Times, repeating Post · ":                       layout.Story(s, nil, 1, bot.Format{}, now),
		"Lamp, citing Senator Tamm: Lund gone":           layout.Story(s, nil, 1, bot.Format{}, now),
		"Breaking: Post marked it URGENT · ":             layout.Timeline(s, 1, bot.Format{}, now),
		"Independent voices: Post. Only copies: Times. In their own words, but on the word of a source that counts already: Lamp.": layout.Trace(
			layout.TraceView{Trace: bot.Trace{Story: s}}, 1, bot.Format{}, now),
	} {
		if text := m.Plain(); !strings.Contains(text, what) {
			t.Errorf("%q is missing:\n%s", what, text)
		}
	}
}
