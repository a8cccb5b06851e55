package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// shortLine is how many characters a line above the first paragraph has at most:
// a section, a place, who wrote it. Running text has more, or ends in a stop.
const shortLine = 60

// lead are the paragraphs of text that a summary can be taken from, those before
// any further heading, without what stands around running text: bylines, times,
// credits of pictures, datelines, bare addresses.
func lead(text string) []string {
	var found []string
	prose := false
	for p := range strings.SplitSeq(text, "\n\n") {
		p = strings.TrimSpace(p)
		if isHeading(p) {
			if len(found) > 0 {
				break
			}
			continue
		}
		if p = opening(p); p == "" {
			continue
		}
		prose = prose || len(p) >= minProse && endsSentence(p)
		if found = append(found, p); prose && len(found) == maxLead {
			break
		}
	}
	if !prose {
		return plainLead(found)
	}
	var kept []string
	for _, p := range found {
		if hasStop(p) || strings.HasPrefix(p, "- ") || utf8.RuneCountInString(p) > shortLine {
			kept = append(kept, p)
		}
	}
	return plainLead(kept)
}

// maxLead is how many paragraphs a summary is looked for in.
const maxLead = 12

// plainLead is paragraphs without their prefixes.
func plainLead(paragraphs []string) []string {
	for i, p := range paragraphs {
		paragraphs[i] = bare(p)
	}
	return paragraphs
}

// opening is paragraph p as a summary quotes it, with its prefix; empty where it
// is not running text.
func opening(p string) string {
	words := bare(p)
	prefix := p[:len(p)-len(words)]
	words = withoutDateline(withoutAddresses(fold(words)))
	switch l := (line{text: words}); {
	case !hasWords(words), clockOnly.MatchString(words), isRow(words):
		return ""
	case isParagraph(l): // its sentences are looked at, where it is quoted
	case besideText(words), isByline(words):
		return ""
	}
	return prefix + words
}

// isRow reports whether s is the row of a table.
func isRow(s string) bool { return strings.Contains(s, " | ") && !hasStop(s) }

// hasStop reports whether s ends in a stop or another mark that parts sentences.
func hasStop(s string) bool {
	return endsSentence(s) || strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";")
}

func isByline(s string) bool {
	_, ok := readByline(s)
	return ok
}

// besideText reports whether s, a paragraph or a sentence, is something a page
// says about itself rather than about the news.
func besideText(s string) bool {
	return utf8.RuneCountInString(s) <= maxFurniture && furnitureShape(line{text: s}) != notFurniture
}

// siteHints are words of which one is in every sentence that a page says about itself. A
// text has many sentences, and furnitureShape is too slow to be asked about each.
var siteHints = []string{
	"subscri", "sign", "newsletter", "inbox", "follow", "join", "register", "donate", "download", "app ", "click", "tap here", "visit ",
	"see ", "read", "watch", "listen", "also ", "learn more", "hosted", "share", "comment", "cookie", "copyright", "©", "ⓒ", "rights reserved", "commission", "provided by", "contents of",
	"originally", "appeared", "published", "updated", "contribut", "report", "edit", "photo", "image", "picture", "video", "getty", "reuters", "afp",
	"e-mail", "email", "whatsapp", "telegram", "www.", "://", "advert", "sponsor", "this story", "this is a",
	"lesen sie", "également", "lire aussi", "leia", "leggi", "lea ", "читайте", "подпи", "obligat", "vorbehalten", "reserv", "защищены", "무단", "저작권", "無断", "授权", "授權", "编辑", "編輯",
}

// aboutSite reports whether sentence, one of a paragraph, is something a page says about itself.
func aboutSite(sentence string) bool {
	if len(sentence) > 4*maxFurniture {
		return false
	}
	low := strings.ToLower(sentence)
	return slices.ContainsFunc(siteHints, func(h string) bool { return strings.Contains(low, h) }) && besideText(sentence)
}

// clockOnly is the time of an entry in a page of live news.
var clockOnly = regexp.MustCompile(`(?i)^(?:\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)(?:\s+[A-Z]{2,4})?$`)

var (
	// addressEnd are addresses of the web behind the words of a paragraph,
	// addressIn one between two sentences.
	addressEnd = regexp.MustCompile(`(?:(?:^|\s+)https?://\S+)+$`)
	addressIn  = regexp.MustCompile(`(^|[.!?…][”"’)]?\s+)(?:https?://\S+\s+)+(\p{Lu})`)
)

// withoutAddresses takes out of s the addresses that are no part of a sentence.
func withoutAddresses(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	return addressIn.ReplaceAllString(addressEnd.ReplaceAllString(s, ""), "$1$2")
}

// A dateline says where an agency's text was written, when, and by which agency:
// "LONDON, June 20 (Reuters) - ". It is told by the agency in brackets, or by a
// place in capitals or with its country, always before a dash and the beginning of a sentence.
var (
	datelineBy = regexp.MustCompile(`^(?:\p{Lu}[\p{L}\d .,’'/-]{1,50} )?\((?:` + agencies + `|\p{L}[\p{L}. /]{1,24})\)\s*(?:[-–—]{1,2})\s*`)
	datelineAt = regexp.MustCompile(`^(?:\p{Lu}[\p{Lu}.’']+(?:[ -]\p{Lu}[\p{Lu}.’']*){0,3}(?:, \p{Lu}[\p{L}. ]{1,20})?|\p{Lu}[\p{L}.’']+(?: \p{Lu}[\p{L}.’']+){0,2}, \p{Lu}[\p{L}.]{1,14})` +
		`(?:, (?:\p{L}{3,9}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,9})(?:,? \d{4})?)?(?: /[\p{L} -]{2,24}/)? (?:--|[-–—]) `)
)

// withoutDateline is s without a dateline before it.
func withoutDateline(s string) string {
	head := s[:min(len(s), 120)]
	if !strings.ContainsAny(head, "–—-") {
		return s
	}
	m := datelineBy.FindString(head)
	if m == "" {
		m = datelineAt.FindString(head)
	}
	rest := s[len(m):]
	if m == "" || rest == "" || !startsSentence(rest) {
		return s
	}
	return rest
}

func isHeading(paragraph string) bool { return strings.HasPrefix(paragraph, "## ") }
