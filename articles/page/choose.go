package page

import (
	"strings"

	"golang.org/x/net/html"
)

// Shares of the text found by looks that a page's own mark must hold for the mark
// to be believed, and below which the two are about different things.
const (
	agrees    = 0.88
	disagrees = 0.30
)

// choose settles between the text that looks like an article and the one that
// the page marks as its article. Where they agree, the marked one says where the
// article ends, and what only it holds must be running text. Where the first has
// found something else, the marked one wins if it is a text at all.
func choose(looks, marked string) string {
	if marked == "" {
		return looks
	}
	have := map[string]bool{}
	all := 0
	for p := range strings.SplitSeq(looks, "\n\n") {
		have[bare(p)] = true
		all += len(p)
	}
	shared := 0
	for p := range strings.SplitSeq(marked, "\n\n") {
		if have[bare(p)] {
			shared += len(p)
		}
	}
	switch share := float64(shared) / float64(max(all, 1)); {
	case share >= agrees:
		return merge(marked, have)
	case share < disagrees && len(marked) > all:
		return marked
	}
	return looks
}

// merge is marked without short lines that only it holds.
func merge(marked string, have map[string]bool) string {
	var kept []string
	for p := range strings.SplitSeq(marked, "\n\n") {
		if have[bare(p)] || len(p) >= minProse && endsSentence(p) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n")
}

// bare is a paragraph without its prefix.
func bare(p string) string {
	for _, prefix := range []string{"## ", "- ", "> "} {
		p = strings.TrimPrefix(p, prefix)
	}
	return p
}

// markedText is the text of what doc marks as its article.
func markedText(doc *html.Node) string {
	var parts []string
	for _, n := range markedBody(doc) {
		if text := nodeText(n, true); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}
