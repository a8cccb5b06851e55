package hostile

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"

	"herald/articles/wire"
)

// full is the size of a document in bytes. Feeds, pages and files are read up to
// it.
const full = 8 << 20

// size is that of a document in bytes. Wires may be shorter only.
func (d document) size() int {
	if d.kind == "wire" || d.kind == "ninjs" {
		return wire.MaxSize
	}
	return full
}

// document is one hostile document: its kind says which reader gets it.
type document struct {
	kind, name string
	make       func(size int) string
}

// of repeats unit to size bytes.
func of(unit string) func(int) string {
	return func(size int) string { return strings.Repeat(unit, size/len(unit)) }
}

// in is of between a beginning and an end.
func in(before, unit, after string) func(int) string { return around(before, of(unit), after) }

// nested opens as many of a tag as fit, and closes them again.
func nested(open, shut string) func(int) string {
	return func(size int) string {
		n := size / (len(open) + len(shut))
		return strings.Repeat(open, n) + "x" + strings.Repeat(shut, n)
	}
}

// numbered repeats a format with a running number.
func numbered(format string) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := 0; ; i++ {
			next := fmt.Sprintf(format, i)
			if b.Len()+len(next) > size {
				return b.String()
			}
			b.WriteString(next)
		}
	}
}

// around wraps what make gives.
func around(before string, make func(int) string, after string) func(int) string {
	return func(size int) string { return before + make(size-len(before)-len(after)) + after }
}

// thenMany opens n numbered tags, and puts as much of unit into them as fits.
func thenMany(format string, n int, unit string) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String() + of(unit)(size-b.Len())
	}
}

// noise is bytes that are of no language, the same every time.
func noise(from, to int) func(int) string {
	return func(size int) string {
		r := rand.New(rand.NewPCG(1, 2))
		b := make([]byte, size)
		for i := range b {
			b[i] = byte(from + r.IntN(to-from))
		}
		return string(b)
	}
}

// prose is many sentences, of which no two are alike.
func prose(size int) string {
	return numbered("The dam above Arlen failed on day %d, and 7,000 people were told to leave. ")(size)
}

