package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxInSentence is how long a part of a sentence is that stands in an element of its
// own, in bytes.
const maxInSentence = 80

// inline are the elements in which parts of sentences stand.
var inline = map[atom.Atom]bool{
	atom.Span: true, atom.A: true, atom.B: true, atom.Strong: true, atom.I: true, atom.Em: true, atom.U: true,
	atom.Abbr: true, atom.Cite: true, atom.Mark: true, atom.Font: true, atom.Q: true,
}

// forEars are in the names of what no reader sees.
var forEars = wordSet(`sr-only visually-hidden screen-reader`)

// inSentence reports whether n is a part of a sentence, so that this would have a hole
// without it, whatever n is called: sites name elements after what they do with them,
// and "social" may be the name of a person that links to a page of theirs.
func inSentence(n *html.Node) bool {
	if !inline[n.DataAtom] || holdsMore(n, maxInSentence) || isForEars(n) {
		return false
	}
	before, ok := textBeside(n, func(n *html.Node) *html.Node { return n.PrevSibling })
	if !ok {
		return false
	}
	if before = strings.TrimSpace(before); before != "" {
		last, _ := utf8.DecodeLastRuneInString(before)
		return !endsSentence(before) && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(",;(“‘«", last))
	}
	after, ok := textBeside(n, func(n *html.Node) *html.Node { return n.NextSibling })
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(after))
	return ok && (unicode.IsLower(first) || first == ',')
}

// textBeside is the text that stands directly beside n, on the side to which step
// leads, in its paragraph; empty where the paragraph begins or ends there. It is not ok
// where another element stands there: what parts a row of them is no sentence.
func textBeside(n *html.Node, step func(*html.Node) *html.Node) (text string, ok bool) {
	for ; n != nil && inline[n.DataAtom]; n = n.Parent {
		for s := step(n); s != nil; s = step(s) {
			switch {
			case s.Type == html.TextNode && strings.TrimSpace(s.Data) != "":
				return s.Data, true
			case s.DataAtom == atom.Br:
				return "", true
			case s.Type == html.ElementNode && textLen(s) > 0:
				return "", false
			}
		}
	}
	return "", true
}

// isForEars reports whether n is named as what no reader sees.
func isForEars(n *html.Node) bool {
	for name := range names(n, "class", "id") {
		words := nameWords(name)
		for i := 1; i < len(words); i++ {
			if forEars[words[i-1]+"-"+words[i]] {
				return true
			}
		}
	}
	return false
}
