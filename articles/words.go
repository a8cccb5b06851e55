package articles

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words splits s into its words in lower case: runs of letters, digits and
// combining marks of any script, composed the same way. Apostrophes inside a word
// are dropped, so that "Iran's" and "Iran’s" are both "irans". Scripts that put no
// spaces between words come back in runs.
func Words(s string) []string {
	if isASCII(s) {
		return wordsOfASCII(s)
	}
	s = norm.NFC.String(s)
	lower := make([]byte, 0, len(s)+len(s)/8)
	ends := make([]int, 0, 2*(len(s)/6+1)) // where words begin and end
	within := false
	for _, r := range s {
		switch {
		case isLetter(r):
			if !within {
				ends = append(ends, len(lower))
			}
			within = true
			lower = utf8.AppendRune(lower, unicode.ToLower(r))
		case isDropped(r):
		case within:
			ends = append(ends, len(lower))
			within = false
		}
	}
	if within {
		ends = append(ends, len(lower))
	}
	all, words := string(lower), make([]string, len(ends)/2)
	for i := range words {
		words[i] = all[ends[2*i]:ends[2*i+1]]
	}
	return words
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wordsOfASCII are the words of text that is as most English is: the same, and
// several times as fast.
func wordsOfASCII(s string) []string {
	var lower strings.Builder
	lower.Grow(len(s)) // so that what is cut from it stays where it is
	words, start := make([]string, 0, len(s)/5+1), 0
	for i := 0; i <= len(s); i++ {
		c := byte(' ')
		if i < len(s) {
			c = s[i]
		}
		switch {
		case 'A' <= c && c <= 'Z':
			lower.WriteByte(c + 'a' - 'A')
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			lower.WriteByte(c)
		case c != '\'' && lower.Len() > start:
			words = append(words, lower.String()[start:])
			start = lower.Len()
		}
	}
	return words
}

// isLetter reports whether r is of a word.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isDropped reports whether r is left out of words, and does not end them.
func isDropped(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '\u00ad', '\u200b':
		return true
	}
	return false
}

// elided are the articles and prepositions that French, Italian and Catalan write
// together with the word that follows: "l'Iran", "dell’Iran".
var elided = regexp.MustCompile(`(?i)(^|[^\pL\pN'’])((?:d|l|qu|j|n|s|c|m|t|jusqu|lorsqu|puisqu|all|dall|dell|nell|sull|quell|quest|un|gl)['’])(\pL)`)

// matchWords are the words of s as topics and interests see them: what is elided
// before a word is a word of its own.
func matchWords(s string) []string {
	if strings.ContainsAny(s, "'’") {
		s = elided.ReplaceAllString(s, "$1$2 $3")
	}
	return Words(s)
}

// containsWords reports whether the words of phrase stand in text one after the
// other. A phrase without words is in nothing.
func containsWords(text, phrase string) bool {
	want := matchWords(phrase)
	if len(want) == 0 {
		return false
	}
	have := matchWords(text)
	for i := 0; i+len(want) <= len(have); i++ {
		if equalWords(have[i:i+len(want)], want) {
			return true
		}
	}
	return false
}

func equalWords(have, want []string) bool {
	for i, w := range want {
		if !matches(have[i], w) {
			return false
		}
	}
	return true
}

// matches compares a word of a text with one that is looked for. A possessive or
// plural ("irans" for "iran") counts as the word itself. A word of a script
// without spaces is looked for within the run, one of Korean, to which particles
// are joined, at its beginning.
func matches(have, want string) bool {
	if have == want {
		return true
	}
	first, _ := utf8.DecodeRuneInString(want)
	switch {
	case unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return strings.Contains(have, want)
	case unicode.Is(unicode.Hangul, first):
		return strings.HasPrefix(have, want)
	}
	return len(have) == len(want)+1 && have[len(want)] == 's' && strings.HasPrefix(have, want)
}
