package wire

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds of an XML document: what agencies send has some thousand elements, a
// dozen deep.
const (
	maxDepth = 256
	maxNodes = 150_000
)

// node is an element, or, without a name, text.
type node struct {
	name  xml.Name
	attrs []xml.Attr
	kids  []*node
	text  string
}

// decoder reads XML that is UTF-8 already, whatever it declares. Entities of a
// document's own are never expanded.
func decoder(text string) *xml.Decoder {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// parse reads a document into a tree.
func parse(text string) (*node, error) {
	top := &node{}
	open, nodes := []*node{top}, 0
	for d := decoder(text); ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) && len(open) == 1 && len(top.kids) > 0 {
			return top.kids[0], nil
		}
		if err != nil {
			return nil, fmt.Errorf("read XML: %w", truncated(err))
		}
		in := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: t.Name, attrs: t.Attr}
			in.kids, open = append(in.kids, n), append(open, n)
			nodes++
		case xml.EndElement:
			open = open[:max(len(open)-1, 1)]
		case xml.CharData:
			if len(open) > 1 {
				in.kids = append(in.kids, &node{text: string(t)})
				nodes++
			}
		}
		switch {
		case len(open) > maxDepth:
			return nil, ErrTooDeep
		case nodes > maxNodes:
			return nil, ErrTooBig
		}
	}
}

// is reports whether n is an element of a name, in any case.
func (n *node) is(name string) bool { return strings.EqualFold(n.name.Local, name) }

// all are the elements at a path below n, in their order. A nil n has none.
func (n *node) all(path ...string) []*node {
	if n == nil {
		return nil
	}
	if len(path) == 0 {
		return []*node{n}
	}
	var found []*node
	for _, k := range n.kids {
		if k.is(path[0]) {
			found = append(found, k.all(path[1:]...)...)
		}
	}
	return found
}

// first is the first element at a path below n; nil if there is none.
func (n *node) first(path ...string) *node {
	if found := n.all(path...); len(found) > 0 {
		return found[0]
	}
	return nil
}

// each calls f for every element below n, outer ones first, and goes into those
// for which it returns true.
func (n *node) each(f func(*node) bool) {
	if n == nil {
		return
	}
	for _, k := range n.kids {
		if k.name.Local != "" && f(k) {
			k.each(f)
		}
	}
}

// named are all elements of a name below n, however deep.
func (n *node) named(name string) (found []*node) {
	n.each(func(k *node) bool {
		if k.is(name) {
			found = append(found, k)
		}
		return true
	})
	return found
}

// at is the value of an attribute; empty if n has none.
func (n *node) at(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// line is all text in n as one line.
func (n *node) line() string {
	return oneLine(n.raw())
}

// raw is all text in n as it stands.
func (n *node) raw() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	b.WriteString(n.text)
	for _, k := range n.kids {
		k.write(b)
	}
}

// lineAt is the text of the first element at a path that has any.
func (n *node) lineAt(path ...string) string {
	for _, k := range n.all(path...) {
		if s := k.line(); s != "" {
			return s
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
