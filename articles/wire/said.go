package wire

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"herald/articles"
	"herald/articles/page"
)

// basic are the forms of ISO 8601 without signs between, which NITF and NewsML 1
// use, and of times without a zone, which are taken for UTC.
var basic = []string{
	"20060102T150405Z0700", "20060102T150405Z07:00", "20060102T150405.000Z0700", "20060102T150405",
	"20060102T1504Z0700", "20060102", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02", "2006-01",
}

// moment reads a time as wires write it; zero if it is none.
func moment(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range basic {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 && t.Year() < 2100 {
			return t.UTC()
		}
	}
	t, _ := page.ParseTime(s)
	return t
}

// hold keeps a back until a time that its publisher gave; where nobody can tell which
// time that is, until the publisher says more. A status that says so already stays.
func hold(a *articles.Article, until string) {
	t, ok := articles.EmbargoTime(until)
	switch {
	case ok:
		a.Embargo = t
	case a.Standing():
		a.Status = articles.Withheld
	}
}

// earliest is the first of times that is one.
func earliest(times ...string) time.Time {
	for _, s := range times {
		if t := moment(s); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// urgency reads the urgency of all formats: 1 is the highest in each, 8 the lowest
// in NITF and NewsML 1 and 9 in NewsML-G2 and ninjs; 0 where nothing is said.
func urgency(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > articles.MaxUrgency {
		return 0
	}
	return n
}

// number is a whole number; 0 where s is none.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}

// status reads a publishing status: a word, a code such as "stat:canceled", or the
// address of one.
func status(s string) articles.Status {
	s = strings.ToLower(code(s))
	switch {
	case strings.HasPrefix(s, "withheld"), s == "withhold":
		return articles.Withheld
	case strings.HasPrefix(s, "cancel"), strings.HasPrefix(s, "kill"):
		return articles.Canceled
	}
	return articles.Usable
}

// code is the last part of a code: "usable" of "stat:usable".
func code(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	return s[strings.LastIndexAny(s, ":/")+1:]
}

// correcting begins a note to editors that says what the item corrects: "CORRECTS place
// in headline". In a text, that could be a sentence of it.
var correcting = regexp.MustCompile(`(?i)^(?:correct(?:s|ed|ing)|corrig\p{L}+|korrigier\p{L}+|berichtig\p{L}+|rectifi\p{L}+)\b`)

// amend notes what the item's note to editors says about a correction or about
// why the item is taken back. corrects says that the item calls itself a
// correction.
func amend(a *articles.Article, note string, corrects bool) {
	note = oneLine(note)
	if clear, ok := articles.CorrectionNote(note); ok {
		a.Correction = clear
		return
	}
	corrects = corrects || correcting.MatchString(note)
	switch {
	case !a.Standing(), corrects && note != "":
		a.Correction = note
	case corrects:
		a.Correction = articles.Corrected
	}
}

// tag is a language in the usual spelling; empty if it is none.
func tag(s string) string {
	t, err := language.Parse(strings.TrimSpace(s))
	if err != nil || t == language.Und {
		return ""
	}
	return t.String()
}

var (
	by      = regexp.MustCompile(`^(?i:by|von|por|par|door|di|av|af|autor|text)\b\s*:?\s*`) //nolint:misspell // autor is German and Spanish
	between = regexp.MustCompile(`\s+(?i:and|und|y|et|e|en|och|og)\s+|\s*[;&/]\s*|\s*,\s*`)
	agency  = regexp.MustCompile(`^[A-Z]{2,6}$|^[a-z]+$`)
)

// notNames begin what stands behind a name in a byline and is none.
var notNames = regexp.MustCompile(`(?i)\b(reporter|writer|correspondent|editor|press|news|agency|staff|redakt\w*|korrespondent\w*|associated|reuters|photograph\w*)\b`)

// maxByline is how long a byline can be, in bytes.
const maxByline = 500

// authors are the names in a byline: "By Ada Reed and Max Lund, Staff Reporters".
func authors(byline string) []string {
	byline = oneLine(byline)
	if len(byline) > maxByline {
		return nil
	}
	rest := by.ReplaceAllString(byline, "")
	parts := between.Split(rest, -1)
	var names []string
	for _, p := range parts {
		p = strings.Trim(p, " .,()")
		if p == "" || len(parts) > 1 && (agency.MatchString(p) || notNames.MatchString(p)) {
			continue
		}
		names = append(names, p)
	}
	return names
}
