package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations end in a full stop that does not end a sentence when a name or a
// figure follows. In lower case, without the stop.
var abbreviations = wordSet(`mr mrs ms mx dr prof rev hon st sr jr gen col lt sgt capt cmdr maj adm brig cpl pvt
	gov sen rep pres supt det insp sec amb atty messrs mme mlle mgr fr ft mt vs v no nos vol pp art
	approx est inc ltd corp co bros dept univ assn jan feb mar apr jun jul aug sep sept oct nov dec
	mon tue wed thu fri sat sun eg ie cf al ca bzw z.b d.h u.a usw ggf nr str hr fig ave blvd rd u.s u.k u.n e.u u.s.a
	a.m p.m e.g i.e ph.d d.c sra dra sr.a av ud uds`)

// enders are abbreviations that often do end a sentence; with them the next
// word decides.
var enders = wordSet(`u.s u.k u.n e.u u.s.a a.m p.m d.c inc ltd corp co jr sr etc usw al ph.d`)

// usStates are those of the USA as they stand after a town, as in "Hayward, Calif. (AP)".
var usStates = wordSet(`ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla
	ore pa tenn tex va vt wash wis wyo n.c n.d n.h n.j n.m n.y r.i s.c s.d w.va`)

// counted are words that follow an ordinal in German, which ends in a full stop.
var counted = wordSet(`januar jänner februar märz april mai juni juli august september oktober november dezember
	jahrhundert jahrhunderts jahrtausend lebensjahr geburtstag todestag jahrestag mal spieltag minute runde platz stock klasse weltkrieg
	bundestag verfassung auflage etage sitzung legislaturperiode`)

// isOrdinal reports whether s is a number of one or two digits.
func isOrdinal(s string) bool {
	return len(s) <= 2 && strings.Trim(s, "0123456789") == ""
}

// starters are words that, in a capital, open a sentence rather than go on with
// a name after an abbreviation.
var starters = wordSet(`the a an in on at it its he she they we you i his her their our this that these those
	but and or so as if when while after before there then now not no for from with by to what who how why
	officials analysts experts critics many some several most both since until although however meanwhile according`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// sentences splits a paragraph at the ends of its sentences. Joined with the
// spaces between, they are the paragraph.
func sentences(s string) []string {
	var found []string
	for s != "" {
		n := sentenceLen(s)
		if one := strings.TrimSpace(s[:n]); one != "" {
			found = append(found, one)
		}
		s = s[n:]
	}
	return found
}

// sentenceLen is the length in bytes of the first sentence of s with the quotes
// and brackets that close it.
func sentenceLen(s string) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		end := i + size
		if !isStop(r) {
			i = end
			continue
		}
		end += closersLen(s[end:])
		if endsHere(s, i, r, end) {
			return end
		}
		i = end
	}
	return len(s)
}

// closersLen is the length of the stops, quotes and brackets at the start of s.
func closersLen(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return isStop(r) || isCloser(r) }))
}

func isStop(r rune) bool { return strings.ContainsRune(".!?…。！？｡؟۔।॥։።", r) }

func isCloser(r rune) bool { return strings.ContainsRune("”’\"')]»）」』】", r) }

// endsHere reports whether the stop r at s[i:], whose closers reach to end,
// ends a sentence.
func endsHere(s string, i int, r rune, end int) bool {
	rest := s[end:]
	if rest == "" || strings.ContainsRune("。！？｡", r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(next) {
		return false
	}
	word := firstWord(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "“‘\"'([«")); unicode.IsLower(first) {
		return r != '.' && r != '…' && r != '?' && r != '!'
	}
	if r == '.' {
		return !isAbbreviation(s[:i], word)
	}
	return true
}

// startsSentence reports whether s begins as sentences do.
func startsSentence(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“‘\"'„«»([¿¡"))
	return unicode.IsLetter(first) && !unicode.IsLower(first) || unicode.IsDigit(first)
}

// isAbbreviation reports whether a full stop after before belongs to an
// abbreviation or initial, not to the end of a sentence. The word next follows.
func isAbbreviation(before, next string) bool {
	word := before
	if i := strings.LastIndexFunc(before, unicode.IsSpace); i >= 0 {
		word = before[i:]
	}
	word = strings.TrimLeft(strings.TrimSpace(word), "“‘\"'([«-–—")
	low := strings.ToLower(word)
	if i := strings.LastIndexAny(low, "-–—"); i >= 0 {
		low = low[i:]
		low = strings.TrimLeft(low, "-–—")
	}
	opens := starters[strings.ToLower(strings.Trim(next, ",“‘\"'([«”’"))]
	switch {
	case low == "":
		return false
	case isOrdinal(low):
		return counted[strings.ToLower(strings.Trim(next, ",.;:“”„"))]
	case usStates[low]:
		return strings.HasSuffix(strings.TrimSpace(strings.TrimSuffix(before, word)), ",") && !opens
	case utf8.RuneCountInString(low) == 1:
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(r) && (r != 'I' || !opens)
	case enders[low]:
		return !opens
	case low == "no" || low == "nos" || low == "art" || low == "fig" || low == "sun" || low == "sat" || low == "mar" || low == "est":
		return next != "" && next[0] >= '0' && next[0] <= '9'
	case abbreviations[low]:
		return true
	}
	return strings.Count(low, ".") > 0 && onlyInitials(low) && !opens
}

// onlyInitials reports whether s is single letters parted by stops: "j.k".
func onlyInitials(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return true
}

// firstWord is s up to its first space.
func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}
