package page

import (
	"strings"
	"testing"
)

// TestBombs reads pages made to cost more than they are long. All must come back.
func TestBombs(t *testing.T) {
	t.Parallel()
	const n = 5_000
	texts := map[string]string{
		"stops": strings.Repeat(".", n) + "x", "initials": strings.Repeat("A. ", n), "quotes": strings.Repeat(".”", n) + "x",
		"dashes": "Title" + strings.Repeat(" — a b", n), "commas": "Title — " + strings.Repeat("a b,", n),
		"capitals": "Title\n\n" + strings.Repeat("According to The A ", n), "dates": strings.Repeat("2026-03-03 ", n),
		"lines": strings.Repeat("By\n", n), "short lines": strings.Repeat("Head\n\n", n), "leaders": strings.Repeat("Related:\n", n),
		"bars": strings.Repeat("a | ", n), "markers": strings.Repeat("BREAKING: x\n", n), "bullets": strings.Repeat("• x\n", n),
		"wrapped": strings.Repeat("words that go on and on and on and never come to an end\n", n/10),
	}
	for name, s := range texts {
		t.Run("text/"+name, func(t *testing.T) {
			t.Parallel()
			if _, err := ReadText([]byte(s)); err != nil && name != "stops" {
				t.Errorf("error %v", err)
			}
		})
	}
	const m = 2_000
	pages := map[string]string{
		"deep": strings.Repeat("<div>", m), "paragraphs": strings.Repeat("<p>word, word", m), "titles": "<title>" + strings.Repeat(" - x", n),
		"links": strings.Repeat("<a href=x>y</a>", m), "bylines": strings.Repeat("<i class=byline>x", 500), "attributes": "<p " + strings.Repeat("a=b ", m) + ">x",
		"tables": strings.Repeat("<table><tr><td>", 150) + strings.Repeat("<td>x", m), "json": `<script type="application/ld+json">` + strings.Repeat("[", m) + "</script>x",
		"formatting": strings.Repeat("<b><i><p>", 160) + "x", "entities": strings.Repeat("&amp;", m), "breaks": strings.Repeat("a<br>", m),
	}
	pages["nested boxes"] = strings.Repeat("<div class=related>", 400) + strings.Repeat("<p>Some words, and some more of them.</p>", m)
	pages["nested lists"] = strings.Repeat("<ul><li>", 200) + strings.Repeat("<li><a href=x>y</a> z", m)
	pages["nested bodies"] = strings.Repeat("<div class=article-body>", 400) + strings.Repeat("<p>Some words, and some more of them.</p>", m)
	pages["signed"] = strings.Repeat("<span class=author>Ida Holt, who knows, 7</span>", m)
	for name, s := range pages {
		t.Run("html/"+name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadHTML([]byte(s), "")
			t.Log(err)
		})
	}
}

func BenchmarkReadText(b *testing.B) {
	data := []byte(strings.Repeat("A heading\n\nThe dam above Arlen failed on Monday, according to Reuters. Nobody was hurt. The water rose by two metres within an hour, and then it fell.\n\n", 30))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ReadText(data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestBearable keeps pages that are nothing but nesting from being weighed.
func TestBearable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		depth, length int
		want          bool
	}{{20, 1 << 20, true}, {400, 1 << 10, true}, {400, 1 << 20, false}} {
		doc, err := parse([]byte(strings.Repeat("<div>", c.depth) + strings.Repeat("a ", c.length/2)))
		if err != nil {
			t.Fatal(err)
		}
		if got := bearable(doc); got != c.want {
			t.Errorf("%d elements around %d bytes: %v", c.depth, c.length, got)
		}
	}
}
