package page

import (
	"regexp"
	"strings"
)

// inlineMarks are what Markdown writes within a line, and what is left of it. An asterisk
// or underscore that does not stand at the border of words is none.
var inlineMarks = []struct {
	sign  string
	shape *regexp.Regexp
	left  string
}{
	{"![", regexp.MustCompile(`!\[[^\[\]]{0,200}\]\([^()\s]{1,500}\)`), ""},
	{"](", regexp.MustCompile(`\[([^\[\]]{1,300})\]\((?:https?://|mailto:|[/#])[^()\s]{0,500}(?:\s+"[^"]{0,200}")?\)`), "$1"},
	{"**", regexp.MustCompile(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*`), "$1"},
	{"*", regexp.MustCompile(`(^|[\s(“"])\*([\pL\d](?:[^*]*[^*\s])?)\*($|[\s.,;:!?)”"])`), "$1$2$3"},
	{"_", regexp.MustCompile(`(^|[\s(“"])_([\pL\d](?:[^_]*[^_\s])?)_($|[\s.,;:!?)”"])`), "$1$2$3"},
	{"`", regexp.MustCompile("`([^`]{1,200})`"), "$1"},
}

// maxMarked is how long a line is that is looked through for marks, in bytes.
const maxMarked = 16 << 10

// withoutMarks is a line of plain text without the marks of Markdown in it: many who
// write plain text are used to them.
func withoutMarks(s string) string {
	if len(s) > maxMarked {
		return s
	}
	for _, m := range inlineMarks {
		if strings.Contains(s, m.sign) {
			s = m.shape.ReplaceAllString(s, m.left)
		}
	}
	return strings.TrimSpace(s)
}
