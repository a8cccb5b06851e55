package wire

import (
	"html"
	"net/url"
	"strings"

	"herald/articles"
	"herald/articles/page"
)

// asHTML are the elements of NITF that structure a text and are called otherwise
// in HTML.
var asHTML = map[string]string{
	"hl1": "h2", "hl2": "h2", "bq": "blockquote", "block": "div", "body.content": "div", "body.end": "div",
	"note": "div", "fn": "div", "nitf-table": "table", "nitf-table-metadata": "table",
}

// dropped are the elements that readers of the text do not see.
var dropped = map[string]bool{
	"media": true, "head": true, "style": true, "script": true, "media-metadata": true, "nitf-table-metadata": true,
	"title": true,
}

// kept are the elements of HTML that matter for a text; all others only part
// nothing.
var kept = map[string]bool{
	"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "ul": true, "ol": true, "li": true,
	"dl": true, "dt": true, "dd": true, "blockquote": true, "pre": true, "br": true, "hr": true, "div": true, "section": true,
	"article": true, "table": true, "thead": true, "tbody": true, "tr": true, "td": true, "th": true, "body": true, "html": true,
}

// text is what is written in an element of NITF or XHTML, in the form of
// articles.Article.Text.
func (n *node) html() string {
	var b strings.Builder
	n.writeHTML(&b)
	return page.Text(b.String())
}

func (n *node) writeHTML(b *strings.Builder) {
	if n == nil {
		return
	}
	name := strings.ToLower(n.name.Local)
	if dropped[name] {
		return
	}
	if other := asHTML[name]; other != "" {
		name = other
	}
	b.WriteString(html.EscapeString(n.text))
	if kept[name] {
		b.WriteString("<" + name + ">")
	}
	for _, k := range n.kids {
		k.writeHTML(b)
	}
	if kept[name] && name != "br" && name != "hr" {
		b.WriteString("</" + name + ">")
	}
}

// content is the text of what was sent as a media type: HTML, NITF or plain.
func content(kind, text string) string {
	kind = strings.ToLower(kind)
	trimmed := strings.TrimSpace(text)
	switch {
	case trimmed == "":
		return ""
	case strings.Contains(kind, "nitf"):
		if root, err := parse(trimmed); err == nil {
			return nitfText(root)
		}
		return page.Text(trimmed)
	case strings.Contains(kind, "html"), kind != "text/plain" && strings.HasPrefix(trimmed, "<"):
		return page.Text(trimmed)
	}
	return page.Tidy(trimmed)
}

// pictures gathers the addresses of pictures: for each the largest of its
// renditions.
type pictures struct{ urls []string }

// rendition is one file of a picture.
type rendition struct {
	href, kind string
	width      int
}

// add takes up a picture. Thumbnails lose against whatever is larger; a width that
// is not said counts as small.
func (p *pictures) add(list []rendition) {
	best := rendition{width: -1}
	for _, r := range list {
		if isPicture(r) && r.width > best.width {
			best = r
		}
	}
	if best.href != "" && len(p.urls) < maxPictures {
		p.urls = append(p.urls, best.href)
	}
}

// maxPictures is how many pictures of an article are kept.
const maxPictures = 20

// isPicture reports whether a rendition is a picture on the web.
func isPicture(r rendition) bool {
	u, err := url.Parse(r.href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || articles.CanonicalURL(r.href) == "" {
		return false
	}
	if r.kind != "" {
		return strings.HasPrefix(strings.ToLower(r.kind), "image")
	}
	path := strings.ToLower(u.Path)
	for _, end := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}
