package articles

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markers are the words that publishers put before a headline to say that it is
// urgent. Longer ones stand before their beginnings.
var markers = []string{
	"BREAKING NEWS", "BREAKING ALERT", "BREAKING", "JUST IN", "NEWS ALERT", "NEWS FLASH", "NEWSFLASH", "URGENT",
	"EILMELDUNG", "EIL", "ÚLTIMA HORA", "ULTIMA HORA", "ÚLTIMO MINUTO", "URGENTE", "FLASH INFO", "ALERTE INFO",
	"ULTIM'ORA", "ULTIM’ORA", "PILNE", "СРОЧНО", "МОЛНИЯ", "ТЕРМІНОВО", "SON DAKİKA", "SON DAKIKA",
	"عاجل", "فوری", "דחוף", "速報", "突发", "突發", "快讯", "快訊", "속보",
}

// Characters around a marker. A hyphen parts it from the headline only with a
// space beside it: "Breaking-point tax" is not marked.
const (
	markerSigns   = "🚨🔴⚡‼❗\uFE0F"
	markerOpeners = " \t[(*#|+【" + markerSigns
	markerClosers = ":：|–—…】])!*+" + markerSigns
	markerTail    = markerClosers + ".- \t\u00a0"
)

// maxMarkers is how many marks in a row are cut: "BREAKING | JUST IN: Dam fails".
const maxMarkers = 3

// CutMarker takes a publisher's mark of urgency off the start of a headline. The
// mark must be parted from the headline by a colon, dash, bar or bracket, or
// stand in capitals before a headline that does not: "BREAKING: Dam fails" and
// "BREAKING Dam fails" are marked, "Breaking Bad returns" is not. The marker
// comes back in capitals; of several in a row the first.
func CutMarker(title string) (marker, rest string, ok bool) {
	rest = title
	for range maxMarkers {
		m, after, found := cutOne(rest)
		if !found {
			break
		}
		if marker == "" {
			marker = m
		}
		rest, ok = after, true
	}
	return marker, rest, ok
}

func cutOne(title string) (marker, rest string, ok bool) {
	s := strings.TrimLeft(title, markerOpeners)
	for _, m := range markers {
		head, tail, found := cutFold(s, m)
		if !found {
			continue
		}
		if rest, parted := cutParting(tail); parted {
			return m, rest, true
		}
		if standsOut(head, tail) {
			return m, strings.TrimSpace(tail), true
		}
	}
	return "", title, false
}

// cutParting takes what parts a marker from its headline off the start of tail.
func cutParting(tail string) (rest string, ok bool) {
	rest = strings.TrimLeft(tail, markerTail)
	between := tail[:len(tail)-len(rest)]
	spacedHyphen := strings.Contains(between, "-") && between != "-"
	dots := strings.Contains(between, "..")
	return strings.TrimSpace(rest), spacedHyphen || dots || strings.ContainsAny(between, markerClosers)
}

// IsMarker reports whether s as a whole is a mark of urgency, as in a feed's
// category, and gives it in capitals: "breaking-news" is BREAKING NEWS.
func IsMarker(s string) (marker string, ok bool) {
	s = strings.NewReplacer("-", " ", "_", " ").Replace(s)
	s = strings.ToUpper(strings.TrimRight(strings.TrimLeft(s, markerOpeners), markerTail))
	return s, slices.Contains(markers, s)
}

// cutFold cuts prefix, in any case, off s.
func cutFold(s, prefix string) (head, tail string, ok bool) {
	n := utf8.RuneCountInString(prefix)
	i := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[i:])
		if size == 0 {
			return "", "", false
		}
		i += size
	}
	return s[:i], s[i:], strings.EqualFold(s[:i], prefix)
}

// standsOut reports whether head, with a space after it, is written in capitals
// before a tail that is not, or in a script in which such a space is rare.
func standsOut(head, tail string) bool {
	rest := strings.TrimLeft(tail, " \t\u00a0\u3000")
	if rest == tail || rest == "" {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(head); unicode.In(first, unicode.Han, unicode.Hangul) {
		return true
	}
	return !strings.ContainsFunc(head, unicode.IsLower) && strings.ContainsFunc(head, unicode.IsUpper) &&
		strings.ContainsFunc(rest, unicode.IsLower)
}
