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
	"BREAKING NEWS", "BREAKING ALERT", "BREAKING", "JUST IN", "NEWS ALERT", "NEWS FLASH", "NEWSFLASH",
	"FLASH INFO", "INFO FLASH", "FLASH", "URGENTE", "URGENT",
	"EILMELDUNG", "EIL", "DERNIÈRE MINUTE", "DERNIERE MINUTE", "DERNIÈRE HEURE", "ALERTE INFO",
	"ÚLTIMA HORA", "ULTIMA HORA", "ÚLTIMO MINUTO", "ULTIMO MINUTO", "ÚLTIMO MOMENTO", "ALERTA INFORMATIVA", "PLANTÃO", //nolint:misspell // Spanish
	"ÚLTIMAHORA", "ULTIMAHORA",
	"ULTIM'ORA", "ULTIM’ORA", "ULTIMORA", "ULTIMA ORĂ", "ULTIMA ORA", "ULTIMĂ ORĂ",
	"JUST NU", "LIGE NU", "JUURI NYT", "NET BINNEN", "SISTE NYTT", "STEIDZAMI", "SKUBU",
	"PILNE", "Z OSTATNIEJ CHWILI", "MIMORIADNE", "MIMOŘÁDNÁ ZPRÁVA", "MIMOŘÁDNĚ", "RENDKÍVÜLI HÍR", "RENDKÍVÜLI", "SÜRGŐS", "MOST ÉRKEZETT", "HITNO",
	"СРОЧНАЯ НОВОСТЬ", "СРОЧНО", "МОЛНИЯ", "ЭКСТРЕННО", "ТЕРМІНОВО", "БЛИСКАВКА", "ИЗВЪНРЕДНО", "ХИТНО", "ΕΚΤΑΚΤΟ", "ΈΚΤΑΚΤΟ",
	"SON DAKİKA HABERİ", "SON DAKIKA HABERI", "SON DAKİKA", "SON DAKIKA", "SONDAKİKA", "SONDAKIKA", "SICAK GELİŞME", "FLAŞ", "TIN NÓNG", "KHẨN CẤP", "KHẨN", "TERKINI",
	"عاجل", "خبر عاجل", "فوری", "بریکنگ نیوز", "דחוף", "מבזק", "ब्रेकिंग न्यूज़", "ब्रेकिंग न्यूज", "ब्रेकिंग", "ব্রেকিং নিউজ", "ด่วน",
	"ニュース速報", "緊急速報", "速報", "号外", "突发", "突發", "快讯", "快訊", "속보", "긴급", "1보",
}

// shouted are the markers that are ordinary words unless they stand in capitals,
// whatever parts them from the headline.
var shouted = []string{"FLASH", "HITNO", "ХИТНО", "PLANTÃO", "МОЛНИЯ", "БЛИСКАВКА"}

// signed are the markers that only a sign tells from the first word of a headline:
// 긴급 재난지원금 is relief in an emergency, and "RENDKÍVÜLI szünet" an extra holiday.
var signed = []string{"긴급", "1보", "ब्रेकिंग", "SICAK GELİŞME", "RENDKÍVÜLI", "SÜRGŐS", "KHẨN", "TERKINI"}

// falseFriends are the words behind a marker with which it is no marker, but the
// beginning of something else: "Breaking Bad", "Urgent care", "Flash flood", a goal
// in the last minute.
var falseFriends = map[string]map[string]bool{
	"BREAKING": setOf("bad down point dawn up away into through out free even ground barriers records bread glass ice cover ranks news-desk news the with dance dancing benjamin b-boy b-boys b-girl b-girls bboy bgirl wave waves"),
	"URGENT":   setOf("care need needs calls call appeal appeals treatment cares repairs surgery advice besoin besoins d'urgence"),
	"URGENTE":  setOf("necesidad necesita reforma"),
	"FLASH":    setOf("flood floods flooding sale sales mob mobs point fiction gordon memory drive back freeze fire fires"),
	"JUST IN":  setOf("time case"),
	"EIL":      setOf("malk"),
	"PLANTÃO":  setOf("médico médicos policial judiciário farmacêutico"),
	"МОЛНИЯ":   setOf("убила ударила попала поразила сожгла подожгла"),
	"PILNE":    setOf("spotkanie posiedzenie zebranie potrzeby wezwanie"),
	"속보":       setOf("경쟁 경쟁의 경쟁이 보도"),

	"SON DAKİKA": setOf("golü golüyle transfer transferi fırsatları indirimleri"),
	"SON DAKIKA": setOf("golü golüyle transfer transferi fırsatları indirimleri"),
}

