package wire

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"herald/articles"
	"herald/articles/page"
)

const (
	// MaxItems is how many articles of one document are taken.
	MaxItems = 1000
	// MaxSize is how long a document can be, in bytes.
	MaxSize = 4 << 20
)

// Errors of Read.
var (
	// ErrUnknown is returned for what is no wire at all.
	ErrUnknown = errors.New("this is not ninjs, NewsML-G2, NITF or NewsML")
	// ErrTooDeep and ErrTooBig are returned for documents that no agency writes.
	ErrTooDeep = fmt.Errorf("its elements are nested more than %d deep", maxDepth)
	ErrTooBig  = fmt.Errorf("it has more than %d elements", maxNodes)
	// ErrTooLong is returned for one that is longer than MaxSize.
	ErrTooLong = fmt.Errorf("it is longer than %d MiB", MaxSize>>20)
)

// roots are the elements at which documents begin, and how each is read. Some are
// items of NewsML-G2 that are no news: places, plans, catalogues.
var roots = map[string]func(*node) []articles.Article{
	"newsmessage": g2Message, "newsitem": one(g2Item), "packageitem": one(g2Package), "contentset": one(g2Content),
	"conceptitem": none, "knowledgeitem": none, "planningitem": none, "catalogitem": none, "catalog": none,
	"nitf": one(nitf), "newsml": newsML,
}

// namespace is that of NewsML-G2. Some of the names of its elements are used
// elsewhere, too.
const namespace = "http://iptc.org/std/nar/2006-10-01/"

// distinct are the roots that tell a wire without a namespace.
var distinct = map[string]bool{"newsmessage": true, "newsitem": true, "packageitem": true, "nitf": true, "newsml": true}

func one(read func(*node) articles.Article) func(*node) []articles.Article {
	return func(root *node) []articles.Article { return []articles.Article{read(root)} }
}

func none(*node) []articles.Article { return nil }

// Is reports whether data begins like a document that Read reads. Other XML and
// JSON, such as feeds, is none.
func Is(data []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case '<', 0xfe, 0xff:
		return isXML(data)
	case '{', '[':
		return isNinjs(text)
	}
	return false
}

// maxProlog is how far into a document its first element is looked for, in bytes.
const maxProlog = 16 << 10

func isXML(data []byte) bool {
	text, err := page.Decode(data[:min(len(data), maxProlog)])
	if err != nil {
		return false
	}
	for d := decoder(text); ; {
		t, err := d.Token()
		if err != nil {
			return false
		}
		if e, ok := t.(xml.StartElement); ok {
			return known(e.Name)
		}
	}
}

// known reports whether a document with that root is a wire.
func known(root xml.Name) bool {
	name := strings.ToLower(root.Local)
	return distinct[name] || roots[name] != nil && root.Space == namespace
}

// Read reads the articles of a wire document, none where it is about other things
// than news. Each has an id, its own or else one made of name and its place, and a
// title. Source and Appeared are not set, and Publisher only where the document
// names one. The error says that data is no such document, or is cut off.
func Read(name string, data []byte) ([]articles.Article, error) {
	if len(data) > MaxSize {
		return nil, ErrTooLong
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	var list []articles.Article
	if s := strings.TrimSpace(text); strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") {
		list, err = ninjs(s)
	} else {
		list, err = readXML(text)
	}
	if err != nil {
		return nil, err
	}
	return finished(name, list[:min(len(list), MaxItems)]), nil
}

func readXML(text string) ([]articles.Article, error) {
	root, err := parse(text)
	if err != nil {
		return nil, err
	}
	if !known(root.name) && !strings.EqualFold(root.name.Local, "contentSet") {
		return nil, ErrUnknown
	}
	return roots[strings.ToLower(root.name.Local)](root), nil
}

// declared is the encoding that the prolog names.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]{1,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']`)

// decode is data as UTF-8: in the encoding that its prolog names, unless it is not
// written in that.
func decode(data []byte) (string, error) {
	m := declared.FindSubmatch(data[:min(len(data), 256)])
	if m == nil || utf8.Valid(data) {
		return page.Decode(data)
	}
	e, err := htmlindex.Get(string(m[1]))
	if err != nil {
		return page.Decode(data)
	}
	plain, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return page.Decode(data)
	}
	return page.Decode(plain)
}

// finished completes articles, and leaves out those of which nothing can be shown.
func finished(name string, list []articles.Article) []articles.Article {
	var done []articles.Article
	for i, a := range list {
		a = page.Complete(a)
		a.Title = cmp.Or(a.Title, opening(a.Summary), opening(a.Text))
		if a.Title == "" && !a.Standing() {
			a.Title = cmp.Or(a.ID, name) // what is taken back need not say more
		}
		if a.Title == "" {
			continue
		}
		a.Authors = slices.DeleteFunc(a.Authors, func(name string) bool { return strings.EqualFold(name, a.Publisher) })
		if a.ID == "" {
			a.ID = name
			if i > 0 {
				a.ID = fmt.Sprintf("%s#%d", name, i+1)
			}
		}
		done = append(done, a)
	}
	return done
}

// maxOpening is how long a title can be that is made of a text, in bytes.
const maxOpening = 160

// opening is the first sentence of a text, or the first words of one that is long:
// the title of what has none.
func opening(text string) string {
	first, _, _ := strings.Cut(text, "\n\n")
	first = strings.TrimSpace(strings.TrimLeft(first, "#>- "))
	if i := strings.IndexAny(first, ".!?"); i > 0 && i < maxOpening && (i+1 == len(first) || first[i+1] == ' ') {
		return strings.TrimSuffix(first[:i+1], ".")
	}
	if len(first) <= maxOpening {
		return first
	}
	i := strings.LastIndexByte(first[:maxOpening], ' ')
	if i < maxOpening/2 {
		i = maxOpening
	}
	return strings.ToValidUTF8(first[:i], "") + "…"
}

// ErrCutOff is returned for a document that ends in the middle.
var ErrCutOff = errors.New("the document is cut off")

// truncated is err, or ErrCutOff where the XML ended too early.
func truncated(err error) error {
	s, ok := errors.AsType[*xml.SyntaxError](err)
	if errors.Is(err, io.EOF) || ok && s.Msg == "unexpected EOF" {
		return ErrCutOff
	}
	return err
}
