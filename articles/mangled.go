package articles

import (
	"strings"
	"unicode/utf8"
)

// Unmangle gives back what a text was before somebody read its UTF-8 as
// Windows-1252 or Latin-1 and wrote that as UTF-8 again: "Kyivâ€™s" is "Kyiv’s", and
// "cafÃ©" is "café". Feeds and exports are full of it. Text that is as it should be
// comes back as it is: where all of it reads as UTF-8 once more it is taken for
// mangled only with signs that no language has, and else only marks of punctuation
// are put right, each by itself.
func Unmangle(s string) string {
	if !seemsMangled(s) {
		return s
	}
	if once, ok := unmangledWhole(s); ok {
		return once
	}
	return unmangledMarks(s)
}

// seemsMangled reports whether a letter that a first byte was read as, from Â to ô, has
// something behind it that is not ASCII: most texts are not looked at any further.
func seemsMangled(s string) bool {
	for i := 0; ; i++ {
		next := strings.IndexByte(s[i:], 0xC3)
		if i += next; next < 0 || i+2 >= len(s) {
			return false
		}
		if s[i+1] >= 0x82 && s[i+2] >= utf8.RuneSelf {
			return true
		}
	}
}

// surely is how many characters of a text must have been written twice so that no
// accident of accents and quotation marks is taken for it.
const surely = 3

// unmangledWhole reads all of a text as UTF-8 once more, if that can be done.
func unmangledWhole(s string) (once string, ok bool) {
	bytes, sure, found := make([]byte, 0, len(s)), false, 0
	for _, r := range s {
		b, known := byteOf(r)
		if !known {
			return "", false
		}
		bytes = append(bytes, b)
		if b >= 0xC2 { // the first byte of a character
			found++
		}
		sure = sure || isC1(r)
	}
	if !utf8.Valid(bytes) {
		return "", false
	}
	once = string(bytes)
	return once, sure || found >= surely || plain(once)
}

// plain reports whether all that is not ASCII in a text is of western languages:
// letters with accents, and punctuation.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf, r > 0xA0 && r < 0x180, isMark(r):
		default:
			return false
		}
	}
	return true
}

// unmangledMarks puts right the marks of punctuation that were written twice.
func unmangledMarks(s string) string {
	if !strings.Contains(s, "â") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		if r, n := mangledMark(s[i:]); n > 0 {
			out.WriteRune(r)
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		out.WriteString(s[i : i+n])
		i += n
	}
	return out.String()
}

// mangledMark is the mark that was written twice at the beginning of s, and how many
// bytes it takes there; none is 0.
func mangledMark(s string) (mark rune, n int) {
	var bytes [3]byte
	for i := range bytes {
		r, size := utf8.DecodeRuneInString(s[n:])
		b, known := byteOf(r)
		if size == 0 || !known {
			return 0, 0
		}
		bytes[i], n = b, n+size
	}
	mark, size := utf8.DecodeRune(bytes[:])
	if size != len(bytes) || !isMark(mark) {
		return 0, 0
	}
	return mark, n
}

// isMark reports whether r is general punctuation or a sign of money.
func isMark(r rune) bool { return r >= 0x2000 && r < 0x20D0 || r == 0x2122 }

func isC1(r rune) bool { return r >= 0x80 && r < 0xA0 }

// byteOf is the byte that was read as r.
func byteOf(r rune) (b byte, ok bool) {
	if r < 0x100 {
		return byte(r), true
	}
	b, ok = windows1252[r]
	return b, ok
}

// windows1252 are the characters that Windows-1252 has where Latin-1 has controls.
var windows1252 = map[rune]byte{
	'€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8A, '‹': 0x8B,
	'Œ': 0x8C, 'Ž': 0x8E, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '˜': 0x98, '™': 0x99,
	'š': 0x9A, '›': 0x9B, 'œ': 0x9C, 'ž': 0x9E, 'Ÿ': 0x9F,
}
