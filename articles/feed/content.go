package feed

import (
	"html"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	"herald/articles"
)

// plainText is what readers see of content, which may be HTML, HTML that was
// encoded once more than it should, or plain.
func (r reader) plainText(content string) string {
	if strings.TrimSpace(content) == "" {
		return ""
	}
	marked := isMarkup(content)
	if !marked {
		content = html.UnescapeString(content)
		marked = closing.MatchString(content) && isMarkup(content)
	}
	if marked {
		return clip(r.markup.Text(content), articles.MaxText)
	}
	return plainParagraphs(content)
}

// closing is what only those write who mean a tag, not those who speak of one.
var closing = regexp.MustCompile(`</[a-zA-Z]|<[bB][rR]\b|<img\s`)

const (
	// maxTags is how many tags are looked at to tell whether something is HTML,
	// maxTagName how long the name of one is at most, in bytes, with what ends it.
	maxTags    = 20
	maxTagName = 12
)

// isMarkup reports whether content has a tag of HTML: what else stands in angle
// brackets may be part of the text.
func isMarkup(content string) bool {
	for range maxTags {
		i := strings.IndexByte(content, '<')
		if i < 0 {
			return false
		}
		content = content[i+1:]
		if strings.HasPrefix(content, "!--") || atom.Lookup([]byte(tagName(content))) != 0 {
			return true
		}
	}
	return false
}

// tagName is the name of the tag that begins so, behind its bracket, in lower case;
// empty where it is none.
func tagName(s string) string {
	s = strings.TrimPrefix(s, "/")
	s = s[:min(len(s), maxTagName)]
	for i := range len(s) {
		switch c := s[i] | 0x20; {
		case c >= 'a' && c <= 'z', i > 0 && s[i] >= '0' && s[i] <= '9':
		case strings.IndexByte(" \t\r\n/>", s[i]) >= 0:
			return strings.ToLower(s[:i])
		default:
			return ""
		}
	}
	return ""
}

// plainParagraphs keeps the paragraphs of text that was written without HTML.
func plainParagraphs(content string) string {
	var done []string
	content = strings.ReplaceAll(content, "\r\n", "\n")
	for p := range strings.SplitSeq(content, "\n\n") {
		if p = oneLine(p); p != "" {
			done = append(done, p)
		}
	}
	return clip(strings.Join(done, "\n\n"), articles.MaxText)
}