// danced is what tells that Breaking is the dance.
var danced = regexp.MustCompile(`(?i)\b(?:b-?(?:boys?|girls?)|break-?danc\w*|olympic (?:sport|debut|breaking)|hip-?hop)\b`)

// Characters around a marker. A hyphen parts it from the headline only with a
// space beside it: "Breaking-point tax" is not marked.
const (
	markerSigns   = "🚨🔴⚡‼❗\uFE0F"
	markerOpeners = " \t[(*#|+【［（〔<＜≪" + markerSigns
	markerClosers = ":：|｜–—…】]］)）〕>＞≫!！*+" + markerSigns
	markerTail    = markerClosers + ".- \t\u00a0"
)

// maxMarkers is how many marks in a row are cut: "BREAKING | JUST IN: Dam fails".
const maxMarkers = 3

// CutMarker takes a publisher's mark of urgency off the start of a headline. The
// mark must be parted from the headline by a colon, dash, bar or bracket, or be a
// hashtag, or stand in capitals before a headline that does not: "BREAKING: Dam
// fails", "#Breaking Dam fails" and "BREAKING Dam fails" are marked, "Breaking Bad
// returns" is not, and neither is "BREAKING Bad returns". The marker comes back in
// capitals; of several in a row the first.
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
	opening := title[:len(title)-len(s)]
	tagged := strings.HasSuffix(opening, "#")
	alarmed := strings.ContainsAny(opening, markerSigns)
	for _, m := range markers {
		head, tail, found := cutFold(s, m)
		if !found || slices.Contains(shouted, m) && strings.ContainsFunc(head, unicode.IsLower) ||
			m == "BREAKING" && danced.MatchString(tail) {
			continue
		}
		if rest, tag := strings.CutPrefix(tail, "#"); tag && tagged { // as Weibo writes them
			return m, strings.TrimSpace(rest), true
		}
		stops := alarmed || strings.Contains(m, " ") || !strings.ContainsFunc(head, unicode.IsLower)
		if rest, parted := cutParting(stops, tail); parted {
			return m, rest, true
		}
		apart := standsOut(head, tail) || tagged && startsWithSpace(tail)
		if apart && !slices.Contains(signed, m) && !falseFriends[m][firstWord(tail)] {
			return m, strings.TrimSpace(tail), true
		}
	}
	return "", title, false
}

// firstWord is the word that a text begins with, in lower case.
func firstWord(s string) string {
	word, _, _ := strings.Cut(strings.TrimLeft(s, " \t\u00a0\u3000"), " ")
	return strings.ToLower(strings.TrimRight(word, ".,:;!?…"))
}

// cutParting takes what parts a marker from its headline off the start of tail. A
// full stop does so if stops is set: where the marker is in capitals, of several words,
// or behind a sign of alarm, as in "URGENT. Dam fails".
func cutParting(stops bool, tail string) (rest string, ok bool) {
	rest = strings.TrimLeft(tail, markerTail)
	between := tail[:len(tail)-len(rest)]
	spacedHyphen := strings.Contains(between, "-") && between != "-"
	dots := strings.Contains(between, "..") ||
		strings.HasPrefix(between, ". ") && stops
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

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// standsOut reports whether head, with a space after it, is written in capitals
// before a tail that is not, or in a script in which such a space is rare.
func standsOut(head, tail string) bool {
	rest := strings.TrimLeft(tail, " \t\u00a0\u3000")
	if rest == tail || rest == "" {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(head); unicode.In(first, unicode.Han, unicode.Hangul, unicode.Arabic, unicode.Thai, unicode.Devanagari, unicode.Bengali) {
		return true
	}
	return !strings.ContainsFunc(head, unicode.IsLower) && strings.ContainsFunc(head, unicode.IsUpper) &&
		strings.ContainsFunc(rest, unicode.IsLower)
}
