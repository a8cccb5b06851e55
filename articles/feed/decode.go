package feed

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"herald/articles/page"
)

// declaration is the prolog of an XML document, with the encoding in it.
var declaration = regexp.MustCompile(`(?is)^<\?xml[^>]{0,200}?(?:encoding\s*=\s*["']\s*([\w.:-]{1,40})\s*["'][^>]{0,200})?\?>`)

// decode makes clean UTF-8 of a document: the encoding is the one that its byte
// order mark or its prolog tells, or, where it cannot be that, the likeliest; bytes that are wrong in it, and characters
// that XML does not allow, are replaced or dropped. The prolog, which would now
// tell a lie, is cut off with everything before it.
func decode(data []byte) []byte {
	doc, marked := fromUnicode(data)
	doc = trimLead(doc)
	m := declaration.FindSubmatch(doc)
	if m != nil {
		doc = doc[len(m[0]):]
	}
	if m != nil && len(m[1]) > 0 && !marked {
		doc = fromCharset(doc, string(m[1]))
	}
	if doc = trimLead(doc); !isClean(doc) && !utf8.Valid(doc) {
		doc = []byte(page.Decoded(doc))
	}
	return clean(doc)
}

// trimLead drops what stands before a document by mistake: white space, byte
// order marks in the middle, error messages of the server.
func trimLead(doc []byte) []byte {
	doc = bytes.TrimLeft(doc, "\x00 \t\r\n\uFEFF")
	if len(doc) > 0 && doc[0] != '<' && doc[0] != '{' {
		if i := bytes.IndexAny(doc[:min(len(doc), 2048)], "<{"); i > 0 {
			return doc[i:]
		}
	}
	return withoutWarning(doc)
}

// xmlRoot is the beginning of a feed, or of the prolog before it.
var xmlRoot = regexp.MustCompile(`<(?:\?xml|rss|feed|(?:[\w.-]{1,40}:)?RDF)\s`)

// withoutWarning drops the warnings that programs of a server print in HTML before
// the document. What begins like a page is one.
func withoutWarning(doc []byte) []byte {
	if len(doc) == 0 || doc[0] != '<' {
		return doc
	}
	switch name := atom.Lookup([]byte(tagName(string(doc[1:min(len(doc), maxTagName)])))); name {
	case atom.Br, atom.B, atom.P, atom.Div, atom.Pre, atom.Font, atom.Strong, atom.Span, atom.Table:
		if at := xmlRoot.FindIndex(doc[:min(len(doc), maxWarning)]); at != nil {
			return doc[at[0]:]
		}
	}
	return doc
}

// maxWarning is how long a warning is, in bytes.
const maxWarning = 4 << 10

// fromUnicode decodes UTF-16 and UTF-32, known by a mark or by the zeros around
// the first "<", and takes the mark off UTF-8. Anything else comes back as it is;
// known is false where a prolog still has a say.
func fromUnicode(data []byte) (doc []byte, known bool) {
	switch {
	case startsWith(data, "\xEF\xBB\xBF"):
		return data[3:], true
	case startsWith(data, "\xFF\xFE\x00\x00", "<\x00\x00\x00"):
		return utf32Text(data, binary.LittleEndian), true
	case startsWith(data, "\x00\x00\xFE\xFF", "\x00\x00\x00<"):
		return utf32Text(data, binary.BigEndian), true
	case startsWith(data, "\xFF\xFE", "<\x00"):
		return utf16Text(data, binary.LittleEndian), true
	case startsWith(data, "\xFE\xFF", "\x00<"):
		return utf16Text(data, binary.BigEndian), true
	}
	return data, false
}

func startsWith(data []byte, starts ...string) bool {
	for _, s := range starts {
		if bytes.HasPrefix(data, []byte(s)) {
			return true
		}
	}
	return false
}

func utf16Text(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return []byte(string(utf16.Decode(units)))
}

func utf32Text(data []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(data)/2)
	for ; len(data) >= 4; data = data[4:] {
		r := order.Uint32(data)
		if r > utf8.MaxRune {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, rune(r))
	}
	return out
}

// fromCharset decodes doc by the label of its encoding. An unknown label, or one
// that cannot be true of a document whose prolog could be read, changes nothing.
func fromCharset(doc []byte, label string) []byte {
	e, name := charset.Lookup(label)
	if e == nil || name == "utf-8" || name == "utf-16le" || name == "utf-16be" || name == "replacement" {
		return doc
	}
	out, err := e.NewDecoder().Bytes(doc)
	if err != nil {
		return doc
	}
	return out
}

// clean returns doc as valid UTF-8 with only the characters that XML allows
// (https://www.w3.org/TR/xml/#charsets). A stray byte is read as Windows-1252,
// which it nearly always is.
func clean(doc []byte) []byte {
	if isClean(doc) {
		return doc
	}
	out := make([]byte, 0, len(doc)+len(doc)/16)
	for len(doc) > 0 {
		r, size := utf8.DecodeRune(doc)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(doc[0])
		}
		doc = doc[size:]
		if allowed(r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

func isClean(doc []byte) bool {
	for i := 0; i < len(doc); {
		if doc[i] < utf8.RuneSelf {
			if !allowed(rune(doc[i])) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(doc[i:])
		if r == utf8.RuneError && size == 1 || !allowed(r) {
			return false
		}
		i += size
	}
	return true
}

// allowed reports whether XML allows r. It allows C1 controls, which show nothing but
// tell a text that was written twice, and are dropped when that was read.
func allowed(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < 0x20, r == 0xFFFE, r == 0xFFFF, r == '\uFEFF':
		return false
	}
	return true
}
