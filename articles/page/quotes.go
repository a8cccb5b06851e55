package page

import "strings"

// quotes are the quotation marks and brackets that are open in a text read piece
// by piece: what would close each, innermost last. The zero value has none open.
type quotes []string

// closers say what closes a mark. Single quotes look like apostrophes, and do not
// count.
var closers = map[rune]string{
	'"': `"`, '“': "”", '„': "“”", '«': "»", '»': "«", '「': "」", '『': "』", '(': ")", '（': "）",
}

// maxOpen is how many marks can be open in one another.
const maxOpen = 16

// read goes through s.
func (q *quotes) read(s string) {
	for _, r := range s {
		n := len(*q)
		closer, opens := closers[r]
		switch {
		case n > 0 && strings.ContainsRune((*q)[n-1], r):
			*q = (*q)[:n-1]
		case opens && n < maxOpen:
			*q = append(*q, closer)
		}
	}
}
