package page

import (
	"strings"
	"unicode"

	"herald/articles"
)

// fold makes one line of s: runs of white space of any kind become one space,
// and characters that cannot be seen are dropped: control characters, soft
// hyphens, zero-width spaces, and the marks that turn the direction of text
// around, which strangers use to forge headlines. Text that was written twice is
// read first, while the control characters are there that tell so.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range articles.Unmangle(s) {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unseen(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unseen reports whether r shows nothing and has no place in an article. Joiners
// (U+200C, U+200D) and plain direction marks stay: scripts and emoji need them.
func unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff', r == unicode.ReplacementChar:
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// clip is s without what exceeds max characters, cut at a word where there is
// one, with an ellipsis at the end.
func clip(s string, max int) string {
	n := 0
	cut, word := 0, 0
	for i, r := range s {
		if n == max-1 {
			cut = i
		}
		if r == ' ' && n < max {
			word = i
		}
		n++
	}
	if n <= max {
		return s
	}
	if word > cut/2 {
		cut = word
	}
	return strings.TrimRightFunc(s[:cut], notEllipsisNeighbour) + "…"
}

// notEllipsisNeighbour are characters that look wrong before an ellipsis.
func notEllipsisNeighbour(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.–—-(“\"", r)
}
