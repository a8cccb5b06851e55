package page

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// headline is the title that the page gives its article, without the name of the
// site behind or before it. A heading on the page that is a part of the title
// says what the other part is.
func (m *meta) headline(site string) string {
	site = or(m.first("og:site_name"), site)
	title := or(m.ld.headline, m.first("og:title", "twitter:title", "parsely-title", "dc.title"))
	if (title == "" && len(m.h1) == 1 || title != "" && sameName(title, site)) && len(m.h1) > 0 && m.isHeadline(m.h1[0], site) {
		title = m.h1[0]
	}
	title = clip(or(title, html.UnescapeString(m.title)), 2*articles.MaxTitle)
	for _, h := range m.h1 {
		if (isPart(h, title) || completes(h, title)) && !sameName(h, site) {
			return h
		}
	}
	return withoutSite(title, site)
}

// isHeadline reports whether the main heading can be the headline: the name of
// the site is none, nor is that of a section where the title says more.
func (m *meta) isHeadline(heading, site string) bool {
	words := len(strings.Fields(heading))
	return !sameName(heading, site) && (words >= 3 || m.title == "" || sameName(m.title, site) ||
		strings.Contains(strings.ToLower(m.title), strings.ToLower(heading)) && !strings.HasSuffix(m.title, heading))
}

// isPart reports whether heading, of at least two words, is the beginning of
// title, or the longer part at its end, parted from the rest by a dash or bar.
func isPart(heading, title string) bool {
	unspaced := strings.ContainsFunc(heading, isIdeograph) && utf8.RuneCountInString(heading) >= 6
	if len(strings.Fields(heading)) < 2 && !unspaced || len(heading) >= len(title) {
		return false
	}
	if rest, ok := strings.CutPrefix(title, heading); ok {
		if unspaced && strings.HasPrefix(rest, "-") {
			return true
		}
		at := siteDash.FindStringIndex(rest)
		return at != nil && at[0] == 0
	}
	if rest, ok := strings.CutSuffix(title, heading); ok {
		all := siteDash.FindAllStringIndex(rest, -1)
		return len(all) > 0 && all[len(all)-1][1] == len(rest) && len(strings.Fields(heading)) > len(strings.Fields(rest))
	}
	return false
}

var siteDash = regexp.MustCompile(`\s+[-–—|•·:»›~]+\s+|\s*[|｜_]\s*`)

// isIdeograph reports whether r is of a script in which no spaces part words.
func isIdeograph(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r)
}

// completes reports whether heading is the whole of a title that was cut: where a
// quotation mark ended the attribute that held it, or for its length.
func completes(heading, title string) bool {
	short := strings.TrimRight(title, " .…")
	rest, ok := strings.CutPrefix(heading, short)
	if !ok || len(strings.Fields(short)) < 3 {
		return false
	}
	return strings.HasSuffix(title, "…") || strings.HasSuffix(title, "...") || strings.HasPrefix(rest, " ") && strings.IndexAny(rest, `"'“‘«`) == 1
}

// withoutSite takes site off the end or start of title, where a dash or bar
// parts them.
func withoutSite(title, site string) string {
	parts := siteDash.FindAllStringIndex(title, -1)
	if len(parts) == 0 || site == "" {
		return title
	}
	last, first := parts[len(parts)-1], parts[0]
	switch {
	case sameName(title[last[1]:], site) && last[0] > 0:
		return strings.TrimSpace(title[:last[0]])
	case sameName(title[:first[0]], site) && first[1] < len(title):
		return strings.TrimSpace(title[first[1]:])
	}
	return title
}

// sameName compares the names of sites by their letters and figures: "Arlen-Post"
// is "ARLEN POST".
func sameName(a, b string) bool {
	letters := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}
	a, b = strings.Map(letters, a), strings.Map(letters, b)
	return a != "" && a == b
}
