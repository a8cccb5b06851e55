package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"herald/articles"
)

// samples adds the sample pages of one kind to the seeds.
func samples(f *testing.F, kind string) {
	files, err := filepath.Glob(filepath.Join("testdata", kind, "*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if !strings.HasSuffix(file, ".golden") {
			f.Add(data)
		}
	}
}

// sound fails where a breaks the rules of articles.Article.
func sound(t *testing.T, a articles.Article) {
	t.Helper()
	if n := utf8.RuneCountInString(a.Summary); n > articles.MaxSummary {
		t.Errorf("summary of %d characters", n)
	}
	if n := utf8.RuneCountInString(a.Title); n > articles.MaxTitle || n == 0 {
		t.Errorf("title of %d characters", n)
	}
	for _, s := range []string{a.Title, a.MarkedTitle, a.Deck, a.Summary, a.Text} {
		if !utf8.ValidString(s) {
			t.Errorf("not UTF-8: %q", s)
		}
		if strings.ContainsFunc(strings.ReplaceAll(s, "\n\n", ""), unseen) {
			t.Errorf("unseen characters in %q", s)
		}
	}
	for p := range strings.SplitSeq(a.Text, "\n\n") {
		if a.Text != "" && strings.TrimSpace(p) == "" {
			t.Errorf("an empty paragraph in %q", a.Text)
		}
	}
	again := Complete(a)
	if again.Title != a.Title && a.Marker == "" || again.Summary != a.Summary || len(again.Credits) != len(a.Credits) {
		t.Errorf("not complete: %+v", a)
	}
}

func FuzzReadText(f *testing.F) {
	samples(f, "text")
	f.Add([]byte("a"))
	f.Add([]byte("BREAKING: \n\nBy | 2026-03-03\n\n• x\n\n“`\nLeave a Reply"))
	f.Add([]byte{0xff, 0xfe, 'a', 0, '\n', 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := ReadText(data); err == nil {
			sound(t, a)
		}
	})
}

func FuzzReadHTML(f *testing.F) {
	samples(f, "html")
	f.Add([]byte("<title>x</title><p hidden>y<table><td>z"))
	f.Add([]byte(`<script type="application/ld+json">[{"@type":"NewsArticle","author":[7,{}],"image":{"url":[]}}]</script>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := ReadHTML(data, "https://example.org/x"); err == nil {
			sound(t, a)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"<p>a<br>b<br><br>c", "<ul><li><blockquote><h1>x", "<pre>a\nb</pre><table><td>c<td>d", "<div hidden><p>a</div>&lt;b&#0;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if !utf8.ValidString(got) && utf8.ValidString(s) {
			t.Errorf("not UTF-8: %q", got)
		}
		if n := utf8.RuneCountInString(Summary(got)); n > articles.MaxSummary {
			t.Errorf("summary of %d characters", n)
		}
		for p := range strings.SplitSeq(got, "\n\n") {
			if strings.Contains(p, "\n") {
				t.Errorf("a line break in paragraph %q", p)
			}
		}
	})
}
