package page

import (
	"testing"
	"time"
)

func TestDatesOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, head, body, want string }{
		{"class", "", `<span class="meta__date">March 3, 2026</span>`, "2026-03-03"},
		{"class in small words", "", `<div class="newsItem-time">3. März 2026</div>`, "2026-03-03"},
		{"the article's, not the page's", `<script type="application/ld+json">{"@type":"WebPage","datePublished":"2026-03-01"}</script>` + dated, "", "2026-03-03"},
		{"the page's", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2026-03-01T08:00:00Z"}]}</script>`, "", "2026-03-01"},
		{"none", "", `<p>It was the third of March.</p>`, "0001-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := ReadHTML([]byte("<html><head><title>Gates hold</title>"+c.head+"</head><body><h1>Gates hold</h1>"+c.body+proseOf(3)+"</body></html>"), "")
			if err != nil {
				t.Fatal(err)
			}
			if got := a.Published.Format(time.DateOnly); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
