package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

var (
	testNow    = time.Date(2025, 6, 21, 12, 0, 0, 0, time.UTC)
	testSource = articles.Source{Name: "test", Publisher: "Test Times", URL: "https://news.example/feed.xml"}
)

func parse(t *testing.T, doc string) []articles.Article {
	t.Helper()
	list, err := Parse([]byte(doc), testSource, testSource.URL, testNow)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	for _, a := range list {
		checkArticle(t, a, testNow)
	}
	return list
}

// parseItem parses an RSS feed of one item with that content.
func parseItem(t *testing.T, content string) articles.Article {
	t.Helper()
	list := parse(t, rss("<item>"+content+"</item>"))
	if len(list) != 1 {
		t.Fatalf("got %d articles, want 1", len(list))
	}
	return list[0]
}

func rss(items string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>Test</title><link>https://news.example/</link><language>en-gb</language>` + items + `</channel></rss>`
}

func TestParseFormats(t *testing.T) {
	t.Parallel()
	want := articles.Article{
		ID: "tag:news.example,2025:1", Source: "test", Publisher: "Test Times",
		URL: "https://news.example/ferry", Title: "Ferry runs again after the storm",
		Summary:   "The first ferry left the harbour at noon.",
		Text:      "The first ferry left the harbour at noon.\n\nIt carried forty people and a goat.",
		Authors:   []string{"Mina Holt"},
		Keywords:  []string{"Harbour", "Weather"},
		Published: time.Date(2025, 6, 21, 10, 0, 0, 0, time.UTC),
		Appeared:  time.Date(2025, 6, 21, 10, 0, 0, 0, time.UTC),
		Language:  "en-GB",
		Images:    []string{"https://news.example/ferry.jpg"},
	}
	tests := []struct{ name, doc string }{
		{"rss", rss(`<item><title>Ferry runs again after the storm</title><link>/ferry</link><guid isPermaLink="false">tag:news.example,2025:1</guid>
 <description>The first ferry left the harbour at noon.</description><dc:creator>Mina Holt</dc:creator>
 <category>Harbour</category><category>Weather</category><category>harbour</category><pubDate>Sat, 21 Jun 2025 12:00:00 +0200</pubDate>
 <media:content url="/ferry.jpg" medium="image"/>
 <content:encoded><![CDATA[<p>The first ferry left the harbour at noon.</p><p>It carried forty people and a goat.</p>]]></content:encoded></item>`)},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>Test</title><author><name>Mina Holt</name></author>
 <entry><id>tag:news.example,2025:1</id><title type="html">Ferry runs again &lt;i&gt;after&lt;/i&gt; the storm</title><link href="https://news.example/ferry"/>
 <link rel="enclosure" type="image/jpeg" href="https://news.example/ferry.jpg"/>
 <published>2025-06-21T10:00:00Z</published><updated>2025-06-21T10:00:00Z</updated><summary>The first ferry left the harbour at noon.</summary>
 <category term="h" label="Harbour"/><category term="Weather"/>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The first ferry left the harbour at noon.</p><p>It carried forty people and a goat.</p></div></content></entry></feed>`},
		{"rdf", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="x"><title>Test</title><dc:language>en-GB</dc:language></channel>
 <item rdf:about="tag:news.example,2025:1"><guid>tag:news.example,2025:1</guid><title>Ferry runs again after the storm</title><link>https://news.example/ferry</link><dc:date>2025-06-21T10:00:00+00:00</dc:date>
 <dc:creator>Mina Holt</dc:creator><dc:subject>Harbour</dc:subject><dc:subject>Weather</dc:subject><description>The first ferry left the harbour at noon.</description>
 <content:encoded>&lt;img src="ferry.jpg"/&gt;&lt;p&gt;The first ferry left the harbour at noon.&lt;p&gt;It carried forty people and a goat.</content:encoded></item></rdf:RDF>`},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","title":"Test","language":"en-GB","items":[{"id":"tag:news.example,2025:1",
 "url":"https://news.example/ferry","title":"Ferry runs again after the storm","summary":"The first ferry left the harbour at noon.",
 "content_text":"The first ferry left the harbour at noon.\n\nIt carried forty people and a goat.","date_published":"2025-06-21T10:00:00Z",
 "authors":[{"name":"Mina Holt"}],"tags":["Harbour","Weather"],"image":"https://news.example/ferry.jpg"}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff([]articles.Article{want}, parse(t, tt.doc)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if !IsFeed([]byte(tt.doc)) {
				t.Error("IsFeed = false")
			}
		})
	}
}