// pages are what only pages have.
var pages = []document{
	{"page", "titles", of("<title> - x</title>")},
	{"page", "one long title", in("<title>", "not - ", "</title>")},
	{"page", "meta elements", of(`<meta property="og:title" content="x">`)},
	{"page", "kinds of meta elements", numbered(`<meta property="og:%d" content="x">`)},
	{"page", "long meta elements", func(n int) string { return of(`<meta name=description content="` + prose(100_000) + `">`)(n) }},
	{"page", "base elements", of("<base href=//a.example/x>")},
	{"page", "canonical links", of("<link rel=canonical href=//a.example/x>")},
	{"page", "data", of(`<script type="application/ld+json">{"@type":"NewsArticle","headline":""}</script>`)},
	{"page", "huge data", around(`<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"`, prose, `"}</script>x`)},
	{"page", "much data", around(`<script type="application/ld+json">[0`, of(`,{"a":1}`), `]</script>x`)},
	{"page", "much empty data", around(`<script type="application/ld+json">[0`, of(`,[]`), `]</script>x`)},
	{"page", "deep data", around(`<script type="application/ld+json">`, nested("[", "]"), `</script>x`)},
	{"page", "data with HTML", around(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam fails","articleBody":"`, of("a<br>"), `"}</script>x`)},
	{"page", "data with authors", around(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam fails","author":["a"`, of(`,"Ida Holt"`), `]}</script>x`)},
	{"page", "data with keywords", around(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam fails","keywords":"`, of(`a,`), `"}</script>x`)},
	{"page", "data and the same text", func(n int) string {
		text := prose(n / 2)
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Dam fails","articleBody":"` + text + `"}</script><p>` + strings.ReplaceAll(text, ". ", ".<p>")
	}},
	{"page", "UTF-16", func(n int) string { return "\xff\xfe" + strings.Repeat("<\x00p\x00>\x00a\x00", n/8) }},
	{"page", "noise", in("<html>", noise(128, 256)(1<<16), "")},
	{"page", "wrong encoding", in("<meta charset=gb18030>", "\x81\x30\x81\x30", "")},
	{"page", "wall", of("<p>Subscribe to continue reading, and start your free trial now. ")},
	{"page", "consent", of("<p>We value your privacy and our 7 partners store personal data. ")},
	{"page", "sorry", of("<p>Sorry, the page that you requested could not be found.")},
}

// texts are plain texts.
var texts = []document{
	{"text", "words", of("word ")},
	{"text", "lines", of("a\n")},
	{"text", "short lines", of("Head\n\n")},
	{"text", "sentences", prose},
	{"text", "paragraphs", func(n int) string { return strings.ReplaceAll(prose(n), ". ", ".\n\n")[:n] }},
	{"text", "wrapped", of("words that go on and on and on and never come to an end\n")},
	{"text", "stops", in("", ".", "x")},
	{"text", "quotes", of("“a” ")},
	{"text", "initials", of("A. ")},
	{"text", "bylines", of("By Ida Holt\n")},
	{"text", "bars", of("a | ")},
	{"text", "dashes", in("Title", " — a b", "")},
	{"text", "commas", in("Title — ", "a b,", "")},
	{"text", "dates", of("2026-03-03 ")},
	{"text", "leaders", of("Related:\n")},
	{"text", "markers", of("BREAKING: x\n")},
	{"text", "bullets", of("• x\n")},
	{"text", "capitals", in("Title\n\n", "According to The A ", "")},
	{"text", "credits", in("Title\n\n", "Reuters reported that AP told the BBC. ", "")},
	{"text", "cookies", of("we use our cookies \n")},
	{"text", "corrections", of("Correction: x.\n\n")},
	{"text", "Russian", of("\xcf\xf0\xe8\xe2\xe5\xf2 ")},
	{"text", "noise", noise(128, 256)},
	{"text", "one word", of("a")},
	{"text", "UTF-16", func(n int) string { return "\xff\xfe" + strings.Repeat("a\x00 \x00", n/4) }},
	{"text", "page", in("<html><p>", "a<br>", "")},
}

const (
	rssHead  = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title>`
	rssFoot  = `</channel></rss>`
	itemHead = `<item><title>Dam fails</title><guid>1</guid><description>`
	itemFoot = `</description></item>`
)

// feeds are documents in the place of feeds.
var feeds = []document{
	{"feed", "items", around(rssHead, numbered("<item><title>x%d</title></item>"), rssFoot)},
	{"feed", "empty items", in(rssHead, "<item/>", rssFoot)},
	{"feed", "items with all", around(rssHead, numbered(`<item><title>x %[1]d</title><guid>%[1]d</guid><link>https://a.example/%[1]d</link><description>`+strings.Repeat("Some words about it. ", 20)+`</description><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>`), rssFoot)},
	{"feed", "nested items", in(rssHead, "<item>", rssFoot)},
	{"feed", "depth", nested("<a>", "</a>")},
	{"feed", "depth in an item", around(rssHead+"<item><title>x</title>", nested("<a>", "</a>"), "</item>"+rssFoot)},
	{"feed", "allowed depth", func(n int) string {
		return rssHead + strings.Repeat("<item><title>x</title>"+strings.Repeat("<a>", 1500)+strings.Repeat("</a>", 1500)+"</item>", n/(1500*7+40)) + rssFoot
	}},
	{"feed", "attributes", around(rssHead+"<item ", numbered("a%d='b' "), "><title>x</title></item>"+rssFoot)},
	{"feed", "elements with attributes", in(rssHead+"<item><title>x</title>", "<media:content url='https://a.example/b.jpg' width='7'/>", "</item>"+rssFoot)},
	{"feed", "namespaces", around(rssHead, numbered("<a xmlns:n%d='x'>"), rssFoot)},
	{"feed", "entities of its own", around(`<!DOCTYPE rss [<!ENTITY a "`+strings.Repeat("lol", 100)+`">]>`+rssHead+itemHead, of("&a;"), itemFoot+rssFoot)},
	{"feed", "references", in(rssHead+itemHead, "&#1;", itemFoot+rssFoot)},
	{"feed", "escaped markup", in(rssHead+itemHead, "&lt;b&gt;", itemFoot+rssFoot)},
	{"feed", "comments", in(rssHead, "<!-- -->", rssFoot)},
	{"feed", "comments in an item", in(rssHead+itemHead, "a<!-- -->", itemFoot+rssFoot)},
	{"feed", "CDATA by turns", in(rssHead+itemHead, "a<![CDATA[b]]>", itemFoot+rssFoot)},
	{"feed", "tags by turns", in(rssHead+itemHead, "a<b/>", itemFoot+rssFoot)},
	{"feed", "tags by turns in Atom", in(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><content type="xhtml"><div>`, "a<b/>", `</div></content></entry></feed>`)},
	{"feed", "categories", around(rssHead+"<item><title>x</title>", numbered("<category>c%d</category>"), "</item>"+rssFoot)},
	{"feed", "authors", around(rssHead+"<item><title>x</title>", numbered("<author>a%d</author>"), "</item>"+rssFoot)},
	{"feed", "enclosures", around(rssHead+"<item><title>x</title>", numbered("<enclosure url='https://a.example/%d.jpg' type='image/jpeg' length='1'/>"), "</item>"+rssFoot)},
	{"feed", "links", around(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>`, numbered("<link href='https://a.example/%d'/>"), "</entry></feed>")},
	{"feed", "hubs", around(`<feed xmlns="http://www.w3.org/2005/Atom">`, numbered("<link rel='hub' href='https://a.example/%d'/>"), "</feed>")},
	{"feed", "long title", in(rssHead+"<item><title>", "word ", "</title></item>"+rssFoot)},
	{"feed", "long link", in(rssHead+"<item><title>x</title><link>https://a.example/", "a/", "</link></item>"+rssFoot)},
	{"feed", "long guid", in(rssHead+"<item><title>x</title><guid>", "a/", "</guid></item>"+rssFoot)},
	{"feed", "skipped hours", in(rssHead+"<skipHours>", "<hour>1</hour>", "</skipHours>"+rssFoot)},
	{"feed", "cut off", in(rssHead+"<item><title>x</title></item><item><description>", "word ", "")},
	{"feed", "cut off in tags", around(rssHead+"<item><title>x</title></item>", of("<a b='c'>"), "<")},
	{"feed", "junk before", in("", "x", rssHead)},
	{"feed", "no end", of(rssHead)},
	{"feed", "RDF", around(`<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`, numbered(`<item rdf:about="https://a.example/%d"><title>x</title></item>`), `</rdf:RDF>`)},
	{"feed", "RSS 1.1", around(`<Channel xmlns="http://purl.org/net/rss1.1#">`, numbered(`<item rdf:about="%d"><title>x</title></item>`), `</Channel>`)},
	{"feed", "UTF-16", func(n int) string {
		return "\xff\xfe" + strings.Join(strings.Split(rssHead+of("<item/>")(n/2), ""), "\x00") + "\x00"
	}},
	{"feed", "UTF-32", func(n int) string {
		return "\xff\xfe\x00\x00" + strings.Join(strings.Split(rssHead+of("<item/>")(n/4), ""), "\x00\x00\x00") + "\x00\x00\x00"
	}},
	{"feed", "noise", in(rssHead+itemHead, noise(128, 256)(1<<16), itemFoot+rssFoot)},
	{"feed", "page", in("<html>", "<a href=/feed>x</a>", "")},
	{"feed", "JSON items", in(`{"version":"https://jsonfeed.org/version/1.1","items":[{}`, `,{"id":"1","title":"x"}`, `]}`)},
	{"feed", "JSON empty items", in(`{"version":"https://jsonfeed.org/version/1.1","items":[{}`, `,{}`, `]}`)},
	{"feed", "JSON depth", around(`{"version":"https://jsonfeed.org/version/1.1","items":`, nested("[", "]"), `}`)},
	{"feed", "JSON numbers", in(`{"version":"https://jsonfeed.org/version/1.1","x":[0`, `,0`, `]}`)},
	{"feed", "JSON escapes", in(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"`, `\u0061`, `"}]}`)},
	{"feed", "JSON tags", in(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"x","tags":["a"`, `,"b"`, `]}]}`)},
	{"feed", "JSON keys", around(`{"version":"https://jsonfeed.org/version/1.1"`, numbered(`,"a%d":1`), `}`)},
	{"feed", "wire", in(`<newsItem guid="a">`, "<p/>", "</newsItem>")},
}

// wires are what agencies would not send.
var wires = []document{
	{"wire", "depth", in("<nitf>", "<p>", "")},
	{"wire", "breadth", in("<nitf>", "<p/>", "</nitf>")},
	{"wire", "texts", in("<nitf><body><body.content><p>", "a<br/>", "</p></body.content></body></nitf>")},
	{"wire", "allowed texts", func(n int) string {
		return "<nitf><head><title>x</title></head><body><body.content>" + of("<p>"+prose(1000)+"</p>")(n) + "</body.content></body></nitf>"
	}},
	{"wire", "attributes", around("<nitf ", numbered("a%d='b' "), "></nitf>")},
	{"wire", "comments", in("<nitf>", "<!-- -->", "</nitf>")},
	{"wire", "entities", in("<nitf><head><title>", "&amp;", "</title></head></nitf>")},
	{"wire", "items", around(`<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>`, numbered(`<newsItem guid="a%d"><contentMeta><headline>Dam</headline></contentMeta></newsItem>`), `</itemSet></newsMessage>`)},
	{"wire", "subjects", around(`<newsItem guid="a"><contentMeta><headline>Dam</headline>`, numbered(`<subject qcode="s:%d"/>`), `</contentMeta></newsItem>`)},
	{"wire", "inline HTML", around(`<newsItem guid="a"><contentMeta><headline>Dam</headline></contentMeta><contentSet><inlineData contenttype="text/html">`, of("a&lt;br&gt;"), `</inlineData></contentSet></newsItem>`)},
	{"wire", "inline XHTML", around(`<newsItem guid="a"><contentMeta><headline>Dam</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html><body>`, of("a<br/>"), `</body></html></inlineXML></contentSet></newsItem>`)},
	{"wire", "remote content", around(`<newsItem guid="a"><contentMeta><headline>Dam</headline></contentMeta><contentSet>`, numbered(`<remoteContent href="https://a.example/%d.jpg"/>`), `</contentSet></newsItem>`)},
	{"wire", "NewsML 1", around(`<NewsML>`, numbered(`<NewsItem><NewsComponent Duid="%d"><NewsLines><HeadLine>x</HeadLine></NewsLines></NewsComponent></NewsItem>`), `</NewsML>`)},
	{"wire", "nested components", around(`<NewsML><NewsItem>`, of(`<NewsComponent><NewsLines><HeadLine>x</HeadLine></NewsLines>`), `</NewsItem></NewsML>`)},
	{"ninjs", "items", in(`[{"uri":"a","headline":"Dam"}`, `,{"uri":"a","headline":"Dam"}`, `]`)},
	{"ninjs", "depth", around(`{"uri":"a","x":`, nested("[", "]"), `}`)},
	{"ninjs", "values", in(`{"uri":"a","headline":"Dam","x":[0`, `,0`, `]}`)},
	{"ninjs", "keys", around(`{"uri":"a","headline":"Dam"`, numbered(`,"a%d":1`), `}`)},
	{"ninjs", "empty items", in(`[{"uri":"a","headline":"Dam"}`, `,{}`, `]`)},
	{"ninjs", "HTML", in(`{"uri":"a","headline":"Dam","body_xhtml":"`, `a<br>`, `"}`)},
	{"ninjs", "subjects", around(`{"uri":"a","headline":"Dam","subject":[{}`, numbered(`,{"name":"a%d"}`), `]}`)},
	{"ninjs", "renditions", around(`{"uri":"a","headline":"Dam","renditions":{"x":{}`, numbered(`,"a%d":{"href":"https://a.example/b.jpg"}`), `}}`)},
}

// files are article files and lists of feeds.
var files = []document{
	{"json", "items", in(`[{"title":"x"}`, `,{"title":"x"}`, `]`)},
	{"json", "empty items", in(`[{}`, `,{}`, `]`)},
	{"json", "numbers", in(`[0`, `,0`, `]`)},
	{"json", "depth", nested("[", "]")},
	{"json", "depth in an article", around(`{"title":"x","y":`, nested("[", "]"), `}`)},
	{"json", "text", around(`{"title":"x","text":"`, prose, `"}`)},
	{"json", "tags", in(`{"title":"x","keywords":["a"`, `,"b"`, `]}`)},
	{"json", "keys", around(`{"title":"x"`, numbered(`,"a%d":1`), `}`)},
	{"jsonl", "articles", of("{\"title\":\"x\"}\n")},
	{"jsonl", "empty lines", of("\n")},
	{"jsonl", "mistakes", of("{\n")},
	{"md", "prose", around("# Dam\n\n", prose, "")},
	{"md", "breaks", in("# Dam\n\n", "a  \n", "")},
	{"md", "paragraphs", in("# Dam\n\n", "a\n\n", "")},
	{"md", "matter", around("---\ntitle: x\n", numbered("a%d: &a%[1]d [x]\n"), "---\n")},
	{"md", "aliases", func(n int) string {
		var b strings.Builder
		b.WriteString("---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n")
		for i := range 30 {
			fmt.Fprintf(&b, "a%d: &a%[1]d [*a%[2]d,*a%[2]d,*a%[2]d,*a%[2]d,*a%[2]d,*a%[2]d,*a%[2]d,*a%[2]d]\n", i+1, i)
		}
		return b.String() + "title: x\n---\n"
	}},
	{"eml", "headers", around("", numbered("X-%d: y\r\n"), "\r\nx")},
	{"eml", "one header", in("Subject: ", "=?utf-8?q?a?= ", "\r\n\r\nx")},
	{"eml", "addresses", in("From: a", ", b <c@d.example>", "\r\n\r\nx")},
	{"eml", "parts", in("Content-Type: multipart/mixed; boundary=x\r\n\r\n", "--x\r\n\r\na\r\n", "--x--")},
	{"eml", "nested parts", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n-200; i++ {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%[1]d\r\n", i)
		}
		return b.String()
	}},
	{"eml", "nested base64", func(n int) string {
		body := prose(n / 2)
		for range 8 {
			body = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(body[:min(len(body), n/2)]))
		}
		return body
	}},
	{"eml", "base64", func(n int) string {
		return "Subject: x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(of("a<br>")(n*3/4-200)))
	}},
	{"eml", "quoted", in("Subject: x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", "=61", "")},
	{"eml", "charsets", in("Subject: x\r\nContent-Type: text/html; charset=gb18030\r\n\r\n", "<meta charset=x>\x81\x30\x81\x30", "")},
	{"eml", "plain", around("Subject: x\r\n\r\n", prose, "")},
	{"opml", "feeds", in("<opml><body>", "<outline xmlUrl='https://a.example/f'/>", "</body></opml>")},
	{"opml", "depth", in("<opml><body>", "<outline text='x'>", "")},
	{"opml", "attributes", around("<opml><body><outline ", numbered("a%d='b' "), "/></body></opml>")},
	{"opml", "broken", in("<opml><body>", "<outline xmlUrl=\"https://a.example/f\" & ", "")},
}

// all are the documents of all kinds. The markup is read as a page, as what a feed
// says in CDATA, and as the HTML of a mail.
func all() []document {
	list := append([]document{}, pages...)
	for _, m := range markup {
		list = append(list,
			document{"page", m.name, around("<html><body>", m.make, "")},
			document{"feed", "HTML: " + m.name, around(rssHead+itemHead+"<![CDATA[", m.make, "]]>"+itemFoot+rssFoot)},
		)
	}
	list = append(list, document{"feed", "HTML: many items of prose", around(rssHead, of("<item><title>Dam fails</title><description><![CDATA["+markup[3].make(20_000)+"]]></description></item>"), rssFoot)})
	for _, more := range [][]document{texts, feeds, wires, files} {
		list = append(list, more...)
	}
	return list
}
