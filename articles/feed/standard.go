package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// The namespaces that matter here.
const (
	nsRSS11 = "http://purl.org/net/rss1.1#"
	nsAtom  = "http://www.w3.org/2005/Atom"
)

// rdfRoot tells RSS 0.90 and 1.0, whose items are named by an attribute.
var rdfRoot = regexp.MustCompile(`<(?:[\w.-]{1,40}:)?RDF[\s>]`)

// itemAbout is the start of an item with its name.
var itemAbout = regexp.MustCompile(`<((?:[\w.-]{1,40}:)?)item\s[^<>]*?\babout\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')[^<>]*>`)

// withAbout gives the items of an RDF document their names as guids: the parser
// does not see the attribute.
func withAbout(doc []byte) []byte {
	if doc[0] != '<' || !rdfRoot.Match(doc[:min(len(doc), 4096)]) {
		return doc
	}
	return itemAbout.ReplaceAllFunc(doc, func(tag []byte) []byte {
		if bytes.HasSuffix(tag, []byte("/>")) {
			return tag
		}
		m := itemAbout.FindSubmatch(tag)
		return fmt.Appendf(bytes.Clone(tag), `<%sguid isPermaLink="false">%s%s</%sguid>`, m[1], m[2], m[3], m[1])
	})
}

// standardise turns a feed of a kind that the parser does not know, RSS 1.1, CDF
// or a single Atom entry, into one that it does. It reports false if doc is
// none.
func standardise(doc []byte) (plain []byte, ok bool) {
	if doc[0] != '<' {
		return doc, false
	}
	s := standard{decoder: decoder(doc)}
	s.decoder.AutoClose, s.decoder.Entity = nil, xml.HTMLEntity
	root, ok := s.root()
	if !ok {
		return doc, false
	}
	switch strings.ToLower(root.Name.Local) {
	case "channel":
		return s.channel(root)
	case "entry":
		if root.Name.Space != nsAtom {
			return doc, false
		}
		// Everything from the entry on; comments before it are of no use.
		return s.wrap(root, doc)
	}
	return doc, false
}

// standard rewrites one document.
type standard struct {
	decoder *xml.Decoder
	out     bytes.Buffer
	before  int64 // where the root begins
}

// root is the first element, false if there is none.
func (s *standard) root() (xml.StartElement, bool) {
	for {
		s.before = s.decoder.InputOffset()
		t, err := s.decoder.Token()
		if err != nil {
			return xml.StartElement{}, false
		}
		if start, ok := t.(xml.StartElement); ok {
			return start.Copy(), true
		}
	}
}

func (s *standard) wrap(root xml.StartElement, doc []byte) ([]byte, bool) {
	lang := ""
	for _, a := range root.Attr {
		if a.Name.Local == "lang" {
			lang = html.EscapeString(a.Value)
		}
	}
	return fmt.Appendf(nil, `<feed xmlns="%s" xml:lang="%s">%s</feed>`, nsAtom, lang, doc[s.before:]), true
}

// channel rewrites RSS 1.1 (https://web.resource.org/rss/1.1) and CDF
// (https://www.w3.org/TR/NOTE-CDFsubmit.html) as RSS 2.0. What cannot be read to
// its end counts as far as it could be read.
func (s *standard) channel(root xml.StartElement) ([]byte, bool) {
	s.out.WriteString(`<rss version="2.0"><channel>`)
	depth := 0
	s.attributes(root)
	encoder := xml.NewEncoder(&s.out)
	for {
		t, err := s.decoder.Token()
		if err != nil {
			break
		}
		if end, ok := t.(xml.EndElement); ok && depth == 0 && strings.EqualFold(end.Name.Local, "channel") {
			break
		}
		depth += s.token(encoder, t)
		if depth < 0 {
			break
		}
	}
	_ = encoder.Close() // it complains about elements left open, which the parser will find
	s.out.WriteString(`</channel></rss>`)
	return s.out.Bytes(), true
}

// token writes one token, and returns by how much it changes the depth.
func (s *standard) token(e *xml.Encoder, t xml.Token) int {
	switch t := t.(type) {
	case xml.StartElement:
		if name, ours := plainName(t.Name); ours {
			if name != "items" {
				_ = e.EncodeToken(xml.StartElement{Name: xml.Name{Local: name}})
			}
			_ = e.Flush()
			s.attributes(t)
			return 1
		}
		t.Attr = withoutNamespaces(t.Attr)
		_ = e.EncodeToken(t)
		return 1
	case xml.EndElement:
		if name, ours := plainName(t.Name); ours {
			t.Name = xml.Name{Local: name}
		}
		if t.Name.Local != "items" {
			_ = e.EncodeToken(t)
		}
		return -1
	case xml.CharData:
		_ = e.EncodeToken(t)
	}
	return 0
}

// cdf are the names of CDF, which are in capitals, in RSS.
var cdf = map[string]string{"item": "item", "title": "title", "abstract": "description", "logo": "logo"}

// plainName is the name of an element in RSS 2.0; false if it is another
// vocabulary's.
func plainName(n xml.Name) (string, bool) {
	switch {
	case n.Space == nsRSS11:
		return n.Local, true
	case n.Space != "":
		// A document with a namespace of its own making.
		return n.Local, strings.HasPrefix(n.Space, "http://purl.org/net/rss1.")
	}
	if name, ok := cdf[strings.ToLower(n.Local)]; ok {
		return name, true
	}
	return n.Local, true
}

// attributes writes as elements what CDF and RDF say in attributes.
func (s *standard) attributes(t xml.StartElement) {
	put := func(name, value string) {
		fmt.Fprintf(&s.out, "<%s>%s</%s>", name, html.EscapeString(value), name)
	}
	element := strings.ToLower(t.Name.Local)
	if element != "item" && element != "channel" {
		return
	}
	for _, a := range t.Attr {
		switch strings.ToLower(a.Name.Local) {
		case "href":
			put("link", a.Value)
		case "lastmod":
			put("pubDate", a.Value)
		case "about":
			if element == "item" {
				fmt.Fprintf(&s.out, `<guid isPermaLink="false">%s</guid>`, html.EscapeString(a.Value))
			}
		}
	}
}

// withoutNamespaces drops declarations: every element that is written carries its
// own.
func withoutNamespaces(list []xml.Attr) []xml.Attr {
	keep := list[:0]
	for _, a := range list {
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			keep = append(keep, a)
		}
	}
	return keep
}
