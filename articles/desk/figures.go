package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// figures are the numbers of a text in digits, each once, written one way: "1,200"
// and "1 200" are "1200", "3.25%" and "3.25 percent" are "3.25". Years are none:
// headlines take them in and leave them out as they have room. Nor are parts of
// names: "G7", "COVID-19".
func figures(text string) []string {
	var all []string
	for word := range strings.FieldsSeq(joinThousands(text)) {
		start := strings.IndexFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if start < 0 || !startsWithDigit(word[start:]) {
			continue
		}
		for _, f := range strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) {
			f = strings.Trim(f, ".")
			if f != "" && !isYear(f) && !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// isYear reports whether a number reads as a year of our time.
func isYear(f string) bool {
	return len(f) == 4 && (strings.HasPrefix(f, "19") || strings.HasPrefix(f, "20"))
}

// joinThousands takes out the signs that part the thousands of a number, which
// stand before three digits and no more.
func joinThousands(text string) string {
	runes := []rune(text)
	joined := make([]rune, 0, len(runes))
	for i, r := range runes {
		if strings.ContainsRune(",' \u00a0\u202f’", r) && partsThousands(runes, i) {
			continue
		}
		joined = append(joined, r)
	}
	return string(joined)
}

// partsThousands reports whether the sign at i stands between a digit and three
// digits that end there.
func partsThousands(runes []rune, i int) bool {
	if i == 0 || !unicode.IsDigit(runes[i-1]) || i+3 >= len(runes) {
		return false
	}
	for _, r := range runes[i+1 : i+4] {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return i+4 == len(runes) || !unicode.IsDigit(runes[i+4])
}

// missing are those of list that have lacks.
func missing(list, have []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(f string) bool { return slices.Contains(have, f) })
}
