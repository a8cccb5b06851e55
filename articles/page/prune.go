package page

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune takes the elements out of doc that are no part of an article, as they say by
// their class, id or role or as their parts show: forms, rows of share buttons, boxes of
// related links, captions, newsletters, advertisements, comments. What holds much of
// the page's text stays, whatever it is called; comments, which can be longer than the
// article, go first, and do not count.
func prune(doc *html.Node) {
	unhead(doc)
	pruneForms(doc)
	total := textLen(doc)
	pruneAll(doc, func(n *html.Node) bool {
		return isComments(n) && unwanted(n) && !holdsMore(n, total-minTalked) && !inSentence(n)
	})
	pruneLists(doc)
	total = textLen(doc)
	pruneAll(doc, func(n *html.Node) bool {
		return unwanted(n) && !holdsMore(n, max(total/4, minSpared)) && !inSentence(n) || linkList(n)
	})
}

const (
	// minTalked is how many bytes of text a page must have beside its comments.
	minTalked = 400
	// minSpared is how many bytes of text an element has at least that stays for them.
	minSpared = 600
)

// pruneAll takes out what is junk, and of what is shown over words the card.
func pruneAll(doc *html.Node, isJunk func(*html.Node) bool) {
	var junk []*html.Node
	for n := doc; n != nil; {
		card := hoverCard(n)
		switch {
		case len(card) > 0:
			junk = append(junk, card...)
		case n.Parent != nil && isJunk(n):
			junk = append(junk, n)
		default:
			n = next(n, doc)
			continue
		}
		n = after(n, doc)
	}
	remove(junk)
}

// isComments reports whether n is named after comments.
func isComments(n *html.Node) bool {
	return strings.Contains(strings.ToLower(attr(n, "id")+" "+attr(n, "class")), "comment")
}

// trim is prune for a fragment, which somebody has taken from a page already: what
// is left of the furniture in it are small boxes.
func trim(fragment *html.Node) {
	total := -1
	var junk []*html.Node
	for n := fragment; n != nil; {
		if n != fragment && unwanted(n) && !inSentence(n) {
			if total < 0 {
				total = textLen(fragment)
			}
			if !holdsMore(n, total/4) {
				junk = append(junk, n)
				n = after(n, fragment)
				continue
			}
		}
		n = next(n, fragment)
	}
	remove(junk)
}

func remove(nodes []*html.Node) {
	for _, n := range nodes {
		n.Parent.RemoveChild(n)
	}
}

// maxTrigger is how long the words are that a card is shown for, in bytes.
const maxTrigger = 80

// hoverCard is what is shown over words of a sentence when the mouse is on them: in an
// element that is named so, all behind the words. Taken out as a whole, the sentence
// would lose these.
func hoverCard(n *html.Node) (card []*html.Node) {
	if n.DataAtom != atom.Span && n.DataAtom != atom.A && n.DataAtom != atom.Abbr || !namedAfter(n, hoverWords) {
		return nil
	}
	trigger := n.FirstChild
	for trigger != nil && textLen(trigger) == 0 {
		trigger = trigger.NextSibling
	}
	if trigger == nil || textLen(trigger) > maxTrigger {
		return nil
	}
	for c := trigger.NextSibling; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			card = append(card, c)
		}
	}
	return card
}

// namedAfter reports whether a class or id of n has one of some words.
func namedAfter(n *html.Node, words map[string]bool) bool {
	for name := range names(n, "class", "id") {
		if slices.ContainsFunc(nameWords(name), func(w string) bool { return words[w] }) {
			return true
		}
	}
	return false
}

// unhead makes plain boxes of headings that hold more than a heading does.
func unhead(doc *html.Node) {
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if large(n) {
				n.DataAtom, n.Data = atom.Div, atom.Div.String()
			}
		}
	}
}

// next is the node that follows n in root, its first child if it has one.
func next(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return after(n, root)
}

// after is the node that follows n and all that it holds.
func after(n, root *html.Node) *html.Node {
	for ; n != root && n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// linkList reports whether n is a list, or a table, of nothing but links.
func linkList(n *html.Node) bool {
	if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		return false
	}
	links, free := 0, 0
	for d := next(n, n); d != nil; {
		switch {
		case d.DataAtom == atom.A:
			links++
			d = after(d, n)
			continue
		case d.Type == html.TextNode:
			free += len(strings.TrimSpace(d.Data))
		}
		d = next(d, n)
	}
	return links >= 2 && free <= 3*links
}

// textLen is how many bytes of text a reader sees below root.
func textLen(root *html.Node) int {
	total := 0
	for s := range visible(root) {
		total += len(strings.TrimSpace(s))
	}
	return total
}