func TestParseHeadline(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, item, title, marker string
	}{
		{"plain", `<title>Dam holds</title>`, "Dam holds", ""},
		{"entities", `<title>Fish &amp;amp; chips &amp;#8211; a love story</title>`, "Fish & chips – a love story", ""},
		{"tags", `<title><![CDATA[<b>Dam</b> holds<br>for now]]></title>`, "Dam holds for now", ""},
		{"escaped tag", `<title>History of the &amp;lt;blink&amp;gt; tag</title>`, "History of the <blink> tag", ""},
		{"encoded twice, in CDATA", `<title><![CDATA[Caf&amp;eacute; owner&amp;#8217;s plea &amp;mdash; &lt;b&gt;&quot;help&quot;&lt;/b&gt;]]></title>`, "Café owner’s plea — \"help\"", ""},
		{"script", `<title><![CDATA[Dam <script>alert("x <b>")</script>holds<style>b{}</style>]]></title>`, "Dam holds", ""},
		{"no tags", `<title>Why 3 &lt; 5 and List&lt;T&gt; is fine</title>`, "Why 3 < 5 and List<T> is fine", ""},
		{"lines", "<title>\n  Dam\n\tholds\u00a0on </title>", "Dam holds on", ""},
		{"tricks", "<title>Dam \u202eholds\u2066 on\u200b</title>", "Dam holds on", ""},
		{"written twice", "<title>Damâ\u0080\u0099s gates hold</title>", "Dam’s gates hold", ""},
		{"marked", `<title>BREAKING: Dam fails</title>`, "Dam fails", "BREAKING"},
		{"marked by category", `<title>Dam fails</title><category>Breaking News</category>`, "Dam fails", "BREAKING NEWS"},
		{"false friend", `<title>Breaking Bad returns</title>`, "Breaking Bad returns", ""},
		{"only a mark", `<title>BREAKING:</title><description>A dam fails in the north.</description>`, "A dam fails in the north.", "BREAKING"},
		{"none", `<description>&lt;p&gt;A dam fails.&lt;/p&gt;&lt;p&gt;More follows.&lt;/p&gt;</description>`, "A dam fails.", ""},
		{"none and long", `<description>` + strings.Repeat("word ", 50) + `</description>`, strings.TrimSpace(strings.Repeat("word ", 19)) + "…", ""},
		{"too long", `<title>` + strings.Repeat("x", 600) + `</title>`, strings.Repeat("x", 499) + "…", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := parseItem(t, tt.item)
			if a.Title != tt.title || a.Marker != tt.marker || a.MarkedTitle != "" {
				t.Errorf("title %q, marker %q, marked title %q; want %q, %q, none", a.Title, a.Marker, a.MarkedTitle, tt.title, tt.marker)
			}
			if len(a.Keywords) > 0 {
				t.Errorf("keywords = %q, want none", a.Keywords)
			}
		})
	}
}

