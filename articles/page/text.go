package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/articles"
)

const (
	// maxFragment bounds the HTML that Text reads, in bytes.
	maxFragment = 4 << 20
	// MaxMarkup is how much of a document of many fragments becomes trees, counted
	// as for a page.
	MaxMarkup = 300_000
)

// Text turns a fragment of HTML into plain text in the form of
// articles.Article.Text: paragraphs parted by one blank line, headings, list
// items and quotations with their prefixes. What readers do not see (scripts,
// styles, hidden elements, forms, pictures) is left out. Links keep their words
// only. Any input gives a result; one nested too deeply to be a document, or with
// too many elements, loses its structure but not its words.
func Text(fragment string) string {
	return (&Markup{left: maxCost}).Text(fragment)
}

// Markup reads the fragments of one document, and bounds what all of them cost
// together: those that come when MaxMarkup is used up lose their structure but not
// their words. The zero Markup has used up everything.
type Markup struct{ left int }

// NewMarkup is the Markup of a document.
func NewMarkup() *Markup { return &Markup{left: MaxMarkup} }

// Text is the text of a fragment, as the function Text says.
func (m *Markup) Text(fragment string) string {
	fragment = fragment[:min(len(fragment), maxFragment)]
	kept, whole, left := sift(fragment, min(m.left, maxCost))
	m.left -= min(m.left, maxCost) - max(left, 0)
	if !whole {
		return flatText(fragment)
	}
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(kept), context)
	if err != nil {
		return flatText(fragment)
	}
	for _, n := range nodes {
		context.AppendChild(n)
	}
	trim(context)
	return nodeText(context, false)
}

// flatText is the text of HTML that cannot be parsed into a tree: one paragraph
// for every tag that parts blocks.
func flatText(fragment string) string {
	var b blocks
	skip := atom.Atom(0)
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == 0 {
				b.write(string(z.Text()))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case skip == 0 && kind == html.StartTagToken && dropped[tag]:
				skip = tag
			case skip == tag && kind == html.EndTagToken:
				skip = 0
			case block[tag]:
				b.end()
			}
		}
	}
}

// nodeText is the text below root, without paragraphs that are nothing but a
// link if they are to be left out. It walks without recursion.
func nodeText(root *html.Node, dropLinks bool) string {
	b := blocks{dropLinks: dropLinks}
	b.walk(root)
	return b.String()
}

// walk takes up everything below root.
func (b *blocks) walk(root *html.Node) {
	for n := root; n != nil; {
		if down := b.enter(n); down && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != root && n.NextSibling == nil {
			b.leave(n)
			n = n.Parent
		}
		b.leave(n)
		if n == root {
			break
		}
		n = n.NextSibling
	}
}

// blocks gathers paragraphs.
type blocks struct {
	done  []string
	size  int
	line  strings.Builder
	quote int // open blockquotes
	items int // open list items
	head  int // open headings
	pre   int // open preformatted elements
	links int // open links
	brk   bool

	dropLinks bool
	// forms is set to read what stands in forms, buttons and dialogs, too.
	forms bool
	// free reports that the line at hand has words outside of links.
	free bool
}

// enter takes up n and reports whether to go into it.
func (b *blocks) enter(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		b.write(n.Data)
		return false
	case html.ElementNode:
	default:
		return n.Type == html.DocumentNode
	}
	if b.skips(n) {
		return false
	}
	b.open(n.DataAtom)
	return true
}

func (b *blocks) skips(n *html.Node) bool {
	return dropped[n.DataAtom] && (!b.forms || !interactive[n.DataAtom]) || hidden(n)
}

func (b *blocks) open(tag atom.Atom) {
	switch {
	case tag == atom.Br:
		b.lineBreak()
		return
	case tag == atom.Td || tag == atom.Th:
		if b.line.Len() > 0 {
			b.line.WriteString(" | ")
		}
		return
	case block[tag]:
		b.end()
	}
	b.count(tag, 1)
}

// leave closes n, which enter took up before.
func (b *blocks) leave(n *html.Node) {
	if n.Type != html.ElementNode || b.skips(n) {
		return
	}
	if block[n.DataAtom] {
		b.end()
	}
	b.count(n.DataAtom, -1)
}

func (b *blocks) count(tag atom.Atom, by int) {
	switch tag {
	case atom.Blockquote:
		b.quote += by
	case atom.Li:
		b.items += by
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.head += by
	case atom.Pre:
		b.pre += by
	case atom.A:
		b.links += by
	}
}

// lineBreak parts words once and paragraphs the second time.
func (b *blocks) lineBreak() {
	if b.brk || b.pre > 0 {
		b.end()
		return
	}
	b.line.WriteByte(softBreak)
	b.brk = true
}

func (b *blocks) write(s string) {
	if strings.TrimSpace(s) != "" {
		b.brk = false
		b.free = b.free || b.links == 0
	}
	if b.pre > 0 {
		for i, l := range strings.Split(s, "\n") {
			if i > 0 && l != "" {
				b.end()
			}
			b.line.WriteString(l)
		}
		return
	}
	b.line.WriteString(s)
}

// softBreak stands for one line break in the paragraph at hand; a page's own text
// cannot hold it.
const softBreak = 0

// end finishes the paragraph at hand.
func (b *blocks) end() {
	b.brk = false
	link := b.dropLinks && !b.free && b.head == 0 && b.items == 0 && b.line.Len() <= maxFurniture
	b.free = false
	lines := strings.Split(b.line.String(), string(rune(softBreak)))
	b.line.Reset()
	if link || b.size > 4*articles.MaxText || len(b.done) > 2*maxLines {
		return
	}
	var p strings.Builder
	for _, l := range lines {
		if l = strings.Trim(strings.ReplaceAll(fold(l), " , ", ", "), " |"); l == "" {
			continue
		}
		b.size += len(l)
		if p.Len() > 0 && (b.head > 0 || goesOn(l)) {
			p.WriteString(" ")
		} else {
			b.take(&p)
			p.WriteString(b.prefix())
		}
		p.WriteString(l)
	}
	b.take(&p)
}

// take takes over a paragraph, if there is one.
func (b *blocks) take(p *strings.Builder) {
	if p.Len() > 0 {
		b.done = append(b.done, p.String())
		p.Reset()
	}
}

// goesOn reports whether a line after a line break goes on with the paragraph
// rather than being one of its own: it starts with a small letter.
func goesOn(l string) bool {
	first, _ := utf8.DecodeRuneInString(l)
	return unicode.IsLower(first)
}

func (b *blocks) prefix() string {
	switch {
	case b.head > 0:
		return "## "
	case b.items > 0:
		return "- "
	case b.quote > 0:
		return "> "
	}
	return ""
}

// String is the text gathered, within articles.MaxText.
func (b *blocks) String() string {
	b.end()
	return clip(strings.Join(b.done, "\n\n"), articles.MaxText)
}
