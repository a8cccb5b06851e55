package page

import (
	"strings"

	"herald/articles"
)

// What a page's data calls the body of its article is believed where it is a
// text in full: at least minTold bytes that do not break off, and no shorter
// than toldShare of what was found on the page.
const (
	minTold   = 500
	toldShare = 0.6
	// toldCover is how much of it the page must show for the page's paragraphs,
	// which have headings and lists, to be taken; toldSpare how much of those
	// may go that it does not hold.
	toldCover = 0.85
	toldSpare = 0.35
)

// told settles between candidates, which are texts found on the page, and body,
// which the page's data says is the text of its article. The first candidate
// that shows the body wins, without what the body does not hold; where none
// does, the body itself is the text. Where the body is not one in full, told
// returns the first candidate.
func told(body string, candidates ...string) string {
	body = paragraphs(body)
	if len(body) < minTold || float64(len(body)) < toldShare*float64(len(candidates[0])) || strings.HasSuffix(body, "…") || strings.HasSuffix(body, "...") {
		return candidates[0]
	}
	want := shinglesOf(body)
	for _, text := range candidates {
		kept, covered := held(text, want)
		switch {
		case covered < toldCover:
		case float64(len(kept)) >= (1-toldSpare)*float64(len(text)):
			return kept
		default:
			return candidates[0]
		}
	}
	if _, covered := held(candidates[0], want); covered >= 0.5 && !strings.Contains(body, "\n\n") {
		return candidates[0]
	}
	return body
}

// held are the paragraphs of text from the first that is in want to the last,
// with the headings above them, and the share of want that they cover. Between
// them others may stand if they are items, quotations or whole sentences: what
// data calls the body often leaves lists and embedded posts out.
func held(text string, want map[string]bool) (kept string, covered float64) {
	var out, open []string
	seen := map[string]bool{}
	for p := range strings.SplitSeq(text, "\n\n") {
		switch {
		case mostlyIn(p, want, seen):
			out = append(append(out, open...), p)
			open = nil
		case isHeading(p), len(out) > 0 && (p != bare(p) || endsSentence(p)):
			open = append(open, p)
		}
		if len(out) == 0 && len(open) > 1 {
			open = open[1:]
		}
	}
	return strings.Join(out, "\n\n"), float64(len(seen)) / float64(max(len(want), 1))
}

// mostlyIn reports whether at least half of paragraph's shingles are in want, and
// adds those that are to seen.
func mostlyIn(paragraph string, want, seen map[string]bool) bool {
	all := shinglesOf(bare(paragraph))
	shared := 0
	for s := range all {
		if want[s] {
			shared++
		}
	}
	if shared*2 < len(all) || shared == 0 {
		return false
	}
	for s := range all {
		if want[s] {
			seen[s] = true
		}
	}
	return true
}

// shinglesOf are the runs of three words in text, fewer where it is shorter.
func shinglesOf(text string) map[string]bool {
	words := articles.Words(text)
	n := min(3, len(words))
	set := make(map[string]bool, len(words))
	for i := 0; n > 0 && i+n <= len(words); i++ {
		set[strings.Join(words[i:i+n], " ")] = true
	}
	return set
}
