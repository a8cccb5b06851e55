package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cutBefore takes out of doc what stands before its headline: an article begins with
// that, and a request for consent or a list of other news stands before it. It does
// nothing where no main heading is the headline, or where more running text stands
// before than behind it.
func cutBefore(doc *html.Node, title string) {
	at := headlineIn(doc, title)
	if at == nil {
		return
	}
	var before []*html.Node
	size := 0
	for n := at; n.Parent != nil; n = n.Parent {
		for s := n.PrevSibling; s != nil; s = s.PrevSibling {
			if prose := proseLen(s); s.Type == html.ElementNode && s.DataAtom != atom.Head && prose > 0 {
				before = append(before, s)
				size += prose
			}
		}
	}
	if 2*size < proseLen(doc) {
		remove(before)
	}
}

// headlineIn is the first main heading of doc that is title; nil if there is none.
func headlineIn(doc *html.Node, title string) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom != atom.H1 && n.DataAtom != atom.H2 || large(n) {
			continue
		}
		if sameWords(nodeText(n, false), title) {
			return n
		}
	}
	return nil
}
