package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// readOn is what publishers put behind a description to make people click.
	readOn = regexp.MustCompile(`(?i)[\s\p{Zs}]*(?:[\[(]\s*)?(?:(?:continue|keep) reading|(?:click here to )?read (?:more|on|the (?:rest|full (?:story|article)))|(?:see|find out) more|full story|` +
		`weiterlesen|mehr (?:lesen|dazu)|lire la suite|leer más|seguir leyendo|leggi tutto|lees verder|leia mais|читать (?:далее|дальше|полностью))(?:\s[^.!?]{0,80}?)?[\s.…»›→>\])]*$`)
	// cutEnd ends a description that was cut in the middle.
	cutEnd = regexp.MustCompile(`(?:\s*[\[(]\s*)?(?:\.{3,}|…|&hellip;)(?:\s*[\])])?\s*$`)
	// One of readOnWords is in all that readOn matches, one of cutEndMarks in all
	// that cutEnd does.
	readOnWords = []string{"reading", "read ", "see more", "find out", "full story", "weiterlesen", "mehr lesen", "mehr dazu", "lire la suite", "leer más",
		"seguir leyendo", "leggi tutto", "lees verder", "leia mais", "читать "}
	cutEndMarks = []string{"...", "…", "&hellip;"}
	// lastWhole is everything up to the last end of a sentence.
	lastWhole = regexp.MustCompile(`^(?s:.*)[^\s.][.!?。！？؟][”"’»)\]]*(?:\s|$)`)
)

// Teaser is a publisher's description of an article in one line, without what
// sites put around it: datelines, bylines, "Read more", signatures of programs.
// A last sentence that was cut is left out, unless it is the only one; that ends
// in "…". Whole reports that no sentence is open at the end.
func Teaser(description string) (line string, whole bool) {
	var kept []string
	for p := range strings.SplitSeq(description, "\n\n") {
		if p = opening(p); p != "" {
			kept = append(kept, p)
		}
	}
	line, cut := cutDescription(strings.Join(kept, " "))
	if line = withoutLast(line); !cut {
		return line, endsSentence(line)
	}
	if begun := strings.TrimSpace(lastWhole.FindString(line)); begun != "" {
		return begun, true
	}
	return line + "…", false
}

// BreaksOff reports whether text ends in an invitation to read on, or in the
// middle.
func BreaksOff(text string) bool {
	_, more := cutLast(text, readOn, readOnWords)
	_, cut := cutLast(text, cutEnd, cutEndMarks)
	return more || cut
}

// cutDescription takes the invitation to read on off the end of s, and the sign
// that it was cut; it reports whether there was one.
func cutDescription(s string) (rest string, cut bool) {
	s, _ = cutLast(withoutSignature(s), readOn, readOnWords)
	return cutLast(s, cutEnd, cutEndMarks)
}

// withoutSignature takes off the line that WordPress adds: "The post … appeared
// first on …".
func withoutSignature(s string) string {
	i := strings.LastIndex(s, "The post ")
	if i > 0 && strings.Contains(s[i:], " appeared first on ") {
		return strings.TrimSpace(s[:i])
	}
	return s
}

// maxTail is how much of a text's end is looked at, in bytes.
const maxTail = 200

// withoutLast is line without last sentences that a page says about itself.
func withoutLast(line string) string {
	for range 3 {
		all := sentences(line[tailFrom(line):])
		if len(all) < 2 || !aboutSite(all[len(all)-1]) {
			break
		}
		line = strings.TrimSpace(strings.TrimSuffix(line, all[len(all)-1]))
	}
	return line
}

// tailFrom is where the last maxTail bytes of s begin.
func tailFrom(s string) int {
	from := max(0, len(s)-maxTail)
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	return from
}

// cutLast takes what end, an expression for the end of a line, matches off s. It
// looks at the last bytes only, and where none of some words in small letters is
// among them not even that: the expressions are slow, and mostly match nothing.
func cutLast(s string, end *regexp.Regexp, words []string) (rest string, cut bool) {
	from := tailFrom(s)
	last := strings.ToLower(s[from:])
	if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(last, w) }) {
		return s, false
	}
	at := end.FindStringIndex(s[from:])
	if at == nil {
		return s, false
	}
	return strings.TrimSpace(s[:from+at[0]]), true
}
