package articles

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markers are the words that publishers put before a headline to say that it is
// urgent. Longer ones stand before their beginnings.
var markers = []string{
	"BREAKING NEWS", "BREAKING", "JUST IN", "NEWS ALERT", "NEWSFLASH", "URGENT",
	"EILMELDUNG", "EIL", "ÚLTIMA HORA", "ULTIMA HORA", "ÚLTIMO MINUTO", "URGENTE", "FLASH INFO",
	"ULTIM'ORA", "ULTIM’ORA", "PILNE", "СРОЧНО", "МОЛНИЯ", "ТЕРМІНОВО", "SON DAKİKA", "SON DAKIKA",
	"عاجل", "فوری", "דחוף", "速報", "突发", "突發", "快讯", "快訊", "속보",
}

var (
	markerOpeners = " \t[(*#|🚨🔴⚡️‼️❗️"
	markerClosers = regexp.MustCompile(`^[\])*!]*\s*(?::|\||-|–|—|：|】|\]|!|\)|\*)[\s\])*!:|–—-]*`)
)

// CutMarker takes a publisher's mark of urgency off the start of a headline. The
// mark must be parted from the headline by a colon, dash, bar or bracket, or
// stand in capitals before a headline that does not: "BREAKING: Dam fails" and
// "BREAKING Dam fails" are marked, "Breaking Bad returns" is not. The marker
// comes back in capitals.
func CutMarker(title string) (marker, rest string, ok bool) {
	s := strings.TrimLeft(title, markerOpeners+"【")
	for _, m := range markers {
		head, tail, found := cutFold(s, m)
		if !found {
			continue
		}
		if cut := markerClosers.FindString(tail); cut != "" {
			return m, strings.TrimSpace(tail[len(cut):]), true
		}
		if standsOut(head, tail) {
			return m, strings.TrimSpace(tail), true
		}
		return "", title, false
	}
	return "", title, false
}

// IsMarker reports whether s as a whole is a mark of urgency, as in a feed's
// category, and gives it in capitals.
func IsMarker(s string) (marker string, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
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

// standsOut reports whether head is written in capitals before a tail that is
// not, with a space between.
func standsOut(head, tail string) bool {
	rest := strings.TrimLeft(tail, " ")
	if rest == tail || rest == "" {
		return false
	}
	return !strings.ContainsFunc(head, unicode.IsLower) && strings.ContainsFunc(head, unicode.IsUpper) &&
		strings.ContainsFunc(rest, unicode.IsLower)
}