func TestParseSummary(t *testing.T) {
	t.Parallel()
	const body = `<content:encoded>&lt;h2&gt;Morning&lt;/h2&gt;&lt;p&gt;The bridge was closed at dawn. Engineers found a crack.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</content:encoded>`
	const lead = "The bridge was closed at dawn. Engineers found a crack. Nobody was hurt."
	tests := []struct{ name, item, want string }{
		{"own", `<description>A crack closes the bridge for weeks.</description>` + body, "A crack closes the bridge for weeks."},
		{"own in quotes", `<description>“It is closed for weeks.”</description>` + body, "“It is closed for weeks.”"},
		{"cut", `<description>The bridge was closed at […]</description>` + body, lead},
		{"cut with dots", `<description>The bridge was closed at...</description>` + body, lead},
		{"no sentence", `<description>Bridge, crack, closure</description>` + body, lead},
		{"headline again", `<description>Bridge closed.</description>` + body, lead},
		{"list", `<description>&lt;ul&gt;&lt;li&gt;Bridge closed.&lt;/li&gt;&lt;li&gt;Crack found.&lt;/li&gt;&lt;/ul&gt;</description>` + body, lead},
		{"read more", `<description>A crack closes it for weeks. &lt;a href="x"&gt;Read more&lt;/a&gt;</description>` + body, "A crack closes it for weeks."},
		{"continue reading", `<description>A crack closes it. Continue reading...</description>` + body, "A crack closes it."},
		{"plugin line", `<description>A crack closes it. The post Bridge closed appeared first on Test.</description>` + body, "A crack closes it."},
		{"encoded twice", `<description><![CDATA[&lt;p&gt;The caf&amp;eacute; is closed.&lt;/p&gt;]]></description>`, "The café is closed."},
		{"speaks of a tag", `<description>Type &amp;lt;b&amp;gt; for bold letters.</description>`, "Type <b> for bold letters."},
		{"no tag of HTML", `<description>Use List&lt;T&gt; or &lt;text&gt; here.</description>`, "Use List<T> or <text> here."},
		{"cut and alone", `<description>The bridge was closed. Engineers found a [&amp;#8230;]</description>`, "The bridge was closed."},
		{"cut in the first sentence", `<description>The bridge was closed after …</description>`, "The bridge was closed after…"},
		{"nothing", ``, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := parseItem(t, `<title>Bridge closed</title>`+tt.item)
			if a.Summary != tt.want {
				t.Errorf("summary = %q, want %q", a.Summary, tt.want)
			}
		})
	}
}

func TestParseIdentity(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 600)
	tests := []struct{ name, item, want string }{
		{"guid", `<guid>abc</guid><link>https://news.example/a</link>`, "abc"},
		{"link", `<link>http://www.news.example/a/?utm_source=rss#top</link>`, "https://news.example/a"},
		{"neither", `<pubDate>Sat, 21 Jun 2025 10:00:00 GMT</pubDate>`, "hash:" + hash("Bridge closed", "Sat, 21 Jun 2025 10:00:00 GMT", "Bridge closed")},
		{"long guid", `<guid>` + long + `</guid>`, "hash:" + hash(long)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if a := parseItem(t, `<title>Bridge closed</title>`+tt.item); a.ID != tt.want {
				t.Errorf("id = %q, want %q", a.ID, tt.want)
			}
		})
	}
}

func TestParseLinks(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, item, want string }{
		{"absolute", `<link>https://other.example/a?b=c</link>`, "https://other.example/a?b=c"},
		{"relative", `<link>a/b.html</link>`, "https://news.example/a/b.html"},
		{"xml:base", `<link xml:base="https://base.example/x/">a</link>`, "https://base.example/x/a"},
		{"original", `<link>https://proxy.example/1</link><feedburner:origLink>https://news.example/1</feedburner:origLink>`, "https://news.example/1"},
		{"permanent id", `<guid>https://news.example/perma</guid>`, "https://news.example/perma"},
		{"id that is no link", `<guid isPermaLink="false">https://news.example/perma</guid>`, ""},
		{"enclosed", `<guid isPermaLink="false">7</guid><enclosure url="https://i.example/p.jpg" type="image/jpeg"/><enclosure url="https://news.example/7.mp3" type="audio/mpeg" length="1"/>`, "https://news.example/7.mp3"},
		{"no web", `<link>javascript:alert(1)</link>`, ""},
		{"data", `<link>data:text/html,hello</link>`, ""},
		{"credentials", `<link>https://u:p@news.example/a</link>`, "https://news.example/a"},
		{"too long", `<link>https://news.example/` + strings.Repeat("a", maxURL) + `</link>`, ""},
		{"none", ``, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if a := parseItem(t, `<title>Bridge closed</title>`+tt.item); a.URL != tt.want {
				t.Errorf("url = %q, want %q", a.URL, tt.want)
			}
		})
	}
}

