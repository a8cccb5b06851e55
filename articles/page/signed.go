package page

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSigned is how many elements are looked at for an author's name, and how
// long a name with what stands around it can be, in bytes.
const (
	maxSigned  = 30
	maxSigning = 120
)

// signedIn are the authors whom an element of doc names that says it is for that:
// rel=author, schema.org's author, or a class such as byline.
func signedIn(doc *html.Node) []string {
	tried := 0
	for n := doc; n != nil && tried < maxSigned; {
		signing := signs(n)
		if !signing && elsewhere(n) {
			n = after(n, doc)
			continue
		}
		if signing && !large(n) {
			tried++
			if names := namesIn(n); len(names) > 0 {
				return names
			}
		}
		n = next(n, doc)
	}
	return nil
}

var othersWords = wordSet("comment comments commentlist respond related sidebar recommended recommendations recirc trending popular teaser teasers widget")

// elsewhere reports whether n holds other things than the article: comments,
// whose authors are signed in the same way, or other articles.
func elsewhere(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Html || wanted(n) {
		return false
	}
	for name := range names(n, "class", "id") {
		if words := nameWords(name); len(words) > 0 && !states[words[0]] && slices.ContainsFunc(words, func(w string) bool { return othersWords[w] }) && !bodyName(words) {
			return true
		}
	}
	return false
}

// postedBy is what blog software writes before the author's name.
var postedBy = regexp.MustCompile(`(?i)^(?:veröffentlicht|eingestellt|geschrieben|verfasst|publicado|escrito|publié|écrit|pubblicato|scritto|geplaatst|dodane) (?:von|por|par|da|di|door|przez)\s+|^autor(?:in)?\s+`) //nolint:misspell // autor is German and Spanish

// namesIn are the names in an element that names authors.
func namesIn(n *html.Node) []string {
	text := strings.ReplaceAll(nodeText(n, false), "\n\n", " | ")
	if len(text) > maxSigning {
		return nil
	}
	text = postedBy.ReplaceAllString(text, "")
	if names := authorsFrom(text); len(names) > 0 {
		return names
	}
	first, _, more := strings.Cut(text, " | ")
	if names := authorsFrom(first); more && len(names) > 0 && len(strings.Fields(names[0])) > 1 {
		return names
	}
	return nil
}

// signs reports whether n says that it names an author.
func signs(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if slices.Contains(strings.Fields(attr(n, "rel")), "author") || strings.Contains(attr(n, "itemprop"), "author") {
		return true
	}
	for name := range strings.FieldsSeq(attr(n, "class")) {
		words := nameWords(name)
		if len(words) == 0 || states[words[0]] || junkName(words) && !slices.Contains(words, "byline") {
			continue
		}
		if slices.ContainsFunc(words, func(w string) bool { return w == "author" || w == "authors" || w == "byline" }) {
			return true
		}
	}
	return false
}
