package page

import (
	"regexp"
	"strings"
)

// signature is what programs that publish put under a text, which may name its
// headline.
var signature = regexp.MustCompile(`(?i)^(?:the post .+ appeared first on .{1,80}|.+ was originally published in .+ on medium, where people are continuing .+)$`)

// maxFrame is how long a line of furniture at the border of a text is, maxSignature
// how long a signature can be, in bytes. To look at longer lines for what is seldom
// there would cost as much as to read the text.
const (
	maxFrame     = 60
	maxSignature = 800
)

// Unframed is a text without what its publisher put above and below it: lines that
// are furniture by their shape, headings with nothing under them, signatures of
// programs. What stands between its paragraphs stays.
func Unframed(text string) string {
	list := strings.Split(text, "\n\n")
	from, to := 0, len(list)
	for from < to && (isFrame(list[to-1]) || isHeading(list[to-1]) || isSigned(list[to-1])) {
		to--
	}
	for from < to && isFrame(list[from]) {
		from++
	}
	return strings.Join(list[from:to], "\n\n")
}

// isFrame reports whether a paragraph at the border of a text is none of it.
func isFrame(p string) bool {
	return len(p) <= maxFrame && bare(p) == p && furnitureShape(line{text: p}) != notFurniture
}

// isSigned reports whether p is a signature. The expression is slow.
func isSigned(p string) bool {
	return len(p) <= maxSignature && (strings.Contains(p, " appeared first on ") || strings.Contains(p, " was originally published in ")) &&
		signature.MatchString(p)
}
