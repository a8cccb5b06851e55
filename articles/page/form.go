package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// openForms makes plain boxes of forms that hold running text: some programs put the
// whole page into one.
func openForms(doc *html.Node) {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Form && heldProse(n) >= minFormProse {
			n.DataAtom, n.Data = atom.Div, atom.Div.String()
		}
	}
}

// minFormProse is how much running text is more than a form needs, in bytes.
const minFormProse = 1_000

// heldProse is how much running text there is in n, which may be a form.
func heldProse(n *html.Node) (prose int) {
	for c := range n.ChildNodes() {
		prose += proseLen(c)
	}
	return prose
}

// maxFormBox is how much text stands around a form that belongs to it, in bytes: why
// one should subscribe, and to what one agrees.
const maxFormBox = 400

// maxFormNodes is how many elements and texts such a box has.
const maxFormNodes = 200

// pruneForms takes the forms that one can write in out of doc, with the boxes that are
// there for them.
func pruneForms(doc *html.Node) {
	most := proseLen(doc) / 4
	var boxes []*html.Node
	for n := doc; n != nil; {
		if n.DataAtom != atom.Form || n.Parent == nil || !writable(n) {
			n = next(n, doc)
			continue
		}
		boxes = append(boxes, formBox(n, most))
		n = after(n, doc)
	}
	for _, n := range boxes {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// formBox is the box that is there for a form: it has no heading of the page in it, and
// at most so much running text.
func formBox(form *html.Node, most int) *html.Node {
	box := form
	for p := form.Parent; p != nil && p.DataAtom != atom.Body && !wanted(p) && !holdsNodes(p, maxFormNodes) && !holdsMore(p, maxFormBox); p = p.Parent {
		if holdsAny(p, isMain) || proseLen(p) > most {
			break
		}
		box = p
	}
	return box
}

// holdsAny reports whether an element below n is such a one.
func holdsAny(n *html.Node, such func(*html.Node) bool) bool {
	for d := range n.Descendants() {
		if such(d) {
			return true
		}
	}
	return false
}

func isMain(n *html.Node) bool { return n.DataAtom == atom.H1 || n.DataAtom == atom.H2 }

// writable reports whether one can write something in a form.
func writable(form *html.Node) bool {
	return holdsAny(form, func(n *html.Node) bool {
		if n.DataAtom != atom.Input {
			return n.DataAtom == atom.Textarea
		}
		switch strings.ToLower(attr(n, "type")) {
		case "", "text", "email", "tel", "search", "password":
			return true
		}
		return false
	})
}

// asksPassword reports whether doc has a field for one.
func asksPassword(doc *html.Node) bool {
	return holdsAny(doc, func(n *html.Node) bool {
		return n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password")
	})
}
