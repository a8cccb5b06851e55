package page

import (
	"fmt"
	"strings"
	"testing"
)

// TestListsWithoutNames reads pages whose elements have no names: what stands around
// the article is told by how it is made.
func TestListsWithoutNames(t *testing.T) {
	t.Parallel()
	const title = "Dam above Arlen fails after three days of rain"
	article := "<h1>" + title + "</h1>" + proseOf(6)
	said := func(part string) string {
		var b strings.Builder
		for i := range 30 {
			fmt.Fprintf(&b, part, i)
		}
		return "<div>" + b.String() + "</div>"
	}
	comment := said("<div><p>I told them so in letter %d, and nobody in the office ever answered me, as usual.</p><p>What will they say to the people down there, who lost all they had in one night?</p><a href=#r>Reply</a></div>")
	teaser := said("<div><h3><a href=/n/x>Something else happens</a></h3><p>Number %d of the things that happen elsewhere, in one long and quite readable sentence about them.</p><span>3 hours ago</span></div>")
	consent := "<div><p>The publisher and its partners keep small files on your device and read them, for purposes that you can choose here.</p></div>"
	want, err := ReadHTML([]byte("<body>"+article+"</body>"), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"comments below": article + comment, "comments above": comment + article, "other news below": article + teaser, "other news above": teaser + article,
		"consent above": consent + article, "all": consent + teaser + article + comment,
	} {
		got, err := ReadHTML([]byte("<head><title>"+title+"</title></head><body>"+page+"</body>"), "")
		if err != nil || got.Text != want.Text {
			t.Errorf("%s: %v, got %.300q", name, err, got.Text)
		}
	}
	for name, part := range map[string]string{
		"sections":     "<div><h2>Part %d</h2>" + proseOf(1) + "<button>Share</button></div>",
		"links inside": "<li>The first of %d things that were said about it, at great length, <a href=/s>source</a>, and all that is to be said.</li>",
		"only a list":  "<div><p>What happened in hour %d of this long day, as far as anybody can tell by now, in one sentence.</p><a href=#s>Share</a></div>",
	} {
		got, err := ReadHTML([]byte("<body><h1>"+title+"</h1>"+said(part)+"</body>"), "")
		if n := strings.Count(got.Text, "\n\n") + 1; err != nil || n < 30 {
			t.Errorf("%s: %v, %d paragraphs of 30 are left: %.200q", name, err, n, got.Text)
		}
	}
}
