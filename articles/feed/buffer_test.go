package feed

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestNothingPointsIntoBodies: what was read stays as it is when the memory of the
// document is used for another one.
func TestNothingPointsIntoBodies(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	docs := map[string]string{
		"RSS":   `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><language>en</language><item><title>Ferry aground</title><link>https://a.example/1</link><guid>g1</guid><category>sea</category><description>Nobody was hurt.</description></item></channel></rss>`,
		"Atom":  `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>e1</id><title>Ferry aground</title><link href="https://a.example/1"/><summary>Nobody was hurt.</summary><author><name>Ilse Tamm</name></author></entry></feed>`,
		"JSON":  `{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"1","url":"https://a.example/1","title":"Ferry aground","content_text":"Nobody was hurt.","tags":["sea"]}]}`,
		"ninjs": `{"uri":"urn:1","type":"text","headline":"Ferry aground","body_text":"Nobody was hurt.","version":"1","versioncreated":"2026-03-01T11:00:00Z"}`,
	}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := []byte(doc)
			read := func(body []byte) Document {
				d, err := read(body, articles.Source{Name: "s", Publisher: "p"}, "https://a.example/feed", now, &filedItems{})
				if err != nil || len(d.fresh) != 1 || len(d.fresh[0].Title) < 5 {
					t.Fatalf("read %+v, %v", d, err)
				}
				return d
			}
			got, want := read(body), read(slices.Clone(body))
			for i := range body {
				body[i] = '#'
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(Document{}, filedItem{}, declared{})); diff != "" {
				t.Errorf("it changed (-want +got):\n%s", diff)
			}
		})
	}
}
