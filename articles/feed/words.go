package feed

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"herald/articles"
	"herald/articles/page"
)

// Bounds of the small fields, in characters or pieces.
const (
	maxFirstWords = 100
	maxKeywords   = 30
	maxKeyword    = 80
	maxAuthors    = 10
	maxAuthor     = 120
	// maxTeaser, in bytes, is where a description is too long to be looked at
	// closely; it is a text then.
	maxTeaser = 8 * articles.MaxSummary
)

// plainTitle makes one clean line of a headline: tags are taken out, entities
// decoded that the publisher encoded once or twice too often.
func plainTitle(s string) string {
	if !strings.Contains(s, "<") {
		if s = html.UnescapeString(s); !closing.MatchString(s) {
			return oneLine(html.UnescapeString(s))
		}
	}
	return oneLine(withoutTags(s))
}

// withoutTags takes HTML tags out of s, scripts and styles with what is in them.
// What only looks like a tag, such as the type in "List<T>", stays.
func withoutTags(s string) string {
	var b strings.Builder
	skip := false
	for z := nethtml.NewTokenizer(strings.NewReader(s)); ; {
		switch kind := z.Next(); kind {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			b.WriteString(instead(atom.Lookup(name), raw))
			skip = hides(atom.Lookup(name), kind)
		}
	}
}

// instead is what a tag leaves behind.
func instead(tag atom.Atom, raw string) string {
	switch tag {
	case 0:
		return raw
	case atom.Br, atom.P, atom.Div, atom.Li:
		return " "
	}
	return ""
}

// hides reports whether what follows tag is not to be read.
func hides(tag atom.Atom, kind nethtml.TokenType) bool {
	return kind == nethtml.StartTagToken && (tag == atom.Script || tag == atom.Style)
}

// oneLine folds white space and drops what cannot be seen, or turns the
// direction of the text around it. Text that was written twice is read first, while
// the control characters are there that tell so.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(visible, articles.Unmangle(s))), " ")
}

func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return -1
	case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff', r == utf8.RuneError:
		return -1
	}
	return r
}

// clip cuts s to limit characters, at a space if there is one near the end, and
// ends what it cut in "…".
func clip(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	cut, n := 0, 0
	for i := range s {
		if n == limit-1 {
			cut = i
			break
		}
		n++
	}
	if space := strings.LastIndexFunc(s[:cut], unicode.IsSpace); space > cut/2 {
		cut = space
	}
	return strings.TrimRightFunc(s[:cut], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) + "…"
}

// firstWords is a headline for an article that has none: its first paragraph,
// shortened.
func firstWords(text string) string {
	first, _, _ := strings.Cut(text, "\n\n")
	for _, prefix := range []string{"## ", "- ", "> "} {
		first = strings.TrimPrefix(first, prefix)
	}
	return clip(oneLine(first), maxFirstWords)
}

// summary is the publisher's description if it is one: whole sentences, not too
// long, not the headline again. Else it is taken from the start of the text.
func summary(description, text, title string) string {
	if len(description) > maxTeaser {
		return page.Summary(text)
	}
	line, whole := page.Teaser(description)
	switch {
	case sameWords(line, title):
		line = ""
	case whole && utf8.RuneCountInString(line) <= articles.MaxSummary && !structured(description):
		return line
	}
	if text != description || structured(description) {
		if s := page.Summary(text); s != "" && !sameWords(s, title) {
			return s
		}
	}
	return page.Summary(line)
}

// structured reports whether text has headings, lists or quotations, which do
// not read well on one line.
func structured(text string) bool {
	return strings.HasPrefix(text, "## ") || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "> ") ||
		strings.Contains(text, "\n\n## ") || strings.Contains(text, "\n\n- ") || strings.Contains(text, "\n\n> ")
}

// sameWords compares two lines; texts that differ much in length are not even
// split.
func sameWords(a, b string) bool {
	if len(a) > 2*len(b)+100 || len(b) > 2*len(a)+100 {
		return false
	}
	return slices.Equal(articles.Words(a), articles.Words(b))
}

// keywords are the categories of an item, each once, without the marks of
// urgency among them; the first of those is returned apart.
func keywords(categories []string) (list []string, marker string) {
	seen := map[string]bool{}
	for _, c := range categories {
		c = plainTitle(c)
		if isInternal(c) {
			continue
		}
		if m, ok := articles.IsMarker(c); ok {
			if marker == "" {
				marker = m
			}
			continue
		}
		key := strings.ToLower(c)
		if c == "" || seen[key] || utf8.RuneCountInString(c) > maxKeyword || strings.Contains(c, "://") || len(list) == maxKeywords {
			continue
		}
		seen[key] = true
		list = append(list, c)
	}
	return list, marker
}

// noCategory is what blog software writes where nobody has chosen a category.
var noCategory = map[string]bool{
	"uncategorized": true, "uncategorised": true, "allgemein": true, "unkategorisiert": true, "non classé": true, "sin categoría": true,
	"sem categoria": true, "senza categoria": true, "geen categorie": true, "без рубрики": true, "bez kategorii": true,
}

// isInternal reports whether a category says nothing to readers: none, or one that
// Ghost keeps for the makers of a site.
func isInternal(c string) bool {
	return noCategory[strings.ToLower(c)] || strings.EqualFold(c, "#internal")
}

// nobody are accounts that blog software makes, which are no authors.
var nobody = map[string]bool{"admin": true, "administrator": true, "root": true, "webmaster": true, "unknown": true}

// authors are the people named by the item or, for Atom and JSON Feed, where
// that means every item, by the feed.
func (r reader) authors(item *gofeed.Item) []string {
	var names []string
	add := func(name string) {
		name = strings.TrimSpace(strings.TrimPrefix(plainTitle(name), "By "))
		if name == "" || nobody[strings.ToLower(name)] || strings.Contains(name, "@") || slices.Contains(names, name) ||
			len(names) == maxAuthors || utf8.RuneCountInString(name) > maxAuthor {
			return
		}
		names = append(names, name)
	}
	if item.DublinCoreExt != nil {
		for _, names := range item.DublinCoreExt.Creator {
			for _, name := range eachName(names) {
				add(name)
			}
		}
	}
	people := item.Authors
	if len(people) == 0 && r.feed.FeedType != "rss" {
		people = r.feed.Authors
	}
	for _, p := range people {
		if p != nil {
			for _, name := range eachName(p.Name) {
				add(name)
			}
		}
	}
	return names
}

// eachName parts names that stand in one line, parted by commas. A name that stands
// the other way round, "Holt, Ida", has a part of one word.
func eachName(line string) []string {
	parts := strings.Split(line, ",")
	if len(parts) == 1 || len(parts) > maxAuthors {
		return []string{line}
	}
	for i, p := range parts {
		p = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p), "and "))
		if n := len(strings.Fields(p)); n < 2 || n > 4 {
			return []string{line}
		}
		parts[i] = p
	}
	return parts
}
