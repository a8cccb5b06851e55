package console

import (
	"strings"
	"unicode"
)

// clean takes out of text what could drive a terminal or mislead its reader:
// control characters with escape sequences' beginnings, changes of direction,
// invisible tags, and bytes that are no text. Line ends stay; other white space
// becomes a blank.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), isTag(r):
			return -1
		}
		return r
	}, s)
}

// isTag reports characters that are not seen, and can carry hidden text.
func isTag(r rune) bool {
	return r >= 0xE0000 && r <= 0xE0FFF || r == '\uFEFF' || r == '\u200B' || r == '\u2060'
}

// oneLine is clean for labels and commands.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// link is a URL as it may be shown: http and https only, and nothing in it that
// is not part of a URL.
func link(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return ""
	}
	if clean(url) != url || strings.ContainsFunc(url, unicode.IsSpace) {
		return ""
	}
	return url
}
