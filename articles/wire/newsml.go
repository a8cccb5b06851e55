package wire

import (
	"cmp"
	"strings"

	"herald/articles"
)

// NewsML 1.x: https://iptc.org/standards/newsml-1/.

// newsML reads the items of a document.
func newsML(root *node) []articles.Article {
	var list []articles.Article
	for _, item := range root.all("NewsItem") {
		if len(list) < MaxItems {
			a := newsItem(item)
			a.Publisher = cmp.Or(a.Publisher, formal(root.first("NewsEnvelope", "SentFrom", "Party")))
			list = append(list, a)
		}
	}
	return list
}

// formal is the name that an element gives to what it stands for.
func formal(n *node) string { return n.at("FormalName") }

func newsItem(item *node) articles.Article {
	id, manage := item.first("Identification", "NewsIdentifier"), item.first("NewsManagement")
	a := articles.Article{
		ID: newsID(id), Version: id.lineAt("RevisionId"),
		Published: earliest(manage.lineAt("FirstCreated"), manage.lineAt("ThisRevisionCreated"), id.lineAt("DateId")),
		Updated:   moment(manage.lineAt("ThisRevisionCreated")),
		Urgency:   urgency(formal(manage.first("Urgency"))),
	}
	newsStatus(manage, &a)
	instruction := formal(manage.first("Instruction"))
	if a.Standing() {
		a.Status = status(instruction)
	}
	amend(&a, newsNote(item), strings.HasPrefix(strings.ToLower(instruction), "correct"))
	newsLines(item, &a)
	newsMeta(item, &a)
	newsContent(item, &a)
	return a
}

// newsID is what all revisions of an item have in common.
func newsID(id *node) string {
	parts := []string{id.lineAt("ProviderId"), id.lineAt("DateId"), id.lineAt("NewsItemId")}
	if parts[0] != "" && parts[2] != "" {
		return "urn:newsml:" + strings.Join(parts, ":")
	}
	return id.lineAt("PublicIdentifier")
}

// newsStatus reads the status, and an embargo, which is a status that will change.
func newsStatus(manage *node, a *articles.Article) {
	s := formal(manage.first("Status"))
	a.Status = status(s)
	if !strings.HasPrefix(strings.ToLower(s), "embargo") {
		return
	}
	change := manage.first("StatusWillChange")
	if hold(a, change.lineAt("DateAndTime")); !a.Embargo.IsZero() {
		a.Status = status(formal(change.first("FutureStatus")))
	}
}

// newsNote is the item's note to editors, as far as the standard has a place for
// one.
func newsNote(item *node) string {
	var notes []string
	for _, l := range item.named("NewsLine") {
		kind := strings.ToLower(formal(l.first("NewsLineType")))
		if strings.Contains(kind, "correct") || strings.Contains(kind, "editor") || strings.Contains(kind, "advisory") {
			notes = append(notes, l.lineAt("NewsLineText"))
		}
	}
	return strings.Join(notes, " ")
}

// newsLines reads the lines around the text: the first of each kind, however deep
// its component.
func newsLines(item *node, a *articles.Article) {
	said := func(name string) string {
		for _, l := range item.named(name) {
			if s := l.line(); s != "" {
				return s
			}
		}
		return ""
	}
	slug := said("SlugLine")
	a.Title, a.Deck = cmp.Or(said("HeadLine"), slug), said("SubHeadLine")
	a.Authors = authors(said("ByLine"))
	for _, k := range item.named("KeywordLine") {
		a.Keywords = append(a.Keywords, k.line())
	}
	a.Keywords = append(a.Keywords, slug)
}

// newsMeta reads who speaks, in which language, and about what.
func newsMeta(item *node, a *articles.Article) {
	item.each(func(n *node) bool {
		switch strings.ToLower(n.name.Local) {
		case "provider":
			a.Publisher = cmp.Or(a.Publisher, formal(n.first("Party")))
		case "language":
			a.Language = cmp.Or(a.Language, tag(formal(n)))
		case "subjectcode":
			for _, k := range n.kids {
				a.Keywords = append(a.Keywords, named(k))
			}
		case "metadata":
			if !strings.Contains(strings.ToLower(formal(n.first("MetadataType"))), "keyword") {
				return false
			}
			for _, p := range n.all("Property") {
				a.Keywords = append(a.Keywords, p.at("Value"))
			}
		case "datacontent":
			return false
		}
		return true
	})
	a.Keywords = unique(a.Keywords)
}

// named is the name of a subject, or else its code. Qualifiers say how a subject is
// meant and are none.
func named(subject *node) string {
	if !strings.HasPrefix(strings.ToLower(subject.name.Local), "subject") || subject.is("SubjectQualifier") {
		return ""
	}
	return cmp.Or(subject.at("HowPresent"), formal(subject))
}

// besides are the roles of components that are not the text.
var besides = map[string]bool{
	"stylesheet": true, "headline": true, "subheadline": true, "logo": true, "caption": true, "byline": true, "dateline": true,
}

// newsContent reads the longest text of the components, and the pictures.
func newsContent(item *node, a *articles.Article) {
	var p pictures
	inner := articles.Article{}
	var walk func(component *node)
	walk = func(component *node) {
		role := strings.ToLower(formal(component.first("Role")))
		var files []rendition
		for _, c := range component.all("ContentItem") {
			kind := cmp.Or(formal(c.first("MimeType")), formal(c.first("MediaType")), formal(c.first("Format")))
			if strings.EqualFold(kind, "Photo") {
				kind = "image"
			}
			files = append(files, rendition{href: c.at("Href"), kind: kind})
			if body := c.first("DataContent"); body != nil && !besides[role] {
				inner = longer(inner, newsBody(kind, body))
			}
		}
		if role != "logo" {
			p.add(files)
		}
		for _, c := range component.all("NewsComponent") {
			walk(c)
		}
	}
	for _, c := range item.all("NewsComponent") {
		walk(c)
	}
	*a = under(*a, inner)
	a.Images = unique(append(a.Images, p.urls...))
}

// newsBody reads content: NITF, XHTML, or what is written as text.
func newsBody(kind string, body *node) articles.Article {
	if doc := body.first("nitf"); doc != nil {
		return nitf(doc)
	}
	for _, k := range body.kids {
		if k.name.Local != "" {
			return articles.Article{Text: body.html()}
		}
	}
	if strings.Contains(strings.ToLower(kind), "css") {
		return articles.Article{}
	}
	return articles.Article{Text: content(kind, body.raw())}
}

// longer is the one of two with the longer text.
func longer(a, b articles.Article) articles.Article {
	if len(b.Text) > len(a.Text) {
		return b
	}
	return a
}
