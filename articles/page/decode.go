package page

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Errors of input that no article can be read from.
var (
	// ErrEmpty is returned where there are no words at all.
	ErrEmpty = errors.New("there is no text in it")
	// ErrBinary is returned for pictures, archives and other data that is not
	// text.
	ErrBinary = errors.New("it is binary data, not text")
	// ErrTooDeep is returned for a page whose elements are nested within each other
	// more than 512 deep.
	ErrTooDeep = errors.New("its elements are nested too deeply for a page")
)

// sample is how many bytes are looked at to tell text from other data.
const sample = 64 << 10

// Decode is data as UTF-8: with or without a byte order mark, from UTF-16, or,
// where it is not UTF-8, from the encoding that Decoded finds likeliest. The error
// is ErrEmpty or ErrBinary.
func Decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return "", ErrEmpty
	}
	if order, ok := utf16Order(data); ok {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil || looksBinary(out) {
			return "", ErrBinary
		}
		return string(out), nil
	}
	if looksBinary(data) {
		return "", ErrBinary
	}
	return Decoded(data), nil
}

// beginning is data up to limit bytes, cut between two characters of UTF-8 or
// UTF-16.
func beginning(data []byte, limit int) []byte {
	if len(data) <= limit {
		return data
	}
	for end := limit &^ 1; end > limit-utf8.UTFMax; end -= 2 {
		if utf8.RuneStart(data[end]) {
			return data[:end]
		}
	}
	return data[:limit]
}

// utf16Order tells UTF-16 by its byte order mark or, without one, by the zero
// bytes that every second place of Latin text has.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	}
	head := data[:min(len(data), 512)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(head) / 4; {
	case len(head) < 8:
	case zeros[1] > most && zeros[0] == 0:
		return unicode.LittleEndian, true
	case zeros[0] > most && zeros[1] == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// looksBinary reports whether data holds what no text holds: zero bytes, the
// start of a PDF, or more than a few control characters.
func looksBinary(data []byte) bool {
	head := data[:min(len(data), sample)]
	if bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(head, []byte("%PDF-")) {
		return true
	}
	odd := 0
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			odd++
		}
	}
	return odd > len(head)/50+2
}
