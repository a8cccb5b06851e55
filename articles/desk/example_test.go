package desk_test

import (
	"fmt"
	"time"

	"herald/articles"
	"herald/articles/desk"
)

func ExampleJudge() {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	story := articles.Story{Articles: []articles.Article{{
		Publisher: "Example Times", Title: "Dam fails", Marker: "BREAKING", Appeared: now.Add(-2 * time.Minute),
	}}}
	v := desk.Judge(story, now, desk.Rules{})
	fmt.Println(v.Breaking, v.Reason)
	// Output: true Example Times marked it BREAKING; it appeared 2 min ago (limit 6 h)
}