// holdsMore reports whether a reader sees more than limit bytes below root.
func holdsMore(root *html.Node, limit int) bool {
	total := 0
	for s := range visible(root) {
		if total += len(strings.TrimSpace(s)); total > limit {
			return true
		}
	}
	return false
}

// visible are the texts below root that a reader sees.
func visible(root *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for n := root; n != nil; {
			switch {
			case n.Type == html.ElementNode && dropped[n.DataAtom]:
				n = after(n, root)
				continue
			case n.Type == html.TextNode && !yield(n.Data):
				return
			}
			n = next(n, root)
		}
	}
}

// unwanted reports whether n says that it is no part of an article.
func unwanted(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false
	}
	switch attr(n, "role") {
	case "navigation", "complementary", "search", "menu", "menubar", "dialog", "alertdialog", "banner", "contentinfo":
		return true
	}
	if wanted(n) {
		return false
	}
	junk := false
	for name := range names(n, "class", "id") {
		words := nameWords(name)
		if bodyName(words) {
			return false
		}
		junk = junk || junkName(words)
	}
	return junk
}

// bodyName reports whether the words of a class or id name the body of an article.
func bodyName(words []string) bool {
	for i, w := range words {
		if w == "articlebody" || w == "articletext" || w == "articlecontent" || w == "postcontent" || w == "entrycontent" || w == "storybody" {
			return true
		}
		if i > 0 && bodyPairs[words[i-1]+"-"+w] && i+1 == len(words) {
			return true
		}
	}
	return false
}

var bodyPairs = wordSet(`article-body article-content article-text article-copy entry-content entry-body entry-text post-body post-content post-text story-body
	story-content story-text body-text body-copy content-body news-body news-text`)

// wanted reports whether n is marked as an article or its body.
func wanted(n *html.Node) bool {
	if n.DataAtom == atom.Article || n.DataAtom == atom.Main {
		return true
	}
	prop := attr(n, "itemprop")
	return strings.EqualFold(prop, "articleBody") || strings.Contains(attr(n, "class"), "hentry")
}

// junkWords are words in the names of elements that are no part of an article;
// junkPairs are two such words one after the other.
var (
	junkWords = wordSet(`related recirc recirculation recommended recommendations newsletter newsletters share sharing sharebar sharedaddy sharetools
		social socials addthis addtoany outbrain taboola promo promos advert adverts advertisement advertising ads adsense adslot sponsored sponsor
		caption captions wpcaption breadcrumb breadcrumbs comments disqus respond bio authorbox cookie cookies consent gdpr
		signup popup modal lightbox sidebar pagination pager trending mostread mostpopular readmore teasers toolbar
		byline dateline rollover tooltip slideshow`)
	junkPairs = wordSet(`read-also also-read see-also more-from more-stories more-news most-read most-popular author-bio author-box about-author
		author-info author-card author-profile post-tags tag-list article-tags entry-tags tags-links post-meta entry-meta article-meta
		photo-credit image-credit image-caption photo-caption sr-only visually-hidden screen-reader post-navigation nav-links prev-next
		print-only ad-container ad-wrapper ad-slot ad-unit site-footer page-footer article-footer entry-footer post-footer up-next
		email-signup sign-up call-to comment-form comment-list leave-reply you-may might-like around-web in-brief subscription-widget field-label name-uid name-created`)
	// hoverWords are in the names of what appears when the mouse is on some words.
	hoverWords = wordSet(`rollover tooltip tooltips popover hovercard`)
	// states begin names that say what is true of an element, not what it is.
	states = wordSet(`has no not with without is js tag category hide single layout theme page`)
)

// maxNames bounds how much of a class or id is looked at, in bytes.
const maxNames = 1000

// names are the names in attributes of n.
func names(n *html.Node, keys ...string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, key := range keys {
			value := attr(n, key)
			for name := range strings.FieldsSeq(value[:min(len(value), maxNames)]) {
				if !yield(name) {
					return
				}
			}
		}
	}
}

// maxName bounds the names looked at, in bytes.
const maxName = 120

// junkName reports whether one class or id names something that is no part of an
// article.
func junkName(words []string) bool {
	if len(words) == 0 || states[words[0]] {
		return false
	}
	for i, w := range words {
		if junkWords[w] || i > 0 && junkPairs[words[i-1]+"-"+w] {
			return true
		}
	}
	return false
}

// nameWords are the words of a class or id, in lower case: "articleBody_text"
// is article, body, text.
func nameWords(name string) []string {
	name = name[:min(len(name), maxName)]
	var words []string
	start := -1
	lower := false
	end := func(i int) {
		if start >= 0 {
			words = append(words, strings.ToLower(name[start:i]))
		}
		start = -1
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			end(i)
		case unicode.IsUpper(r) && lower:
			end(i)
			start = i
		case start < 0:
			start = i
		}
		lower = unicode.IsLower(r)
	}
	end(len(name))
	return words
}
