package feed

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// checkArticle fails t unless a keeps what Parse promises of every article,
// whatever the document.
func checkArticle(t *testing.T, a articles.Article, now time.Time) {
	t.Helper()
	if err := a.Validate(); err != nil {
		t.Errorf("article cannot be filed: %v", err)
	}
	if a.Appeared.After(now) {
		t.Errorf("%q appeared at %v, in the future", a.ID, a.Appeared)
	}
	if len(a.ID) > maxID {
		t.Errorf("id of %d bytes", len(a.ID))
	}
	checkLength(t, "title", a.Title, articles.MaxTitle)
	checkLength(t, "summary", a.Summary, articles.MaxSummary)
	checkLength(t, "text", a.Text, articles.MaxText)
	for _, line := range append([]string{a.Title, a.Summary}, append(a.Keywords, a.Authors...)...) {
		if strings.ContainsFunc(line, unwanted) {
			t.Errorf("unwanted character in %q", line)
		}
	}
	for _, link := range append([]string{a.URL}, a.Images...) {
		if link == "" {
			continue
		}
		u, err := url.Parse(link)
		if err != nil || !isWeb(u) || u.User != nil || len(link) > maxURL {
			t.Errorf("bad link %q", link)
		}
	}
}

func checkLength(t *testing.T, name, s string, limit int) {
	t.Helper()
	if n := utf8.RuneCountInString(s); n > limit {
		t.Errorf("%s has %d characters, at most %d are allowed", name, n, limit)
	}
	if !utf8.ValidString(s) {
		t.Errorf("%s is not UTF-8: %q", name, s)
	}
}

// unwanted is true for what must not stand in a line.
func unwanted(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
