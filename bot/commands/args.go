package commands

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// maxPage bounds page numbers, so that nobody asks the store to count to a
// billion.
const maxPage = 10_000

var pageAtEnd = regexp.MustCompile(`(?i)(?:^|\s)page\s+(\d{1,9})$`)

// cutPage takes "page 2" off the end of args; without it the page is 1.
func cutPage(args string) (rest string, page int) {
	m := pageAtEnd.FindStringSubmatchIndex(args)
	if m == nil {
		return args, 1
	}
	n, _ := strconv.Atoi(args[m[2]:m[3]])
	return strings.TrimSpace(args[:m[0]]), min(max(n, 1), maxPage)
}

// storyNumber reads "12" or "#12".
func storyNumber(s string) (id articles.StoryID, ok bool) {
	n, ok := digits(strings.TrimPrefix(s, "#"))
	return articles.StoryID(n), ok
}

// digits reads a number of at most 18 digits and nothing else.
func digits(s string) (n int64, ok bool) {
	if s == "" || len(s) > 18 || strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// clean takes control characters and tricks of direction out of what people
// type, since parts of it are said back to them.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// short bounds text that is said back or kept.
func short(s string) string { return layout.Clip(clean(s), 100) }

// noStory is the answer where a story does not exist.
func noStory(id articles.StoryID) error {
	return bot.Errorf("There is no story %s. /latest shows the newest.", id)
}

// join makes "a, b or c" of names.
func join(names []string, last string) string {
	if len(names) < 2 || names[len(names)-1] == ellipsis {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}
