package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// TestLongFeed reads the first items of a feed that is longer than any must be, as
// a whole document.
func TestLongFeed(t *testing.T) {
	t.Parallel()
	const filler = 10 << 10
	for name, item := range map[string]string{"RSS": "<item><title>Story %d</title><description>%s</description></item>", "Atom": "<entry><title>Story %d</title><summary>%s</summary></entry>"} {
		var b strings.Builder
		for i := 0; b.Len() < maxFeed+filler; i++ {
			fmt.Fprintf(&b, item, i, strings.Repeat("word ", filler/5))
		}
		doc := rss(b.String())
		if name == "Atom" {
			doc = `<feed xmlns="http://www.w3.org/2005/Atom">` + b.String() + "</feed>"
		}
		d, err := Read([]byte(doc), articles.Source{Name: "a", Publisher: "A"}, "https://a.example/feed", time.Now())
		if err != nil || d.Broken || len(d.Articles) < maxFeed/filler-20 {
			t.Fatalf("%s: %d articles, broken %v, %v", name, len(d.Articles), d.Broken, err)
		}
		if last := d.Articles[len(d.Articles)-1].Title; last != "Story 0" {
			t.Errorf("%s: the newest is %q", name, last)
		}
	}
}

// TestLongFeedOldestFirst reads the last items of one that has its newest there.
func TestLongFeedOldestFirst(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)
	words := strings.Repeat("word ", 2<<10)
	var items, entries strings.Builder
	n := 0
	for ; items.Len() < maxFeed+maxFeed/2; n++ {
		at := start.Add(time.Duration(n) * time.Minute)
		fmt.Fprintf(&items, "<item><title>Story %d</title><pubDate>%s</pubDate><description>%s</description></item>", n, at.Format(time.RFC1123Z), words)
		fmt.Fprintf(&entries, "<entry><title>Story %d</title><updated>%s</updated><summary>%s</summary></entry>", n, at.Format(time.RFC3339), words)
	}
	for name, doc := range map[string]string{"RSS": rss(items.String()), "Atom": `<feed xmlns="http://www.w3.org/2005/Atom">` + entries.String() + "</feed>"} {
		d, err := Read([]byte(doc), testSource, testSource.URL, start.AddDate(1, 0, 0))
		if err != nil || d.Broken || len(d.Articles) < n/2 || len(d.Articles) == n {
			t.Fatalf("%s: %d of %d articles, broken %v, %v", name, len(d.Articles), n, d.Broken, err)
		}
		if last, want := d.Articles[len(d.Articles)-1].Title, fmt.Sprintf("Story %d", n-1); last != want {
			t.Errorf("%s: the newest is %q, want %q", name, last, want)
		}
	}
}

// TestNoItemNearTheBeginning refuses what says more of itself than a feed can, and
// still tells a long page from a feed.
func TestNoItemNearTheBeginning(t *testing.T) {
	t.Parallel()
	hubs := strings.Repeat("<link rel='hub' href='https://a.example/1'/>", maxAbout/44)
	for _, c := range []struct {
		name, doc string
		want      error
	}{
		{"hubs", `<feed xmlns="http://www.w3.org/2005/Atom">` + hubs + hubs + "<entry><title>x</title></entry></feed>", errNoItem},
		{"fewer hubs", `<feed xmlns="http://www.w3.org/2005/Atom">` + hubs[:len(hubs)/44/2*44] + "<entry><title>x</title></entry>" + hubs + "</feed>", nil},
		{"prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>x</a:title></a:entry>` + strings.ReplaceAll(hubs, "<link", "<a:link") + "</a:feed>", nil},
		{"page", "<!doctype html><html><title>x</title>" + hubs + hubs, ErrPage},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := Parse([]byte(c.doc), testSource, "https://a.example/feed", testNow); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestSpacesInTags(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]int{"": 0, "a b": 0, "<a>": 0, "<a b='c' \n d='e'>x y</a>": 2, "<a b": 1} {
		if got := spacesInTags([]byte(doc)); got != want {
			t.Errorf("%q: %d, want %d", doc, got, want)
		}
	}
}
