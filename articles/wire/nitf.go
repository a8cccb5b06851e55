package wire

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"herald/articles"
	"herald/articles/page"
)

// NITF: https://iptc.org/standards/nitf/.

// nitf reads a document of NITF, alone or within another one.
func nitf(root *node) articles.Article {
	data, head := root.first("head", "docdata"), root.first("body", "body.head")
	hedline := head.first("hedline")
	a := articles.Article{
		ID: data.first("doc-id").at("id-string"), Version: data.first("du-key").at("version"),
		Title:     cmp.Or(hedline.lineAt("hl1"), root.lineAt("head", "title")),
		Deck:      hedline.lineAt("hl2"),
		Summary:   page.Summary(head.first("abstract").html()),
		Text:      nitfText(root),
		Authors:   nitfAuthors(head),
		Keywords:  nitfSubjects(root, data),
		Publisher: cmp.Or(head.lineAt("distributor"), data.first("doc.copyright").at("holder")),
		Published: earliest(data.first("date.issue").at("norm"), data.first("date.release").at("norm"),
			root.first("head", "pubdata").at("date.publication"), head.first("dateline").first("story.date").at("norm")),
		Urgency:  urgency(data.first("urgency").at("ed-urg")),
		Status:   status(data.at("management-status")),
		Language: tag(cmp.Or(root.at("lang"), root.first("body").at("lang"))),
		Images:   nitfPictures(root),
	}
	nitfRelease(data, &a)
	correction := data.first("correction")
	note := cmp.Or(correction.at("info"), correction.line())
	if note == "" {
		note = data.first("ed-msg").at("info")
	}
	amend(&a, note, correction != nil)
	if history := latestRevision(root); !history.IsZero() && history.After(a.Published) {
		a.Updated = history
	}
	return a
}

// nitfRelease finds the embargo: the time of release of a document that calls
// itself embargoed, or that is to be released later than it was issued.
func nitfRelease(data *node, a *articles.Article) {
	release, issue := data.first("date.release").at("norm"), moment(data.first("date.issue").at("norm"))
	embargoed := strings.Contains(strings.ToLower(data.at("management-status")), "embargo")
	later := !issue.IsZero() && moment(release).After(issue)
	if embargoed || later {
		hold(a, release)
	}
}

// latestRevision is the last time at which the document says that it was revised.
func latestRevision(root *node) (latest time.Time) {
	for _, r := range root.all("head", "revision-history") {
		if t := moment(r.at("norm")); t.After(latest) {
			latest = t
		}
	}
	return latest
}

// nitfText is the text of a document: its content, or else the abstract.
func nitfText(root *node) string {
	if root.is("nitf") {
		root = root.first("body")
	}
	if text := root.first("body.content").html(); text != "" {
		return text
	}
	if root.first("body.head") != nil || root == nil {
		return root.first("body.head", "abstract").html()
	}
	return root.html()
}

// nitfAuthors are the names in the bylines. What says of somebody that he is a
// staff reporter stands in an element of its own.
func nitfAuthors(head *node) []string {
	var names []string
	for _, b := range head.all("byline") {
		people := b.named("person")
		for _, p := range people {
			names = append(names, p.line())
		}
		if len(people) == 0 {
			names = append(names, authors(b.without("byttl", "virtloc"))...)
		}
	}
	return unique(names)
}

// without is the text of n without that of some elements in it.
func (n *node) without(names ...string) string {
	var b strings.Builder
	for _, k := range n.kids {
		if !slices.ContainsFunc(names, k.is) {
			k.write(&b)
		}
	}
	return oneLine(b.String())
}

// nitfSubjects are what a document is about: subjects, keywords, and what its
// editors have identified in it.
func nitfSubjects(root, data *node) []string {
	var words []string
	for _, s := range root.all("head", "tobject", "tobject.subject") {
		words = append(words, s.at("tobject.subject.type"), s.at("tobject.subject.matter"), s.at("tobject.subject.detail"))
	}
	for _, k := range data.all("key-list", "keyword") {
		words = append(words, k.at("key"))
	}
	if c := data.first("identified-content"); c != nil {
		for _, k := range c.kids {
			if k.is("classifier") {
				words = append(words, k.at("value"))
				continue
			}
			words = append(words, k.at("value"), k.line())
		}
	}
	words = append(words, data.first("fixture").at("fix-id"))
	return unique(words)
}

// nitfPictures are the pictures of a document.
func nitfPictures(root *node) []string {
	var p pictures
	for _, m := range root.first("body").named("media") {
		if kind := m.at("media-type"); kind != "" && !strings.EqualFold(kind, "image") {
			continue
		}
		var files []rendition
		for _, r := range m.all("media-reference") {
			kind := r.at("mime-type")
			if kind == "" && m.at("media-type") != "" {
				kind = "image"
			}
			files = append(files, rendition{href: r.at("source"), kind: kind, width: number(r.at("width"))})
		}
		p.add(files)
	}
	return p.urls
}
