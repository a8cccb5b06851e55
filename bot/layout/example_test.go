package layout_test

import (
	"fmt"
	"time"

	"herald/articles"
	"herald/bot/layout"
)

func ExamplePost() {
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	story := articles.Story{
		ID:       12,
		Headline: "Dam above Vellin holds",
		Verdict:  articles.Verdict{Breaking: true},
		Articles: []articles.Article{{
			Publisher: "Harbour Courier", Published: now.Add(-5 * time.Minute),
			Summary: "Engineers checked the wall at dawn.",
		}},
	}
	fmt.Println(layout.Post(story, now).Plain())
	// Output:
	// BREAKING · Dam above Vellin holds
	// Engineers checked the wall at dawn.
	// Harbour Courier · 5 min ago · story 12
}

func ExampleAge() {
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	for _, ago := range []time.Duration{0, 5 * time.Minute, 3 * time.Hour, 30 * time.Hour, 300 * time.Hour} {
		fmt.Println(layout.Age(now.Add(-ago), now))
	}
	// Output:
	// just now
	// 5 min ago
	// 3 h ago
	// yesterday
	// 2 Mar 2026
}