func TestParseImages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, item string
		want       []string
	}{
		{"widest first", `<media:content url="https://i.example/s.jpg" width="140" type="image/jpeg"/><media:content url="https://i.example/l.jpg" width="460" type="image/jpeg"/>`,
			[]string{"https://i.example/l.jpg", "https://i.example/s.jpg"}},
		{"in a group", `<media:group><media:content url="https://i.example/a.jpg" medium="image"/></media:group>`, []string{"https://i.example/a.jpg"}},
		{"thumbnail beside a video", `<media:content url="https://i.example/a.mp4" type="video/mp4"/><media:thumbnail url="https://i.example/t.jpg"/>`, []string{"https://i.example/t.jpg"}},
		{"enclosure", `<enclosure url="https://i.example/a.png" type="image/png" length="1"/><enclosure url="https://i.example/a.mp3" type="audio/mpeg" length="1"/>`, []string{"https://i.example/a.png"}},
		{"itunes", `<itunes:image href="https://i.example/pod.jpg"/>`, []string{"https://i.example/pod.jpg"}},
		{"in the text", `<link>/s/1</link><description>&lt;img src="/pixel.gif" width="1" height="1"&gt;&lt;img src="data:x"&gt;&lt;img src="a.jpg"&gt;&lt;img src="b.jpg"&gt;</description>`,
			[]string{"https://news.example/s/a.jpg"}},
		{"icon of who writes", `<media:thumbnail url="https://i.example/me.png" width="30" height="30"/>`, nil},
		{"small beside the text's", `<media:thumbnail url="https://i.example/s72/a.jpg" width="72"/><description>&lt;img src="https://i.example/a.jpg"&gt;</description>`, []string{"https://i.example/a.jpg"}},
		{"no web", `<media:thumbnail url="file:///etc/passwd"/>`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := parseItem(t, `<title>Bridge closed</title>`+tt.item)
			if diff := cmp.Diff(tt.want, a.Images); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseAuthors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, item string
		want       []string
	}{
		{"names", `<dc:creator>Mina Holt</dc:creator><dc:creator>Tom Ek</dc:creator>`, []string{"Mina Holt", "Tom Ek"}},
		{"address and name", `<author>mina@news.example (Mina Holt)</author>`, []string{"Mina Holt"}},
		{"address", `<author>mina@news.example</author>`, nil},
		{"in one line", `<dc:creator>Mina Holt, Tom Ek, and Ana de la Cruz</dc:creator>`, []string{"Mina Holt", "Tom Ek", "Ana de la Cruz"}},
		{"last name first", `<dc:creator>Holt, Mina</dc:creator>`, []string{"Holt, Mina"}},
		{"an account", `<dc:creator>admin</dc:creator>`, nil},
		{"by", `<dc:creator><![CDATA[By Mina Holt]]></dc:creator>`, []string{"Mina Holt"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := parseItem(t, `<title>Bridge closed</title>`+tt.item)
			if diff := cmp.Diff(tt.want, a.Authors); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseOrder(t *testing.T) {
	t.Parallel()
	dated := func(n, hour int) string {
		return fmt.Sprintf(`<item><title>Story number %d</title><guid>%d</guid><pubDate>Sat, 21 Jun 2025 %02d:00:00 GMT</pubDate></item>`, n, n, hour)
	}
	undated := `<item><title>Story without a date</title><guid>u</guid></item>`
	tests := []struct {
		name, items string
		want        []string
	}{
		{"newest on top", dated(3, 9) + dated(2, 8) + dated(1, 7), []string{"1", "2", "3"}},
		{"mixed up", dated(2, 8) + dated(1, 7) + dated(3, 9), []string{"1", "2", "3"}},
		{"same time", dated(2, 8) + dated(1, 8), []string{"1", "2"}},
		{"one undated", dated(3, 9) + undated + dated(1, 7), []string{"1", "u", "3"}},
		{"twice", dated(2, 8) + dated(1, 7) + dated(2, 8), []string{"1", "2"}},
		{"nothing in it", dated(1, 7) + `<item><link>https://news.example/x</link></item><item/>`, []string{"1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, a := range parse(t, rss(tt.items)) {
				got = append(got, a.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseTakesTheNewest(t *testing.T) {
	t.Parallel()
	var items strings.Builder
	for n := range MaxItems + 10 { // oldest on top
		fmt.Fprintf(&items, `<item><title>Story number %d</title><guid>%d</guid><pubDate>%s</pubDate></item>`,
			n, n, testNow.Add(time.Duration(n-MaxItems-10)*time.Minute).Format(time.RFC1123Z))
	}
	list := parse(t, rss(items.String()))
	if len(list) != MaxItems || list[0].ID != "10" || list[MaxItems-1].ID != fmt.Sprint(MaxItems+9) {
		t.Errorf("got %d articles, %s to %s", len(list), list[0].ID, list[len(list)-1].ID)
	}
}

func TestParseBoundsText(t *testing.T) {
	t.Parallel()
	a := parseItem(t, `<title>Bridge closed</title><description>`+strings.Repeat("It was long. ", 50_000)+`</description>`)
	if len(a.Text) < articles.MaxText/2 {
		t.Errorf("text has %d bytes, more were there and allowed", len(a.Text))
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, doc string
		want      error
	}{
		{"empty", " \n", ErrEmpty},
		{"page", "<!DOCTYPE html><html><body>Hello</body></html>", ErrPage},
		{"other xml", `<?xml version="1.0"?><opml version="2.0"/>`, ErrNotFeed},
		{"text", "Not found", ErrNotFeed},
		{"other json", `{"error":"quota exceeded"}`, ErrNotFeed},
		{"too many tags", rss(strings.Repeat("<a/>", maxElements)), errTooMuch},
		{"too many items", rss(strings.Repeat("<item/>", maxEntries+1)), errTooMuch},
		{"too many objects", `{"items":[` + strings.Repeat("{},", maxObjects) + "{}]}", errTooMuch},
		{"too many attributes", rss("<item><a " + strings.Repeat("b ", maxAttributes+1) + "/></item>" + strings.Repeat(" ", small)), errTooMuch},
		{"too deep", rss("<item>" + strings.Repeat("<x:a>", few+1)), errTooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list, err := Parse([]byte(tt.doc), testSource, "", testNow)
			if !errors.Is(err, tt.want) || list != nil {
				t.Errorf("got %d articles and %v, want %v", len(list), err, tt.want)
			}
		})
	}
}

// HTML in the text is not what makes a document too big.
func TestParseLongHTML(t *testing.T) {
	t.Parallel()
	a := parseItem(t, `<title>Long</title><content:encoded><![CDATA[`+strings.Repeat("<p>Some <b>text</b>.", maxElements/2)+`]]></content:encoded>`)
	if !strings.HasPrefix(a.Text, "Some text.\n\nSome text.") {
		t.Errorf("text starts with %.100q", a.Text)
	}
}

// No entity is expanded, however often it is nested.
func TestParseEntityBomb(t *testing.T) {
	t.Parallel()
	doc := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>` +
		`<rss version="2.0"><channel><item><title>Boom &b; &x;</title></item></channel></rss>`
	list, err := Parse([]byte(doc), testSource, "", testNow)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || strings.Contains(list[0].Title, "haha") || strings.Contains(list[0].Title, "root:") {
		t.Errorf("got %+v", list)
	}
}
