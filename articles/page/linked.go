package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
	"unicode"
)

// linked is what a page's schema.org data says about its article.
type linked struct {
	headline, description, publisher, url, language, body string
	published, modified                                   string
	authors, keywords, images                             []string
	// pageMade is when the page was made that the article is on.
	pageMade string
	// locked is set where the article is said not to be free.
	locked bool
}

// maxNesting bounds how deep data is searched for the article.
const maxNesting = 12

// read takes over what the JSON-LD in script says, if it is about an article
// and no article has been found before.
func (l *linked) read(script string) {
	if l.headline != "" || l.published != "" {
		return
	}
	script = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.TrimSuffix(strings.TrimSpace(script), ";"))
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		return
	}
	if o := findThing(v, isArticleType, maxNesting); o != nil {
		l.take(o)
	} else if o := findThing(v, isPageType, maxNesting); o != nil {
		l.pageMade = or(l.pageMade, text(o["datePublished"]))
	}
}

// findThing is the first object in v whose type fits.
func findThing(v any, fits func(string) bool, depth int) map[string]any {
	if depth == 0 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if o := findThing(e, fits, depth-1); o != nil {
				return o
			}
		}
	case map[string]any:
		if slices.ContainsFunc(texts(v["@type"]), fits) {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"} {
			if o := findThing(v[key], fits, depth-1); o != nil {
				return o
			}
		}
	}
	return nil
}

func isPageType(t string) bool { return t == "WebPage" || t == "ItemPage" }

func isArticleType(t string) bool {
	return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || t == "Report"
}

func (l *linked) take(o map[string]any) {
	l.headline = or(text(o["headline"]), text(o["name"]))
	l.description = text(o["description"])
	l.publisher = name(o["publisher"])
	l.language = or(text(o["inLanguage"]), name(o["inLanguage"]))
	l.published = or(text(o["datePublished"]), text(o["dateCreated"]))
	l.modified = text(o["dateModified"])
	l.body = bodyText(raw(o["articleBody"]))
	l.locked = isFalse(o["isAccessibleForFree"])
	l.url = or(text(o["url"]), text(o["mainEntityOfPage"]))
	if page, ok := o["mainEntityOfPage"].(map[string]any); ok && l.url == "" {
		l.url = text(page["@id"])
	}
	for _, a := range list(o["author"]) {
		if n := or(text(a), name(a)); n != "" && !strings.Contains(n, "://") {
			l.authors = append(l.authors, authorsFrom(n)...)
		}
	}
	for _, k := range list(o["keywords"]) {
		l.keywords = append(l.keywords, strings.Split(or(text(k), name(k)), ",")...)
	}
	for _, i := range list(o["image"]) {
		if m, ok := i.(map[string]any); ok {
			i = or(text(m["url"]), text(m["contentUrl"]))
		}
		l.images = append(l.images, text(i))
	}
}

// isFalse reports whether v says no, as a value or in words.
func isFalse(v any) bool {
	no, ok := v.(bool)
	return ok && !no || strings.EqualFold(text(v), "false") || strings.HasSuffix(text(v), "schema.org/False")
}

// bodyText is the text that data holds, which may be HTML or plain.
func bodyText(s string) string {
	if strings.Contains(s, "</") || strings.Contains(s, "/>") || strings.Contains(s, "<p>") || strings.Contains(s, "<br>") {
		return Text(s)
	}
	s = html.UnescapeString(s[:min(len(s), maxFragment)])
	if strings.Contains(s, "</") {
		return Text(s)
	}
	return paragraphs(s)
}

// list is v as a list: its elements, or v alone.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v[:min(len(v), maxValues)]
	}
	return []any{v}
}

func texts(v any) []string {
	var out []string
	for _, e := range list(v) {
		out = append(out, text(e))
	}
	return out
}

// raw is v if it is a string.
func raw(v any) string {
	s, _ := v.(string)
	return s
}

// text is v in one line if it is a string, with its entities decoded: pages
// often escape twice.
func text(v any) string { return fold(html.UnescapeString(raw(v))) }

// name is the name of a thing, or of the first of several.
func name(v any) string {
	for _, e := range list(v) {
		if m, ok := e.(map[string]any); ok {
			if n := or(text(m["name"]), text(m["alternateName"])); n != "" {
				return n
			}
		}
	}
	return ""
}
