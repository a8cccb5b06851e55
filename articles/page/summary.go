package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// leadEnough is how many characters of the lead make a summary; a shorter first
// paragraph takes the next one in.
const leadEnough = 160

// Summary is a few whole sentences from the lead of text, the first paragraphs
// before any further heading: as many as fit in articles.MaxSummary characters.
// A first sentence too long for that is cut at a word and ends in "…".
func Summary(text string) string {
	var b strings.Builder
	size := 0
	for p := range strings.SplitSeq(text, "\n\n") {
		p = strings.TrimSpace(p)
		if isHeading(p) {
			if size > 0 {
				break
			}
			continue
		}
		if clockOnly.MatchString(p) {
			continue
		}
		n, whole := addSentences(&b, fold(strings.TrimPrefix(strings.TrimPrefix(p, "- "), "> ")), size)
		size = n
		if !whole || size >= leadEnough {
			break
		}
	}
	return b.String()
}

// clockOnly is the time of an entry in a page of live news.
var clockOnly = regexp.MustCompile(`^\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?$`)

func isHeading(paragraph string) bool { return strings.HasPrefix(paragraph, "## ") }

// addSentences writes the sentences of paragraph to b, which holds size
// characters, while they fit. It returns the new size and whether all did.
func addSentences(b *strings.Builder, paragraph string, size int) (n int, whole bool) {
	for _, s := range sentences(paragraph) {
		if size == 0 {
			s = clip(s, articles.MaxSummary)
		}
		gap := gapAfter(b.String())
		count := utf8.RuneCountInString(gap + s)
		if size+count > articles.MaxSummary {
			return size, false
		}
		b.WriteString(gap)
		b.WriteString(s)
		size += count
	}
	return size, true
}

// gapAfter is what parts a sentence from those before it; the points of a list,
// which have no full stops, get semicolons.
func gapAfter(before string) string {
	switch {
	case before == "", joinsWithoutSpace(before):
		return ""
	case endsSentence(before), strings.HasSuffix(before, ":"), strings.HasSuffix(before, ";"):
		return " "
	}
	return "; "
}

// joinsWithoutSpace reports whether s ends like a Chinese or Japanese sentence,
// after which no space is written.
func joinsWithoutSpace(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。！？｡」』】）", last)
}
