package page_test

import (
	"fmt"

	"herald/articles/page"
)

func ExampleReadText() {
	a, err := page.ReadText([]byte(`URGENT: Dam fails above Arlen — dam news, flood warning Arlen, river level 2026

By Jane Doe | March 3, 2026

The dam above Arlen failed on Tuesday, according to Reuters. Nobody was hurt.

READ ALSO: Ten dams that changed the country

Leave a Reply
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Marker, "/", a.Title, "/", a.Authors[0], "/", a.Published.Format("2 January 2006"))
	fmt.Println(a.Text)
	// Output:
	// URGENT / Dam fails above Arlen / Jane Doe / 3 March 2026
	// The dam above Arlen failed on Tuesday, according to Reuters. Nobody was hurt.
}

func ExampleSummary() {
	fmt.Println(page.Summary("## Flood\n\nMr. Marsh closed the valve at 9.30 a.m. on Monday. Nobody was hurt."))
	// Output: Mr. Marsh closed the valve at 9.30 a.m. on Monday. Nobody was hurt.
}
