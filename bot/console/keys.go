package console

import (
	"bytes"
	"io"
	"unicode/utf8"
)

const (
	keyCtrlC  = 0x03
	keyEscape = 0x1b
	// maxSequence bounds what is kept of an escape sequence that does not end.
	maxSequence = 32
)

// keys stands between a terminal and its line editor and lets through what the
// editor understands: whole characters and whole sequences of the keys that it
// knows. The editor waits for ever for the rest of anything else, deaf to Ctrl-C,
// such as after a letter that is not UTF-8 or after Escape.
type keys struct {
	in   io.Reader
	buf  [256]byte
	rest []byte // what has come in and is not whole yet
	out  []byte // what may be read
	err  error  // of in, told after out
}

// Read gives at least one byte or an error.
func (k *keys) Read(b []byte) (int, error) {
	for len(k.out) == 0 {
		if k.err != nil {
			return 0, k.err
		}
		n, err := k.in.Read(k.buf[:])
		k.err = err
		k.take(append(k.rest, k.buf[:n]...))
	}
	n := copy(b, k.out)
	k.out = k.out[n:]
	return n, nil
}

// take sorts what has come in into what may be read and what is not whole.
func (k *keys) take(b []byte) {
	k.out = nil
	for len(b) > 0 {
		key, size := nextKey(b)
		if size == 0 {
			break
		}
		k.out = append(k.out, key...)
		b = b[size:]
	}
	k.rest = bytes.Clone(b)
}

// nextKey is what the editor gets for the first key in b, and how many bytes that
// key has; none when it is not whole.
func nextKey(b []byte) (key []byte, size int) {
	if b[0] == keyEscape {
		return nextSequence(b)
	}
	if !utf8.FullRune(b) {
		return nil, 0
	}
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError { // the editor's sign that there is no key yet
		return []byte("?"), size
	}
	return b[:size], size
}

// nextSequence is nextKey for what begins with Escape.
func nextSequence(b []byte) (key []byte, size int) {
	if i := bytes.IndexByte(b[:min(len(b), maxSequence)], keyCtrlC); i > 0 {
		return nil, i
	}
	if len(b) == 1 {
		return nil, 0
	}
	if b[1] != '[' {
		return nextAlt(b)
	}
	for i, c := range b[2:] {
		switch size := i + 3; {
		case c < ' ' || c > '~' || size > maxSequence:
			return nil, size - 1
		case c >= '@' && isKnown(b[2:size]):
			return b[:size], size
		case c >= '@':
			return nil, size
		}
	}
	return nil, 0
}

// nextAlt drops Escape and the key after it, as a key pressed with Alt, or the
// three bytes of a function key or of an arrow key in another mode.
func nextAlt(b []byte) (key []byte, size int) {
	switch {
	case b[1] < ' ' || b[1] > '~':
		return nil, 1
	case b[1] != 'O':
		return nil, 2
	case len(b) < 3:
		return nil, 0
	case bytes.IndexByte([]byte("ABCDHF"), b[2]) >= 0:
		return []byte{keyEscape, '[', b[2]}, 3
	}
	return nil, 3
}

// isKnown reports whether the editor knows a sequence: arrow keys, Home, End,
// Delete, and whole words with Alt. The marks around pasted text are not among
// them: pasted lines are lines.
func isKnown(sequence []byte) bool {
	switch string(sequence) {
	case "A", "B", "C", "D", "H", "F", "3~", "1;3C", "1;3D":
		return true
	}
	return false
}
