package page

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	nethtml "golang.org/x/net/html"

	"herald/articles"
)

// meta is what the elements of a page say about its article.
type meta struct {
	// values are the contents of meta elements by name or property, in lower
	// case, in the order of the page.
	values    map[string][]string
	ld        linked
	canonical string
	lang      string
	title     string
	h1        []string
	times     []string
}

// readMeta gathers the data about the article in doc.
func readMeta(doc *nethtml.Node) meta {
	m := meta{values: map[string][]string{}}
	for n := range doc.Descendants() {
		if n.Type == nethtml.ElementNode {
			m.element(n)
		}
	}
	return m
}

// maxValues bounds how often one name, heading or time is taken up.
const maxValues = 50

func (m *meta) element(n *nethtml.Node) {
	switch n.Data {
	case "html":
		m.lang = attr(n, "lang")
	case "meta":
		m.metaElement(n)
	case "link":
		if strings.EqualFold(attr(n, "rel"), "canonical") && m.canonical == "" {
			m.canonical = attr(n, "href")
		}
	case "title":
		if m.title == "" && n.FirstChild != nil {
			m.title = fold(n.FirstChild.Data)
		}
	case "h1":
		if len(m.h1) == maxValues || large(n) {
			return
		}
		if s := strings.TrimPrefix(nodeText(n, false), "## "); s != "" {
			m.h1 = append(m.h1, fold(s))
		}
	case "time":
		if s := attr(n, "datetime"); s != "" && len(m.times) < maxValues {
			m.times = append(m.times, s)
		}
	case "script":
		if strings.EqualFold(attr(n, "type"), dataType) && n.FirstChild != nil {
			m.ld.read(n.FirstChild.Data)
		}
	}
}

func (m *meta) metaElement(n *nethtml.Node) {
	value := fold(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) { // one can have several
			if value != "" && len(m.values[name]) < maxValues {
				m.values[name] = append(m.values[name], value)
			}
		}
	}
}

// first is the first value of the first of names that has one.
func (m *meta) first(names ...string) string {
	for _, name := range names {
		if v := m.values[name]; len(v) > 0 {
			return html.UnescapeString(v[0])
		}
	}
	return ""
}

// article makes an article of m, without text.
func (m *meta) article(base *url.URL) articles.Article {
	a := articles.Article{
		URL:       m.url(base),
		Publisher: m.publisher(),
		Deck:      or(m.first("og:description", "twitter:description", "description", "dc.description"), m.ld.description),
		Published: firstTime(m.ld.published, m.first("article:published_time", "article:published", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "citation_publication_date", "pubdate", "publishdate", "publish-date", "date"), m.ld.pageMade),
		Updated:   firstTime(m.ld.modified, m.first("article:modified_time", "article:modified", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified")),
		Language:  m.language(),
	}
	a.Title, a.Keywords = cutTail(m.headline(a.Publisher))
	a.Keywords = unique(append(a.Keywords, m.keywords()...), 50)
	a.Authors = m.authors(a.Publisher)
	a.Images = m.images(base)
	if a.Published.IsZero() {
		a.Published = firstTime(m.times...)
	}
	if !a.Updated.After(a.Published) {
		a.Updated = time.Time{}
	}
	return a
}

func or(values ...string) string {
	for _, v := range values {
		if v = fold(v); v != "" {
			return v
		}
	}
	return ""
}

func (m *meta) url(base *url.URL) string {
	for _, link := range []string{m.canonical, m.first("og:url"), m.ld.url} {
		if u := absolute(base, link); u != nil && (len(u.Path) > 1 || u.RawQuery != "") {
			return u.String()
		}
	}
	if base != nil {
		return base.String()
	}
	return ""
}

// publisher is the name of the site, the first where it gives several behind bars.
func (m *meta) publisher() string {
	name, _, _ := strings.Cut(or(m.ld.publisher, m.first("og:site_name", "application-name", "dc.publisher")), " | ")
	return strings.TrimPrefix(name, "@")
}

// authors are the people who wrote the article; a site is none.
func (m *meta) authors(site string) []string {
	names := m.ld.authors
	for _, key := range []string{"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author"} {
		if len(names) > 0 {
			break
		}
		for _, v := range m.values[key] {
			if !strings.Contains(v, "://") {
				names = append(names, authorsFrom(html.UnescapeString(v))...)
			}
		}
	}
	return slices.DeleteFunc(unique(names, 20), func(n string) bool { return strings.EqualFold(n, site) })
}

// keywords are what the page says it is about: not the marks of machines, nor whole
// headlines.
func (m *meta) keywords() []string {
	words := m.ld.keywords
	for _, key := range []string{"article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords"} {
		if len(words) > 0 {
			break
		}
		for _, v := range m.values[key] {
			words = append(words, strings.FieldsFunc(html.UnescapeString(v), func(r rune) bool { return r == ',' || r == ';' })...)
		}
	}
	return slices.DeleteFunc(words, func(w string) bool { return strings.Contains(w, "_") || len(strings.Fields(w)) > maxKeywordWords })
}

// maxImages bounds the pictures of an article.
const maxImages = 10

func (m *meta) images(base *url.URL) []string {
	var list []string
	for _, link := range append(append([]string{m.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")}, m.ld.images...), m.values["og:image"]...) {
		if u := absolute(base, link); u != nil {
			list = append(list, u.String())
		}
	}
	return uniqueURLs(list)
}

func uniqueURLs(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, u := range list {
		if !seen[u] && len(out) < maxImages && len(u) <= 2048 {
			seen[u] = true
			out = append(out, u)
		}
	}
	return out
}

// language is the page's language as a BCP 47 tag, or empty.
func (m *meta) language() string {
	for _, s := range []string{m.ld.language, m.lang, m.first("og:locale", "language", "content-language", "dc.language")} {
		tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
		if err == nil && s != "" && tag != language.Und {
			return tag.String()
		}
	}
	return ""
}

// firstTime is the first of values that is a time.
func firstTime(values ...string) time.Time {
	for _, v := range values {
		if t, ok := ParseTime(v); ok {
			return t
		}
	}
	return time.Time{}
}

// ParseTime reads a time as machines write it, or else as people do. Without a
// zone it is in UTC, without a time of day at midnight. Days that can be read in
// two ways, such as 3/4/2026, are not read.
func ParseTime(s string) (time.Time, bool) {
	s = fold(s)
	if len(s) > 100 {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05 -0700", time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 && t.Year() < 2100 {
			return t.UTC(), true
		}
	}
	d, ok := findDate(s)
	return d.at, ok
}
