package feed

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// headline is the same feed in every encoding.
func document(prolog, headline string) string {
	return prolog + `<rss version="2.0"><channel><item><title>` + headline + `</title></item></channel></rss>`
}

func in16(s string, order binary.AppendByteOrder) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func in32(s string, order binary.AppendByteOrder) string {
	var out []byte
	for _, r := range s {
		out = order.AppendUint32(out, uint32(r))
	}
	return string(out)
}

func encoded(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestParseEncodings(t *testing.T) {
	t.Parallel()
	xml := func(label string) string { return `<?xml version="1.0" encoding="` + label + `"?>` }
	tests := []struct{ name, doc, want string }{
		{"no prolog", document("", "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"byte order mark", "\ufeff" + document(xml("utf-8"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"mark against prolog", "\ufeff" + document(xml("windows-1251"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"latin", encoded(t, charmap.ISO8859_1, document(xml("ISO-8859-1"), "Öl ausgelaufen")), "Öl ausgelaufen"},
		{"cyrillic", encoded(t, charmap.Windows1251, document(xml("windows-1251"), "Плотина держится")), "Плотина держится"},
		{"japanese", encoded(t, japanese.ShiftJIS, document(xml("Shift_JIS"), "ダムは無事")), "ダムは無事"},
		{"utf-16", "\ufeff" + document(xml("utf-16"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"utf-16 little", in16("\ufeff"+document(xml("utf-16"), "Öl 🛢 ausgelaufen"), binary.LittleEndian), "Öl 🛢 ausgelaufen"},
		{"utf-16 big", in16("\ufeff"+document(xml("utf-16"), "Öl ausgelaufen"), binary.BigEndian), "Öl ausgelaufen"},
		{"utf-16 without mark", in16(document(xml("utf-16le"), "Öl ausgelaufen"), binary.LittleEndian), "Öl ausgelaufen"},
		{"utf-32", in32("\ufeff"+document("", "Öl ausgelaufen"), binary.BigEndian), "Öl ausgelaufen"},
		{"utf-32 little", in32("\ufeff"+document("", "Öl ausgelaufen"), binary.LittleEndian), "Öl ausgelaufen"},
		{"not what it says", encoded(t, charmap.Windows1252, document(xml("utf-8"), "Öl “ausgelaufen”")), "Öl “ausgelaufen”"},
		{"says utf-16, is not", document(xml("utf-16"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"unknown label", document(xml("klingon"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"space in front", "\r\n\t " + document(xml("utf-8"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"words in front", "Warning: deprecated\n" + document(xml("utf-8"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"a program's warning in front", "<br />\n<b>Warning</b>: mysql_connect() in <b>/var/www/x.php</b><br />\n" + document(xml("utf-8"), "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"a warning and no prolog", "<p>Deprecated: each()</p>" + document("", "Öl ausgelaufen"), "Öl ausgelaufen"},
		{"control characters", document("", "Öl\x00 aus\x0bgelaufen\uffff"), "Öl ausgelaufen"},
		{"control references", document("", "Öl&#0; aus&#x0b;gelaufen&#xd800; &#233;t&#xe9;"), "Öl ausgelaufen été"},
		{"break after the item", strings.TrimSuffix(document("", "Öl ausgelaufen"), "</channel></rss>") + "<item><title>Hal", "Öl ausgelaufen"},
		{"broken item behind", strings.TrimSuffix(document("", "Öl ausgelaufen"), "</channel></rss>") + "<item><title><![CDATA[x</title></item></channel></rss>", "Öl ausgelaufen"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list := parse(t, tt.doc)
			if len(list) != 1 || list[0].Title != tt.want {
				t.Errorf("got %+v, want one article %q", list, tt.want)
			}
			if !IsFeed([]byte(tt.doc)) {
				t.Error("IsFeed = false")
			}
		})
	}
}

func TestIsFeed(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]bool{
		`<rss version="2.0">`:   true,
		`{"version":"x"}`:       true,
		`<html><head>`:          false,
		`<!DOCTYPE html><html>`: false,
		`<div>A page.</div>`:    false,
		`Some text.`:            false,
		``:                      false,
	} {
		if got := IsFeed([]byte(doc)); got != want {
			t.Errorf("IsFeed(%q) = %v, want %v", doc, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(rss(`<item><title>BREAKING: Dam &amp; road</title><link>/a</link><guid>1</guid><pubDate>Sat, 21 Jun 2025 10:00:00 GMT</pubDate>
 <media:group><media:content url="a.jpg" width="3"/></media:group><content:encoded><![CDATA[<p>One.</p><ul><li>Two</ul>]]></content:encoded></item>`)))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><entry><title type="xhtml"><div>A &lt; B</div></title><link href="x"/><updated>2025-06-21T10:00:00Z</updated><content type="html">&lt;img src=b.png></content></entry></feed>`))
	f.Add([]byte(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>x</title></item></rdf:RDF>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[null,{"id":1,"title":null,"content_html":"<p>Hi.","authors":[null,{"name":"x"}],"attachments":[{"url":"a"}]}]}`))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Add([]byte("\x00\x00\xfe\xff\x00\x00\x00<\xff\xff\xff\xff"))
	f.Add([]byte(`<?xml version="1.0" encoding="iso-2022-jp"?><rss><channel><item><title>&#xD800;&#0;` + "\x1b$B\xff" + `</title></item>`))
	f.Add([]byte(`<rss><channel><item><pubDate>sab, 21 giu 2025 12:00:00 +02:00</pubDate><description>The post x appeared first on y. Read more…</description></item></channel></rss>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Parse(data, testSource, testSource.URL, testNow)
		if err != nil && (list != nil || len(err.Error()) > 500) {
			t.Errorf("%d articles with error %v", len(list), err)
		}
		seen := map[string]bool{}
		for _, a := range list {
			checkArticle(t, a, testNow)
			if seen[a.ID] {
				t.Errorf("id %q twice", a.ID)
			}
			seen[a.ID] = true
		}
	})
}
