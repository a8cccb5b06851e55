package page

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/articles"
)

// maxElements bounds the elements in which ReadHTML searches the text.
const maxElements = 200_000

// ReadHTML reads the article of an HTML page: its text, found by what looks like
// running text, and headline, authors, dates, pictures and the rest from
// schema.org data, OpenGraph and meta elements. Links resolve against pageURL,
// which may be empty. The article has no ID and no source; its publisher is the
// one that the page names. The error is ErrEmpty or ErrBinary, says why the page
// cannot be parsed or, with what there is of an article, that it is not shown:
// ErrPaywall, ErrConsent, ErrChallenge, ErrSignIn, ErrNotFound.
func ReadHTML(data []byte, pageURL string) (articles.Article, error) {
	doc, err := parse(beginning(data, maxPage))
	if err != nil {
		return articles.Article{}, err
	}
	openForms(doc)
	base := baseURL(doc, pageURL)
	m := readMeta(doc)
	a := m.article(base)
	inPage, signed, wall := bylineIn(doc), signedIn(doc), m.wall(doc)
	cutBefore(doc, a.Title)
	found := mainText(doc, base, m.ld.body)
	a = withText(a, found.text)
	for _, names := range [][]string{signed, authorsFrom(found.byline)} {
		if len(a.Authors) == 0 {
			a.Authors = names
		}
	}
	if a.Published.IsZero() {
		a.Published = inPage.published
		if len(a.Authors) == 0 {
			a.Authors = inPage.authors
		}
	}
	if a.Published.IsZero() {
		a.Published, a.Updated = a.Updated, time.Time{}
	}
	if a.Title == "" && a.Text == "" {
		return articles.Article{}, ErrEmpty
	}
	if a.Title == "" {
		a.Title = clip(sentences(strings.TrimPrefix(firstParagraph(a.Text), "## "))[0], 160)
	}
	return Complete(describe(a)), wall(a)
}

// baseURL is the address against which links of the page resolve; nil where
// none is known.
func baseURL(doc *html.Node, pageURL string) *url.URL {
	base := absolute(nil, pageURL)
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "base" {
			if u := absolute(base, attr(n, "href")); u != nil {
				return u
			}
		}
	}
	return base
}

// absolute is link as a web address, resolved against base; nil where that is
// none.
func absolute(base *url.URL, link string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// extract is the text of a page and the byline found near it.
type extract struct{ text, byline string }

// mainText finds the article in doc, which it changes; body is what the page's
// data calls the text. Where nothing looks like an article it is the whole page
// without navigation and the like.
func mainText(doc *html.Node, base *url.URL, body string) extract {
	prune(doc)
	marked, whole := markedText(doc), ""
	if body != "" {
		whole = nodeText(doc, true)
	}
	var m extract
	if bearable(doc) {
		m = byLooks(doc, base)
	}
	m.text = choose(m.text, marked)
	if m.text == "" {
		m.text = nodeText(doc, true)
	}
	if body != "" {
		m.text = told(body, m.text, marked, whole)
	}
	return m
}

// byLooks is the part of doc that looks like an article.
func byLooks(doc *html.Node, base *url.URL) extract {
	p := readability.NewParser()
	p.MaxElemsToParse, p.DisableJSONLD = maxElements, true
	found, err := p.ParseDocument(doc, base)
	if err != nil || found.Node == nil {
		return extract{}
	}
	return extract{nodeText(found.Node, true), found.Byline()}
}

// maxWeight bounds the bytes of text, each counted once for every element that
// holds it: weighing elements by their text takes so many steps.
const maxWeight = 24 << 20

// bearable reports whether doc is within maxWeight.
func bearable(doc *html.Node) bool {
	weight, depth := 0, 0
	for n := doc; n != nil && weight <= maxWeight; {
		if n.Type == html.TextNode {
			weight += depth * len(n.Data)
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return weight <= maxWeight
}

// withText puts text into a, without the headline and byline at its start and
// without the furniture that stands between its paragraphs; what these say, and
// a has not been told by the page's data, goes into the other fields.
func withText(a articles.Article, text string) articles.Article {
	var lines []line
	for p := range strings.SplitSeq(text, "\n\n") {
		l := line{text: strings.TrimPrefix(p, "## "), heading: isHeading(p), gap: true}
		if l.text, l.bullet = strings.CutPrefix(l.text, "- "); hasWords(l.text) && len(lines) < maxLines {
			lines = append(lines, l)
		}
	}
	p := newPlain(lines)
	p.a, p.structured = a, true
	p.body(p.underTitle(0))
	for len(p.text) > 0 && isHeading(p.text[len(p.text)-1]) {
		p.text = p.text[:len(p.text)-1]
	}
	p.a.Text = clip(strings.Join(p.text, "\n\n"), articles.MaxText)
	return p.a
}

// dateWords are words in the names of elements that hold a byline or date.
var dateWords = wordSet("byline meta posted published pubdate publish date dateline datetime datum fecha time timestamp author authored author-info postinfo info created erstellt updated")

// isDateline reports whether n is named for a byline or date.
func isDateline(n *html.Node) bool {
	for name := range names(n, "class", "id") {
		if slices.ContainsFunc(nameWords(name), func(w string) bool { return dateWords[w] }) {
			return true
		}
	}
	return n.DataAtom == atom.Time
}

// maxBylines is how many elements are looked at for a byline.
const maxBylines = 40

// bylineIn is the first dated byline in an element that says it is one.
func bylineIn(doc *html.Node) byline {
	tried := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || tried == maxBylines {
			continue
		}
		if !isDateline(n) {
			continue
		}
		if tried++; large(n) {
			continue
		}
		text := strings.ReplaceAll(nodeText(n, false), "\n\n", " | ")
		if b, ok := readByline(text); ok && !b.published.IsZero() {
			return b
		}
	}
	return byline{}
}

// large reports whether n holds more than a byline does.
func large(n *html.Node) bool { return holdsNodes(n, 60) }

// holdsNodes reports whether more than limit elements and texts are below n.
func holdsNodes(n *html.Node, limit int) bool {
	count := 0
	for range n.Descendants() {
		if count++; count > limit {
			return true
		}
	}
	return false
}

// paragraphs is a text of lines in the form of articles.Article.Text.
func paragraphs(s string) string {
	var out []string
	for l := range strings.Lines(s) {
		if l = fold(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n\n")
}

func firstParagraph(text string) string {
	p, _, _ := strings.Cut(text, "\n\n")
	return p
}

// repeats reports whether deck is nothing but the beginning of text, or words cut
// out of its beginning.
func repeats(text, deck string) bool {
	words := strings.Join(articles.Words(deck), " ")
	head := strings.Join(articles.Words(opening(clip(text, 2*articles.MaxSummary))), " ")
	return strings.HasPrefix(head, words) || !endsSentence(deck) && strings.Contains(head, " "+words)
}

// authorsFrom are the names in a byline as it stands on a page.
func authorsFrom(s string) []string {
	s = fold(s)
	if s == "" || utf8.RuneCountInString(s) > maxByline {
		return nil
	}
	if b, ok := readByline(s); ok {
		return b.authors
	}
	if names, ok := people(s); ok {
		return names
	}
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
