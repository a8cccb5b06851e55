package page

import (
	"strings"

	"herald/articles"
)

// Tidy brings plain text that somebody else wrote into the form of
// articles.Article.Text: paragraphs parted by one blank line, each in one line.
// Text without any blank line has a paragraph in every line.
func Tidy(text string) string {
	text = lineEnds.Replace(text)
	every := !strings.Contains(strings.TrimSpace(text), "\n\n")
	var done []string
	open := false
	for l := range strings.SplitSeq(text, "\n") {
		l = fold(l)
		switch {
		case l == "":
			open = false
		case open && !every && !hasPrefix(l):
			done[len(done)-1] += " " + l
		default:
			done = append(done, l)
			open = !isHeading(l)
		}
	}
	return clip(strings.Join(done, "\n\n"), articles.MaxText)
}

// hasPrefix reports whether l opens with one of the prefixes that mean something
// in a text.
func hasPrefix(l string) bool {
	return isHeading(l) || strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "> ")
}
