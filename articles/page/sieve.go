package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of the HTML that is made a tree of. A tree takes some two hundred bytes
// for every element, attribute and text, and HTML has ways to ask for many more of
// them than it is long: what strangers send goes through a sieve before.
const (
	// maxPage is how many bytes of a page are looked at, maxKept how many are left
	// at most when the sieve has taken out what no article is told by.
	maxPage = 3 << 20
	maxKept = 2 << 20
	// maxData bounds the scripts of a page that hold data, in bytes: the tree of
	// JSON takes up to sixty times its length.
	maxData = 512 << 10
	// maxTag is how long a tag can be and keep its attributes, in bytes.
	maxTag = 8 << 10
	// perCost is how many bytes of a tag cost as much as an element.
	perCost = 12
	// maxCost is how much of a page becomes a tree: an element or a text counts
	// one, and one more for every element of formatting that is open around it.
	maxCost = 120_000
	// maxFormatting is how many of those are kept open. One that is never closed is
	// begun anew by the parser in every paragraph that follows; of those that are
	// the same, in three at most (https://html.spec.whatwg.org/#push-onto-the-list-of-active-formatting-elements).
	maxFormatting = 24
	maxSame       = 3
)

// formatting are the elements that the parser begins anew.
var formatting = map[atom.Atom]bool{
	atom.A: true, atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Nobr: true, atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// sieve copies the HTML that an article can be told by: no comments, styles or
// scripts, except those that hold data.
type sieve struct {
	out  strings.Builder
	left int // cost that may still be spent
	data int // bytes of data that may still be kept
	// open are the tags of formatting that have not been closed.
	open []string
	// inside is the element whose text is left out, or data.
	inside atom.Atom
	isData bool
}

// sift is what an article can be told by in text, at most as much as cost allows;
// whole says that it is all, and left what is left of cost.
func sift(text string, cost int) (kept string, whole bool, left int) {
	s := sieve{left: cost, data: maxData}
	s.out.Grow(min(len(text), maxKept))
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return s.out.String(), true, s.left
		}
		if !s.take(kind, z) {
			return s.out.String(), false, s.left
		}
	}
}

// take takes up a token, and reports false where there is no room for it.
func (s *sieve) take(kind html.TokenType, z *html.Tokenizer) bool {
	raw := z.Raw()
	switch kind {
	case html.TextToken:
		return s.text(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		return s.start(raw, z)
	case html.EndTagToken:
		name, _ := z.TagName()
		return s.end(raw, atom.Lookup(name))
	case html.DoctypeToken:
		return s.keep(raw, 1)
	default:
		return true
	}
}

func (s *sieve) text(raw []byte) bool {
	switch {
	case s.isData && len(raw) <= s.data:
		s.data -= len(raw)
		return s.keep(raw, 1)
	case s.inside != 0:
		return true
	}
	// Of a text for which there is no room its beginning stays.
	room := maxKept - s.out.Len()
	return s.keep(beginning(raw, room), 1+len(s.open)) && len(raw) <= room
}

func (s *sieve) start(raw []byte, z *html.Tokenizer) bool {
	// The tokenizer goes on to change what it gave.
	tag := string(raw)
	if len(tag) > maxTag {
		name, _ := z.TagName()
		tag = "<" + string(name) + ">"
		return s.keepTag(tag, atom.Lookup(name), false)
	}
	name, more := z.TagName()
	element := atom.Lookup(name)
	return s.keepTag(tag, element, element == atom.Script && more && holdsData(z))
}

// keepTag takes up the start of an element.
func (s *sieve) keepTag(tag string, element atom.Atom, data bool) bool {
	switch {
	case element == atom.Style, element == atom.Script && !data:
		s.inside = element
		return true
	case data:
		s.inside, s.isData = element, true
	case formatting[element] && !s.opens(tag):
		return true
	}
	return s.keep([]byte(tag), 1+len(tag)/perCost+len(s.open))
}

// holdsData reports whether a script holds data about the page.
func holdsData(z *html.Tokenizer) bool {
	for {
		key, value, more := z.TagAttr()
		if string(key) == "type" {
			return strings.EqualFold(strings.TrimSpace(string(value)), dataType)
		}
		if !more {
			return false
		}
	}
}

// dataType is the type of a script that is data (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).
const dataType = "application/ld+json"

// opens notes that a tag of formatting is open, and reports false where it is to be
// left out: enough others are.
func (s *sieve) opens(tag string) bool {
	same := 0
	for _, o := range s.open {
		if o == tag {
			same++
		}
	}
	if same < maxSame && len(s.open) == maxFormatting {
		return false
	}
	if same < maxSame {
		s.open = append(s.open, tag)
	}
	return true
}

// end takes up the end of an element.
func (s *sieve) end(raw []byte, element atom.Atom) bool {
	if s.inside != 0 {
		left := s.inside == element && !s.isData
		s.inside, s.isData = 0, false
		if left {
			return true
		}
	}
	if formatting[element] {
		s.closes(element.String())
	}
	if len(raw) > maxTag {
		raw = []byte("</" + element.String() + ">")
	}
	return s.keep(raw, 1)
}

// closes notes that the innermost element of formatting with that name ends.
func (s *sieve) closes(name string) {
	for i, tag := range slices.Backward(s.open) {
		if rest := tag[1:]; len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) && !isLetter(rest[len(name)]) {
			s.open = slices.Delete(s.open, i, i+1)
			return
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (s *sieve) keep(raw []byte, cost int) bool {
	if s.left -= cost; s.left < 0 || s.out.Len()+len(raw) > maxKept {
		return false
	}
	s.out.Write(raw)
	return true
}
