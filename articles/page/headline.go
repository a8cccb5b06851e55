package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

var tailDash = regexp.MustCompile(`\s*[—–|]\s*|\s+-{1,3}\s+`)

// cutTail takes what search engines are meant to read off the end of a headline:
// keywords behind a dash or bar ("Dam fails — dam news, flood warning, Arlen
// 2026"), and the name of the site ("Dam fails | Arlen Herald").
func cutTail(title string) (headline string, keywords []string) {
	for _, m := range tailDash.FindAllStringIndex(title, -1) {
		head, tail := strings.TrimSpace(title[:m[0]]), strings.TrimSpace(title[m[1]:])
		if len(strings.Fields(head)) < 2 {
			continue
		}
		if words, ok := keywordList(tail); ok && (len(words) > 2 || related(head, tail)) {
			return cutSite(head), words
		}
	}
	return cutSite(title), nil
}

// Keyword lists: how many phrases, of how many words, how many words on average.
const (
	minKeywords, maxKeywords = 2, 15
	maxKeywordWords          = 7
)

// prose are words that stand in sentences and not in keywords.
var prose = wordSet(`the a an is are was were be been has have had will would could should may might must can
	says said say tells told after amid as but because while if when who which that this these it he she they we you i
	his her their our my your its not there than then so does did do`)

// keywordList reads s as keywords: short phrases between commas, without what
// makes a sentence. It needs two or more words a phrase on average, so that a
// list of places is not taken for one.
func keywordList(s string) ([]string, bool) {
	parts, words, ok := phraseList(s)
	return parts, ok && words*2 >= len(parts)*3 && words > len(parts)
}

// phraseList reads s as short phrases between commas and counts their words.
func phraseList(s string) (phrases []string, total int, ok bool) {
	s = strings.TrimSuffix(s, ",")
	if utf8.RuneCountInString(s) > 400 || strings.ContainsAny(s, ".!?:;“”\"()") && !strings.Contains(s, "U.S") {
		return nil, 0, false
	}
	parts := strings.Split(s, ",")
	if len(parts) < minKeywords || len(parts) > maxKeywords {
		return nil, 0, false
	}
	for i, p := range parts {
		p = strings.TrimSpace(p)
		words := strings.Fields(p)
		if len(words) == 0 || len(words) > maxKeywordWords || strings.EqualFold(words[0], "and") || strings.EqualFold(words[0], "or") {
			return nil, 0, false
		}
		if slices.ContainsFunc(words, func(w string) bool { return prose[w] }) {
			return nil, 0, false
		}
		total += len(words)
		parts[i] = p
	}
	return parts, total, true
}

// related reports whether two phrases of keywords belong to head: they repeat a
// word of it, or hold a year or the word news.
func related(head, tail string) bool {
	have := articles.Words(head)
	return slices.ContainsFunc(articles.Words(tail), func(w string) bool {
		year := len(w) == 4 && strings.HasPrefix(w, "20")
		return year || w == "news" || w == "updates" || len(w) > 3 && slices.Contains(have, w)
	})
}

// cutSite takes the name of a site off the end of a title. Only what looks like
// a publisher's name goes.
func cutSite(title string) string {
	all := tailDash.FindAllStringIndex(title, -1)
	if len(all) == 0 {
		return title
	}
	m := all[len(all)-1]
	head, tail := strings.TrimSpace(title[:m[0]]), strings.TrimSpace(title[m[1]:])
	words := strings.Fields(tail)
	spaced := strings.HasPrefix(title[m[0]:], " ")
	if !spaced || len(words) == 0 || len(words) > 5 || len(strings.Fields(head)) < 3 || !articles.LikePublisher(tail) {
		return title
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(first) && !strings.Contains(w, ".") && !particles[w] && w != "of" && w != "the" {
			return title
		}
	}
	return head
}

// maxHeading is how long a section heading can be, in characters.
const maxHeading = 120

// headingLike reports whether s has the shape of a heading: short, begun with a
// capital or figure, and without the stop of a sentence.
func headingLike(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > maxHeading || len(strings.Fields(s)) > 18 || n < 2 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“‘\"'¿¡("))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, isCloser))
	if unicode.IsLower(first) || strings.ContainsRune(".,;:…。،؛", last) {
		return false
	}
	return len(sentences(s)) == 1
}
