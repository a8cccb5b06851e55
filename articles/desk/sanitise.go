package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"herald/articles"
)

// Bounds of the fields that package articles does not bound: bytes of an id and
// an address, characters of a name, entries of a list.
const (
	maxID    = 500
	maxURL   = 2000
	maxName  = 200
	maxNames = 40
)

// Sanitise makes an article fit to be kept, whatever its source put into it:
// fields trimmed and cut to their bounds, no invalid characters, no controls, no
// characters that turn the direction of writing, only http(s) addresses, and no
// appearance after now.
func Sanitise(a articles.Article, now time.Time) articles.Article {
	a.ID = boundID(clean(a.ID, false))
	a.Source, a.Publisher = line(a.Source, maxName), line(a.Publisher, maxName)
	a.URL, a.Canonical = link(a.URL), link(a.Canonical)
	a.Title, a.MarkedTitle = line(a.Title, articles.MaxTitle), line(a.MarkedTitle, articles.MaxTitle)
	a.Deck, a.Summary = line(a.Deck, articles.MaxTitle), line(a.Summary, articles.MaxSummary)
	a.Text = cut(strings.TrimSpace(clean(a.Text, true)), articles.MaxText)
	a.Marker, a.Language = line(a.Marker, maxName), line(a.Language, 35)
	a.Authors, a.Keywords, a.Credits = names(a.Authors), names(a.Keywords), names(a.Credits)
	a.Images = each(a.Images, link)
	a.Version, a.Correction = line(a.Version, maxName), line(a.Correction, articles.MaxTitle)
	if a.Urgency < 0 || a.Urgency > articles.MaxUrgency {
		a.Urgency = 0
	}
	a.CopyOf = "" // the desk finds it out anew
	if a.Appeared.After(now) {
		a.Appeared = now
	}
	return a
}

// boundID keeps ids apart that are too long: what is cut off goes into a hash.
func boundID(id string) string {
	id = strings.TrimSpace(id)
	if len(id) <= maxID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return strings.ToValidUTF8(id[:maxID-40], "") + "~" + hex.EncodeToString(sum[:16])
}

// line is s in one line of at most n characters.
func line(s string, n int) string {
	return cut(strings.Join(strings.Fields(clean(s, false)), " "), n)
}

// cut is s cut to n characters, at a space where one is near, with an ellipsis.
func cut(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	head := s[:end]
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > end*3/4 {
		head = head[:i]
	}
	return strings.TrimRightFunc(head, unicode.IsSpace) + "…"
}

// clean drops what is invalid, controls, and characters that turn the direction
// of writing. Line ends stay where lines are wanted, and are spaces elsewhere.
func clean(s string, lines bool) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || turns(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(articles.Unmangle(s), "\r\n", "\n"))
}

// turns reports whether r embeds, overrides or isolates a direction of writing:
// with such characters a headline can show other words than it has.
func turns(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// link is an http(s) address, or empty: one with anything in it that clean drops
// leads nobody where its publisher meant.
func link(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > maxURL || articles.CanonicalURL(s) == "" || clean(s, false) != s {
		return ""
	}
	return s
}

func names(list []string) []string {
	return each(list, func(s string) string { return line(s, maxName) })
}

// each is list with f done to its entries, without empty ones and repetitions,
// at most maxNames.
func each(list []string, f func(string) string) []string {
	var kept []string
	for _, s := range list {
		if s = f(s); s != "" && !slices.Contains(kept, s) && len(kept) < maxNames {
			kept = append(kept, s)
		}
	}
	return kept
}
