package page

import (
	"strings"
	"unicode/utf8"

	"herald/articles"
)

// leadEnough is how many characters of the lead make a summary; a shorter first
// paragraph takes the next one in.
const leadEnough = 160

// Summary is a few whole sentences from the lead of text, the first paragraphs
// before any further heading: as many as fit in articles.MaxSummary characters,
// without datelines, bylines and what a page says about itself. It does not end
// in the middle of a quotation, nor on a sentence that only announces what comes. A first
// sentence too long is cut at a word and ends in "…".
func Summary(text string) string {
	var chosen []string
	last, size := "", 0
	for _, p := range lead(text) {
		fits := true
		for _, s := range sentences(p) {
			if aboutSite(s) {
				continue
			}
			if size == 0 {
				s = clip(s, articles.MaxSummary)
			}
			n := utf8.RuneCountInString(gapAfter(last) + s)
			if fits = size+n <= articles.MaxSummary; !fits {
				break
			}
			chosen, last, size = append(chosen, s), s, size+n
		}
		if !fits || size >= leadEnough {
			break
		}
	}
	return joinSentences(rounded(chosen))
}

// rounded is sentences up to the last after which a reader misses nothing: no
// quotation is left open, and no colon promises more. Where there is none, all
// of them.
func rounded(sentences []string) []string {
	var open quotes
	whole := 0
	for i, s := range sentences {
		open.read(s)
		if len(open) == 0 && !strings.HasSuffix(s, ":") {
			whole = i + 1
		}
	}
	if whole == 0 {
		return sentences
	}
	return sentences[:whole]
}

func joinSentences(sentences []string) string {
	var b strings.Builder
	for _, s := range sentences {
		b.WriteString(gapAfter(b.String()))
		b.WriteString(s)
	}
	return b.String()
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
