package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markedBody is what doc marks as the body of its article, by schema.org's
// articleBody or by a name such as article-body or entry-content: the element
// with the most running text, with those of its kind beside it. It is empty where
// nothing is marked.
func markedBody(doc *html.Node) []*html.Node {
	var best *html.Node
	most := 0
	for n := doc; n != nil; {
		if n.Type != html.ElementNode || !marksBody(n) {
			n = next(n, doc)
			continue
		}
		if prose, links := proseAndLinks(n); prose-links > most {
			best, most = n, prose-links
		}
		n = after(n, doc)
	}
	if best == nil {
		return nil
	}
	var all []*html.Node
	for n := best.Parent.FirstChild; n != nil; n = n.NextSibling {
		if n == best || n.DataAtom == best.DataAtom && attr(n, "class") == attr(best, "class") && attr(n, "itemprop") == attr(best, "itemprop") {
			all = append(all, n)
		}
	}
	return all
}

// marksBody reports whether n says that it is the body of an article.
func marksBody(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Td, atom.Span:
	default:
		return false
	}
	if strings.EqualFold(attr(n, "itemprop"), "articleBody") {
		return true
	}
	for name := range names(n, "class", "id") {
		if words := nameWords(name); len(words) > 0 && !states[words[0]] && bodyName(words) {
			return true
		}
	}
	return false
}

// minProse is how long a text is that can be running text, in bytes.
const minProse = 60

// proseLen is how many bytes of running text are below root.
func proseLen(root *html.Node) int {
	prose, _ := proseAndLinks(root)
	return prose
}

// proseAndLinks are how many bytes of running text, and of links, are below root.
func proseAndLinks(root *html.Node) (prose, links int) {
	for n := root; n != nil; {
		switch {
		case n.Type == html.ElementNode && (dropped[n.DataAtom] || n.DataAtom == atom.A):
			if n.DataAtom == atom.A {
				links += textLen(n)
			}
			n = after(n, root)
			continue
		case n.Type == html.TextNode:
			if size := len(strings.TrimSpace(n.Data)); size >= minProse {
				prose += size
			}
		}
		n = next(n, root)
	}
	return prose, links
}
