package feed

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestItemSpans(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, doc string
		want      []string
	}{
		{"rss", `<rss><channel><item>1</item> <item a="b"> 2</item ></channel></rss>`, []string{`<item>1</item>`, `<item a="b"> 2</item >`}},
		{"atom", `<feed><entry>1</entry><entry
>2</entry></feed>`, []string{`<entry>1</entry>`, "<entry\n>2</entry>"}},
		{"rdf", `<rdf:RDF><channel><items><x/></items></channel><item rdf:about="1">1</item></rdf:RDF>`, []string{`<item rdf:about="1">1</item>`}},
		{"in quotation", `<rss><item><![CDATA[</item><item>]]><!-- <item> --></item></rss>`, []string{`<item><![CDATA[</item><item>]]><!-- <item> --></item>`}},
		{"one in another", `<rss><item><item>1</item></item></rss>`, nil},
		{"an entry in an item", `<rss><item><entry>1</entry></item></rss>`, nil},
		{"open at the end", `<rss><item>1</item><item>2`, nil},
		{"closed twice", `<rss><item>1</item></item>`, nil},
		{"quotation without end", `<rss><item>1</item><![CDATA[`, nil},
		{"with definitions", `<!DOCTYPE rss [<!ENTITY a "b">]><rss><item>&a;</item></rss>`, nil},
		{"none", `<rss><channel><items>1</items></channel></rss>`, nil},
		{"no markup", `{"items":[]}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range itemSpans([]byte(tt.doc)) {
				got = append(got, tt.doc[s.from:s.to])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

// TestChangedContext: what the feed says for all its items makes them new.
func TestChangedContext(t *testing.T) {
	t.Parallel()
	const doc = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>T</title><author><name>Ada</name></author>` +
		`<entry><title>One</title><id>1</id><link href="1"/></entry></feed>`
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	first, err := read([]byte(doc), source("a", ""), "", at, &filedItems{})
	if err != nil || len(first.fresh) != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	known := unpackItems(packItems(first.items, first.context, "r"), "r")
	for _, tt := range []struct {
		name, from, to string
		fresh          int
	}{
		{"nothing", "", "", 0},
		{"the title of the feed", ">T<", ">U<", 0},
		{"its author", "Ada", "Eve", 1},
		{"its base", "https://a.", "https://b.", 1},
	} {
		d, err := read([]byte(strings.Replace(doc, tt.from, tt.to, 1)), source("a", ""), "", at, known)
		if err != nil || len(d.fresh) != tt.fresh || len(d.Articles) != 1 || len(d.items) != 1 {
			t.Errorf("%s: %d fresh of %d, %v", tt.name, len(d.fresh), len(d.Articles), err)
		}
	}
}

// TestCutCorpora reads real feeds as a poller does that knows all items but one:
// that one is read as if nothing had been left out.
func TestCutCorpora(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := articles.Source{Name: "s", Publisher: "p"}
	cut := 0
	for _, file := range documents(t, corpora(t)) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := Read(data, s, "https://feed.example/feed", at)
		if err != nil {
			continue
		}
		all, err := read(data, s, "https://feed.example/feed", at, &filedItems{})
		if diff := cmp.Diff(whole.Articles, all.Articles); diff != "" || err != nil {
			t.Errorf("%s: %v (-all at once +by items):\n%s", file, err, diff)
		}
		if len(all.items) < 2 {
			continue
		}
		known := unpackItems(packItems(all.items[1:], all.context, ""), "")
		d, err := read(data, s, "https://feed.example/feed", at, known)
		if err != nil || len(d.items) != len(all.items) {
			t.Errorf("%s: %d items of %d, %v", file, len(d.items), len(all.items), err)
		}
		for _, a := range d.fresh {
			same := func(b articles.Article) bool { return cmp.Equal(a, b) }
			if !slices.ContainsFunc(whole.Articles, same) {
				t.Errorf("%s: read otherwise alone: %+v", file, a)
			}
		}
		if len(d.fresh) == 1 {
			cut++
		}
	}
	if cut < 50 {
		t.Errorf("only %d feeds had one item of several left", cut)
	}
}

// FuzzCut reads documents twice as a poller does: the second time nothing is
// fresh, whatever the document is.
func FuzzCut(f *testing.F) {
	for _, doc := range []string{
		item("1", "2"), item("1", "1"), `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><id>1</id></entry></feed>`,
		`<rss><channel><item><title>A</title><![CDATA[</item>]]></item><item><title>B`, `<rss><!--<item>--><item/></item></rss>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"A"}]}`, `<item`, `<item></item>`,
		`<rss><channel><title>A</title><item><title>B</title><guid>1</gui:></item>`,
	} {
		f.Add([]byte(doc))
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, doc []byte) {
		first, err := read(doc, source("a", ""), "https://a.example/", at, &filedItems{})
		if err != nil || first.Broken || len(first.items) == 0 {
			return
		}
		known := unpackItems(packItems(first.items, first.context, "r"), "r")
		again, err := read(doc, source("a", ""), "https://a.example/", at, known)
		if err != nil || len(again.fresh) != 0 || len(again.items) != len(first.items) {
			t.Errorf("again: %d fresh, %d items of %d, %v", len(again.fresh), len(again.items), len(first.items), err)
		}
	})
}
