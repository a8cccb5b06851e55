package wire

import (
	"cmp"
	"slices"
	"strings"

	"herald/articles"
	"herald/articles/page"
)

// NewsML-G2: https://iptc.org/standards/newsml-g2/.

// g2Message reads the items of a message. A package among them only says how they
// belong together.
func g2Message(root *node) []articles.Article {
	var list []articles.Article
	for _, set := range root.all("itemSet") {
		for _, item := range set.all("newsItem") {
			if len(list) < MaxItems {
				list = append(list, g2Item(item))
			}
		}
		if len(list) == 0 {
			for _, p := range set.all("packageItem") {
				list = append(list, g2Package(p))
			}
		}
	}
	return list
}

// g2Item reads one item.
func g2Item(item *node) articles.Article {
	a := g2Head(item)
	meta := item.first("contentMeta")
	a.Authors = g2Authors(meta)
	a.Keywords = g2Subjects(item, meta)
	description := cmp.Or(described(meta, "summary"), described(meta, ""), described(meta, "caption"), meta.lineAt("description"))
	a.Summary = page.Summary(description)
	inner := g2Content(item.first("contentSet"))
	a.Title = cmp.Or(headline(meta, a.Language), inner.Title, item.lineAt("itemMeta", "title"), meta.lineAt("slugline"))
	return textOr(under(a, inner), description)
}

// g2Head reads what an item says of itself.
func g2Head(item *node) articles.Article {
	meta, about := item.first("itemMeta"), item.first("contentMeta")
	a := articles.Article{
		ID: item.at("guid"), Version: item.at("version"),
		Publisher: party(meta.first("provider")),
		Published: earliest(meta.lineAt("firstCreated"), about.lineAt("contentCreated"), meta.lineAt("versionCreated")),
		Updated:   earliest(meta.lineAt("versionCreated"), about.lineAt("contentModified")),
		Urgency:   urgency(about.lineAt("urgency")),
		Status:    status(coded(meta.first("pubStatus"))),
		Language:  cmp.Or(tag(about.first("language").at("tag")), tag(item.at("lang"))),
	}
	corrects := false
	for _, s := range meta.all("signal") {
		switch signal := strings.ToLower(code(coded(s))); {
		case strings.HasPrefix(signal, "correct"):
			corrects = true
		case a.Standing():
			a.Status = status(signal)
		}
	}
	if e := meta.first("embargoed"); e != nil {
		hold(&a, e.line()) // without a time: for good (DateTimeOrNullPropType)
	}
	var notes []string
	for _, n := range meta.all("edNote") {
		notes = append(notes, n.line())
	}
	amend(&a, strings.Join(notes, " "), corrects)
	return a
}

// coded is what an element stands for: a code or an address.
func coded(n *node) string {
	return cmp.Or(n.at("qcode"), n.at("uri"), n.at("literal"), n.line())
}

// party is the name of an organisation or person: its own, or else what its code
// says.
func party(n *node) string {
	if n == nil {
		return ""
	}
	if name := cmp.Or(n.lineAt("name"), n.at("literal")); name != "" {
		return name
	}
	if uri := n.at("uri"); uri != "" {
		return host(uri)
	}
	return code(n.at("qcode"))
}

// host is the server in an address, which is who speaks; empty if it is none.
func host(uri string) string {
	_, rest, ok := strings.Cut(uri, "://")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(rest, "www.")
}

// headline is the headline of an item in its own language, the main one where
// there are several.
func headline(meta *node, language string) string {
	best, points := "", -1
	for _, h := range meta.all("headline") {
		n := 0
		if l := h.at("lang"); l == "" || strings.EqualFold(tag(l), language) {
			n += 2
		}
		if role := code(h.at("role")); role == "" || strings.EqualFold(role, "main") {
			n++
		}
		if s := h.line(); s != "" && n > points {
			best, points = s, n
		}
	}
	return best
}

// described is the first description with a role; without one where role is
// empty.
func described(meta *node, role string) string {
	for _, d := range meta.all("description") {
		if strings.EqualFold(code(d.at("role")), role) {
			return d.line()
		}
	}
	return ""
}

// textOr is a with a description as its text, where it has none and the summary is
// only a part of it: a caption that tells more than the first sentences.
func textOr(a articles.Article, description string) articles.Article {
	if a.Text == "" && len(description) > len(a.Summary) {
		a.Text = description
	}
	return a
}

