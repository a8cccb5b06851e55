package feed_test

import (
	"fmt"
	"time"

	"herald/articles"
	"herald/articles/feed"
)

func ExampleParse() {
	const doc = `<rss version="2.0"><channel><item>
		<title>BREAKING: Dam fails</title>
		<link>/dam</link>
		<description>A dam in the north has failed. <a href="/dam">Read more</a></description>
	</item></channel></rss>`
	source := articles.Source{Name: "test-top", Publisher: "Test Times"}
	list, err := feed.Parse([]byte(doc), source, "https://test.example/feed.xml", time.Now())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range list {
		fmt.Println(a.Marker, "·", a.Title, "·", a.Publisher)
		fmt.Println(a.URL)
		fmt.Println(a.Summary)
	}
	// Output:
	// BREAKING · Dam fails · Test Times
	// https://test.example/dam
	// A dam in the north has failed.
}
