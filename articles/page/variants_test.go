package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

// TestSeedVariants changes one thing at a time on the real page, as other pages
// of its kind have it, and expects the same article.
func TestSeedVariants(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(filepath.Dir(corpora(t)), "seed", "iran-negotiations.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := ReadText(data)
	if err != nil {
		t.Fatal(err)
	}
	const byline, gap = "By | June 20, 2025", "\n\n"
	furniture := []string{
		"Share on Facebook\nTweet\nWhatsApp\n", "READ ALSO: Something else entirely", "Advertisement", "* * *", "Subscribe to our newsletter",
		"Photo: Somebody / AFP", "WATCH: Something else on video", "5 min read", "We use cookies to improve your experience on our site.", "```",
		"  • CLICK HERE TO WATCH THIS TRENDING VIDEO.  Something else", "Related Articles\n\nSomething else happens\n\nAnother thing happened",
	}
	variants := map[string]func(string) string{}
	for _, by := range []string{"By Jane Doe | June 20, 2025", "Jane Doe - Jun 20, 2025 10:15 AM", "| June 20, 2025 |", "Published: 2025-06-20", "20 June 2025", "By Jane Doe\nJune 20, 2025", "By\n\nJane Doe\n\nJune 20, 2025", "by admin | Jun 20, 2025 | News | 0 comments"} {
		variants["byline "+by] = func(s string) string { return strings.Replace(s, byline, by, 1) }
	}
	for _, dash := range []string{" – ", " | ", " - ", "—"} {
		variants["tail"+dash] = func(s string) string { return strings.Replace(s, " — ", dash, 1) }
	}
	for _, f := range furniture {
		variants["inside "+f] = func(s string) string {
			at := strings.Index(s, gap+"BREAKING: ")
			return s[:at] + gap + f + s[at:]
		}
		variants["foot "+f] = func(s string) string { return strings.Replace(s, gap+"“`", gap+f+gap+"“`", 1) }
	}
	variants["navigation"] = func(s string) string {
		return "Skip to content\nHome | World | Politics | Sport\nMenu\nHome » World » Iran\n\n" + s
	}
	variants["no divider"] = func(s string) string { return strings.Replace(s, "—————–\n", "", 1) }
	variants["marker"] = func(s string) string { return strings.Replace(s, "\nBREAKING: ", "\nBREAKING – ", 1) }
	variants["more of the form"] = func(s string) string { return s + "\nComment *\n\nName *\n\nEmail *\n\nWebsite\n\nPost Comment\n" }
	variants["foot of the site"] = func(s string) string {
		return s + "\n\nRecent Posts\n\nSomething else happens\n\nCategories\n\n© 2025 Something. All rights reserved."
	}
	for name, change := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadText([]byte(change(string(data))))
			if err != nil {
				t.Fatal(err)
			}
			sameArticle(t, got, want)
		})
	}
}

func sameArticle(t *testing.T, got, want articles.Article) {
	t.Helper()
	for _, f := range []struct{ name, got, want string }{
		{"title", got.Title, want.Title}, {"deck", got.Deck, want.Deck}, {"summary", got.Summary, want.Summary},
		{"marker", got.Marker, want.Marker}, {"marked title", got.MarkedTitle, want.MarkedTitle},
		{"keywords", strings.Join(got.Keywords, ";"), strings.Join(want.Keywords, ";")}, {"credits", strings.Join(got.Credits, ";"), strings.Join(want.Credits, ";")},
		{"day", got.Published.Format(time.DateOnly), want.Published.Format(time.DateOnly)},
	} {
		if f.got != f.want {
			t.Errorf("%s: got %q, want %q", f.name, f.got, f.want)
		}
	}
	have, wanted := paragraphsOf(got), paragraphsOf(want)
	for _, p := range have {
		if !slices.Contains(wanted, p) {
			t.Errorf("also in the text: %.120q", p)
		}
	}
	for _, p := range wanted {
		if !slices.Contains(have, p) {
			t.Errorf("not in the text: %.120q", p)
		}
	}
}

// paragraphsOf are the paragraphs of a; how a marker is parted from its headline
// makes no difference.
func paragraphsOf(a articles.Article) []string {
	return strings.Split(strings.ReplaceAll(a.Text, "BREAKING – ", "BREAKING: "), "\n\n")
}
