package page

import (
	"runtime"
	"strings"
	"testing"
)

// TestCostGrowsWithLength reads what strangers may send to make reading costly,
// and the same at twice the length: that must not take much more than twice the
// memory in all. Tests that run side by side would be counted, too.
func TestCostGrowsWithLength(t *testing.T) {
	const size = 32 << 10
	for name, unit := range map[string]string{
		"breaks": "a<br>", "paragraphs": "<p>word, word. ", "links": "<a href=x>y</a> ", "tables": "<table><tr><td>",
		"entities": "&amp;", "broken entities": "&a", "scripts": "<script>x</script>", "comments": "<!---->",
		"meta": `<meta property="og:title" content="x">`, "attributes": "<p a=b c=d e=f>x", "spans": "<span class=author>Ida Holt, who knows, 7</span>",
		"lists": "<ul><li><a href=x>y</a></ul>", "titles": "<title> - x</title>", "data": `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>`,
	} {
		read := func(n int) uint64 {
			return allocated(func() {
				_, _ = ReadHTML([]byte("<html><body>"+strings.Repeat(unit, n/len(unit))), "https://a.example/")
			})
		}
		if once, twice := read(size), read(2*size); twice > 3*once {
			t.Errorf("page of %s: %d KiB allocated, and %d KiB at twice the length", name, once>>10, twice>>10)
		}
	}
	for name, unit := range map[string]string{
		"words": "word ", "lines": "a\n", "sentences": "The dam above Arlen failed on Monday, according to Reuters. ", "headings": "Head\n\n",
		"initials": "A. ", "bylines": "By Ida Holt\n", "bars": "a | ", "Russian": "\xcf\xf0\xe8\xe2\xe5\xf2 ", "quotations": "“a” ",
	} {
		read := func(n int) uint64 {
			return allocated(func() { _, _ = ReadText([]byte(strings.Repeat(unit, n/len(unit)))) })
		}
		if once, twice := read(size), read(2*size); twice > 3*once {
			t.Errorf("text of %s: %d KiB allocated, and %d KiB at twice the length", name, once>>10, twice>>10)
		}
	}
}

// allocated is how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLongTitles sees that what is looked at closely is bounded.
func TestLongTitles(t *testing.T) {
	t.Parallel()
	a, err := ReadHTML([]byte("<html><head><title>"+strings.Repeat("not - ", 200_000)+"</title></head><body>"+proseOf(8)+"</body></html>"), "")
	if err != nil || a.Text == "" {
		t.Errorf("got %.80q, %v", a.Text, err)
	}
}
