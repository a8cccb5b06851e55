package desk

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestSanitise(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 200)
	got := Sanitise(articles.Article{
		ID: " \tguid-1\n", Source: " feed ", Publisher: "Coast\nTimes",
		URL: "javascript:alert(1)", Title: "  Ferry\n runs\u202e aground\x00 ", Deck: "\u2066deck\u2069",
		Summary: long, Text: "First.\r\n\r\n## Second\x07\n", Marker: "BREAKING",
		Authors:  []string{" A. Writer ", "A. Writer", "", " "},
		Images:   []string{"https://coast.example/a.jpg", "data:image/png;base64,xx", "/b.jpg"},
		Appeared: noon.Add(time.Hour),
	}, noon)
	want := articles.Article{
		ID: "guid-1", Source: "feed", Publisher: "Coast Times",
		Title: "Ferry runs aground", Deck: "deck", Summary: strings.TrimSpace(long[:395]) + "…",
		Text: "First.\n\n## Second", Marker: "BREAKING", Authors: []string{"A. Writer"},
		Images: []string{"https://coast.example/a.jpg"}, Appeared: noon,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLongIDs: ids that differ only far behind stay apart, and stay the same.
func TestLongIDs(t *testing.T) {
	t.Parallel()
	a, b := strings.Repeat("é", 1000)+"a", strings.Repeat("é", 1000)+"b"
	if boundID(a) == boundID(b) || boundID(a) != boundID(strings.Clone(a)) || len(boundID(a)) > maxID {
		t.Errorf("%q and %q", boundID(a), boundID(b))
	}
}

func FuzzSanitise(f *testing.F) {
	f.Add("Ferry runs aground", "guid", "https://coast.example/1", "First.\n\nSecond.")
	f.Add("\xff\xfe\u202e\u2066", strings.Repeat("x", 2000), "http://[::1", "\r\r\n\x00")
	f.Add("bytes that are no character", "", "http://\xae", "")
	f.Add(strings.Repeat("日本", 400), "", "//host", strings.Repeat("- ", 100))
	f.Fuzz(func(t *testing.T, title, id, url, text string) {
		a := Sanitise(articles.Article{
			ID: id, Title: title, MarkedTitle: title, Summary: text, Text: text, URL: url,
			Authors: []string{title, text}, Images: []string{url},
		}, noon)
		lines := append([]string{a.ID, a.Title, a.MarkedTitle, a.Summary, a.URL}, a.Authors...)
		for _, s := range append(lines, a.Text) {
			if !utf8.ValidString(s) || strings.ContainsFunc(s, turns) {
				t.Fatalf("unfit: %q", s)
			}
		}
		for _, s := range lines {
			if strings.ContainsFunc(s, unicode.IsControl) {
				t.Fatalf("control character in %q", s)
			}
		}
		if n := utf8.RuneCountInString(a.Title); n > articles.MaxTitle {
			t.Fatalf("title of %d characters", n)
		}
		if n := utf8.RuneCountInString(a.Summary); n > articles.MaxSummary {
			t.Fatalf("summary of %d characters", n)
		}
		if diff := cmp.Diff(a, Sanitise(a, noon)); diff != "" {
			t.Fatalf("not the same when done again:\n%s", diff)
		}
	})
}
