package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Comments and lists of other articles are made of parts that are alike: under each
// stands the same button or link ("Reply", "2 hours ago", "Read more"). That tells them
// on pages whose elements have no names, or names that only a machine understands.

const (
	// maxRefrain is how long a refrain is, in bytes, maxFoot how long the line that
	// it stands in.
	maxRefrain, maxFoot = 30, 90
	// minItems is how many parts make a list.
	minItems = 4
	// maxRefrains bounds how often one refrain is looked at, maxLevels how far above it
	// the part that it stands in, and maxBeside how many elements beside it.
	maxRefrains, maxLevels, maxBeside = 500, 16, 20
	// minRest is how many bytes of running text must be beside a list: what is
	// nothing but a list is the article.
	minRest = 300
)

// pruneLists takes the lists out of doc whose parts have a refrain.
func pruneLists(doc *html.Node) {
	sung, items := sing(doc)
	total := -1
	var lists []*html.Node
	for n := doc; n != nil; {
		if items[n] >= minItems && isList(n, sung) {
			if total < 0 {
				total = proseLen(doc)
			}
			if size := proseLen(n); total-size >= minRest {
				total -= size
				lists = append(lists, n)
				n = after(n, doc)
				continue
			}
		}
		n = next(n, doc)
	}
	remove(lists)
}

// sing says for the elements of doc how sure it is that a refrain stands in them, and
// how many elements right below them it surely does.
func sing(doc *html.Node) (sung, items map[*html.Node]int) {
	sung, items = map[*html.Node]int{}, map[*html.Node]int{}
	for said, found := range refrains(doc) {
		if len(found) < minItems {
			continue
		}
		seen := map[*html.Node]bool{}
		for _, n := range found {
			sure := sureness(said, n)
			for level := 0; n.Parent != nil && !seen[n] && level < maxLevels; n = n.Parent {
				seen[n] = true
				level++
				if sung[n] += sure; sung[n] >= sureEnough && sung[n]-sure < sureEnough {
					items[n.Parent]++
				}
			}
		}
	}
	return sung, items
}

// sureEnough is how sure a refrain must be: that of a link, a button or a time is,
// other words are with a second one.
const sureEnough = 2

func sureness(said string, n *html.Node) int {
	if strings.ContainsRune(said, '#') {
		return sureEnough
	}
	for p := n.Parent; p != nil && (inline[p.DataAtom] || p.DataAtom == atom.Button); p = p.Parent {
		if p.DataAtom == atom.A || p.DataAtom == atom.Button {
			return sureEnough
		}
	}
	return 1
}

// refrains are the texts in doc that can be refrains, by what they say.
func refrains(doc *html.Node) map[string][]*html.Node {
	found := map[string][]*html.Node{}
	for n := range doc.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		if said, ok := refrain(n.Data); ok && len(found[said]) < maxRefrains && atFoot(n) {
			found[said] = append(found[said], n)
		}
	}
	return found
}

// refrain is what a text says as a refrain, which is a few words, in lower case and
// with all figures alike.
func refrain(text string) (said string, ok bool) {
	if len(text) > 4*maxRefrain {
		return "", false
	}
	if said = fold(text); len(said) > maxRefrain || endsSentence(said) {
		return "", false
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		ok = ok || unicode.IsLetter(r)
		return unicode.ToLower(r)
	}, said), ok
}

// atFoot reports whether a text stands in a short line, and not in a table of figures.
func atFoot(n *html.Node) bool {
	for inline[n.Parent.DataAtom] || n.Parent.DataAtom == atom.Button || n.Parent.DataAtom == atom.Time {
		n = n.Parent
	}
	if n.Parent.DataAtom == atom.Td || n.Parent.DataAtom == atom.Th {
		return false
	}
	size := textLen(n) + lineBeside(n, func(n *html.Node) *html.Node { return n.PrevSibling }) +
		lineBeside(n, func(n *html.Node) *html.Node { return n.NextSibling })
	return size <= maxFoot
}

// lineBeside is how many bytes of the line that n stands in there are on the side to
// which step leads.
func lineBeside(n *html.Node, step func(*html.Node) *html.Node) (size int) {
	s := step(n)
	for range maxBeside {
		if s == nil || block[s.DataAtom] {
			break
		}
		size += textLen(s)
		s = step(s)
	}
	return size
}

// isList reports whether most of what parent holds are texts that have a refrain, and
// no headings of their own: the parts of an article have those.
func isList(parent *html.Node, sung map[*html.Node]int) bool {
	if wanted(parent) || parent.DataAtom == atom.Body {
		return false
	}
	all, texts := 0, 0
	for c := range parent.ChildNodes() {
		if c.Type != html.ElementNode || !holdsMore(c, 0) {
			continue
		}
		all++
		if sung[c] >= sureEnough && !inline[c.DataAtom] && c.DataAtom != atom.P && c.DataAtom != atom.Tr && holdsMore(c, maxFoot) && !headed(c) {
			texts++
		}
	}
	return texts >= minItems && 3*texts >= 2*all
}

// headed reports whether n has a heading that does not lead anywhere else.
func headed(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			if !leadsAway(d) {
				return true
			}
		}
	}
	return false
}

// leadsAway reports whether a heading stands in a link or holds one.
func leadsAway(heading *html.Node) bool {
	if heading.Parent.DataAtom == atom.A {
		return true
	}
	for d := range heading.Descendants() {
		if d.DataAtom == atom.A {
			return true
		}
	}
	return false
}