// g2Authors are those whom an item names as its creators, or its byline.
func g2Authors(meta *node) []string {
	if names := authors(meta.lineAt("by")); len(names) > 0 {
		return names
	}
	var names []string
	for _, c := range meta.all("creator") {
		names = append(names, c.lineAt("name"))
	}
	return unique(names)
}

// g2Subjects are the names of what an item is about, its keywords and its
// slugline. A subject that has only a code is named elsewhere in the item, or by
// its code.
func g2Subjects(item, meta *node) []string {
	named := map[string]string{}
	for _, a := range item.all("assert") {
		if s := a.lineAt("name"); s != "" {
			named[coded(a)] = s
		}
	}
	var words []string
	for _, s := range meta.all("subject") {
		words = append(words, cmp.Or(inLanguage(s, item.at("lang")), named[coded(s)], s.at("literal"), s.at("qcode")))
	}
	for _, k := range meta.all("keyword") {
		words = append(words, k.line())
	}
	return unique(append(words, meta.lineAt("slugline")))
}

// inLanguage is the name of a concept in a language, or else its first.
func inLanguage(concept *node, language string) string {
	for _, n := range concept.all("name") {
		if l := n.at("lang"); l != "" && strings.EqualFold(l, language) {
			return n.line()
		}
	}
	return concept.lineAt("name")
}

// unique are the words that are not empty, each once; of very many the first.
func unique(words []string) []string {
	var kept []string
	for _, w := range words {
		if len(kept) == maxEntries {
			break
		}
		if w = oneLine(w); w != "" && !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// g2Content reads the content of an item. Of several renditions of a text the
// longest counts.
func g2Content(set *node) articles.Article {
	var a articles.Article
	take := func(text string) {
		if len(text) > len(a.Text) {
			a.Text = text
		}
	}
	for _, inline := range set.all("inlineXML") {
		body := inline.first("nitf")
		if body == nil {
			take(inline.html())
			a.Title = cmp.Or(a.Title, inline.lineAt("html", "head", "title"))
			continue
		}
		inner := nitf(body)
		take(inner.Text)
		a = under(a, inner)
	}
	for _, inline := range set.all("inlineData") {
		take(content(inline.at("contenttype"), inline.raw()))
	}
	var files []rendition
	for _, remote := range set.all("remoteContent") {
		r := rendition{href: remote.at("href"), kind: remote.at("contenttype"), width: number(remote.at("width"))}
		files = append(files, r)
		if a.URL == "" && strings.HasPrefix(r.kind, "text/html") {
			a.URL = articles.CanonicalURL(r.href)
		}
	}
	p := pictures{urls: a.Images}
	p.add(files)
	a.Images = p.urls
	return a
}

// under is a with what it lacks taken from inner, what its content says.
func under(a, inner articles.Article) articles.Article {
	a.Title, a.Deck = cmp.Or(a.Title, inner.Title), cmp.Or(a.Deck, inner.Deck)
	a.Summary, a.Text = cmp.Or(a.Summary, inner.Summary), cmp.Or(a.Text, inner.Text)
	a.URL, a.Language = cmp.Or(a.URL, inner.URL), cmp.Or(a.Language, inner.Language)
	a.Publisher, a.Correction = cmp.Or(a.Publisher, inner.Publisher), cmp.Or(a.Correction, inner.Correction)
	a.Urgency = cmp.Or(a.Urgency, inner.Urgency)
	if len(a.Authors) == 0 {
		a.Authors = inner.Authors
	}
	if a.Published.IsZero() {
		a.Published = inner.Published
	}
	if a.Embargo.IsZero() {
		a.Embargo = inner.Embargo
	}
	if a.Standing() {
		a.Status = inner.Status
	}
	a.Images, a.Keywords = unique(append(a.Images, inner.Images...)), unique(append(a.Keywords, inner.Keywords...))
	return a
}

// g2Package reads a package that came alone: its headline, and the titles of what
// is in it as a list.
func g2Package(item *node) articles.Article {
	a := g2Head(item)
	meta := item.first("contentMeta")
	a.Title = cmp.Or(headline(meta, a.Language), item.lineAt("itemMeta", "title"))
	a.Authors, a.Keywords = g2Authors(meta), g2Subjects(item, meta)
	a.Summary = page.Summary(cmp.Or(described(meta, "summary"), described(meta, "")))
	var titles []string
	for _, ref := range item.named("itemRef") {
		if s := cmp.Or(ref.lineAt("headline"), ref.lineAt("title")); s != "" {
			titles = append(titles, "- "+s)
		}
	}
	a.Text = strings.Join(titles, "\n\n")
	return a
}
