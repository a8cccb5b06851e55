package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// TestSeed reads the real page that Herald was first asked to read.
func TestSeed(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join(filepath.Dir(corpora(t)), "seed", "iran-negotiations.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for name, variant := range map[string]string{
		"as it is":      string(data),
		"windows lines": "\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n"),
		"no gaps":       strings.ReplaceAll(string(data), "\n\n", "\n"),
	} {
		a, err := ReadText([]byte(variant))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seedFields(t, a, string(data))
			seedText(t, a.Text)
		})
	}
}

// seedFields compares a with the lines of the page: its first is the headline
// with keywords behind a dash, its fifth the deck, and one is marked.
func seedFields(t *testing.T, a articles.Article, page string) {
	t.Helper()
	if n := len([]rune(a.Summary)); n < 100 || n > articles.MaxSummary || !strings.HasSuffix(a.Summary, ".") {
		t.Errorf("summary of %d characters: %q", n, a.Summary)
	}
	if !strings.Contains(a.Text, a.Summary) {
		t.Errorf("summary %q is not from the text", a.Summary)
	}
	lines := strings.Split(page, "\n")
	title, tail, _ := strings.Cut(lines[0], " — ")
	_, marked, _ := strings.Cut(page, "\nBREAKING: ")
	marked, _, _ = strings.Cut(marked, "\n")
	want := articles.Article{
		Title:       title,
		Deck:        lines[4],
		Keywords:    strings.Split(tail, ", "),
		Published:   time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC),
		Marker:      "BREAKING",
		MarkedTitle: marked,
		Credits:     []string{"The Spectator Index"},
	}
	a.Summary, a.Text = "", ""
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(a.Keywords) != 3 {
		t.Errorf("%d keywords, want 3", len(a.Keywords))
	}
}

func seedText(t *testing.T, text string) {
	t.Helper()
	var headings, others int
	for p := range strings.SplitSeq(text, "\n\n") {
		if isHeading(p) {
			headings++
		} else if others++; len(p) < 100 {
			t.Errorf("a paragraph of %d bytes: %q", len(p), p)
		}
	}
	if headings != 18 || others != 28 {
		t.Errorf("%d headings and %d paragraphs, want 18 and 28", headings, others)
	}
	for _, furniture := range []string{"YOUTUBE", "Waverly", "Leave a Reply", "email", "“`", "——", "By |", "diplomacy\n", "Required"} {
		if strings.Contains(text, furniture) {
			t.Errorf("%q is in the text", furniture)
		}
	}
}
