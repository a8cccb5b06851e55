package telegram

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joiner is put after an @ that would mention somebody. It is not seen.
const joiner = '\u2060'

// clean makes text from outside harmless: no control characters, no
// bidirectional tricks, nothing invisible, and no mention. Telegram finds
// mentions in plain text by itself, and notifies who is named.
func clean(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	last := ' '
	for i, r := range text {
		switch {
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"):
			continue
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f' || r == '\u0085':
			r = '\n'
		case r == '\t':
			r = ' '
		case hidden(r):
			continue
		}
		b.WriteRune(r)
		if r == '@' && !wordy(last) && mentions(text[i+1:]) {
			b.WriteRune(joiner)
		}
		last = r
	}
	return b.String()
}

// hidden reports whether a rune can hide or reorder text and is of no use in
// news. The joiners that emoji, Persian and Hindi need stay.
func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\u200c', r == '\u200d', r == '\u200e', r == '\u200f', r == '\u061c':
		return false
	case r >= 0xE0000 && r <= 0xE0FFF: // tags and variation selectors beyond the first 16
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r)
}

func wordy(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// mentions reports whether what follows an @ could be a user's name: hidden
// runes between are taken out first. Where nothing follows, the next span may
// begin with one.
func mentions(rest string) bool {
	for _, r := range rest {
		if !hidden(r) {
			return r == '_' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
		}
	}
	return true
}

// cleanLine is clean on one line.
func cleanLine(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// maxURL bounds a link in bytes; longer ones are trackers or attacks.
const maxURL = 2000

// webLink is link where it is an absolute http or https address, else empty.
func webLink(link string) string {
	if link == "" || len(link) > maxURL {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}
