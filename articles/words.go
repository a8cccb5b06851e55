package articles

import (
	"strings"
	"unicode"
)

// Words splits s into its words in lower case: runs of letters, digits and
// combining marks of any script. Apostrophes inside a word are dropped, so that
// "Iran's" and "Iran’s" are both "irans".
func Words(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', 'ʼ', '\u00ad', '\u200b':
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// containsWords reports whether the words of phrase stand in text one after the
// other. A phrase without words is in nothing.
func containsWords(text, phrase string) bool {
	want := Words(phrase)
	if len(want) == 0 {
		return false
	}
	have := Words(text)
	for i := 0; i+len(want) <= len(have); i++ {
		if equalWords(have[i:i+len(want)], want) {
			return true
		}
	}
	return false
}

// equalWords compares word by word; a possessive ("irans" for "iran") counts as
// the word itself.
func equalWords(have, want []string) bool {
	for i, w := range want {
		if have[i] != w && have[i] != w+"s" {
			return false
		}
	}
	return true
}
