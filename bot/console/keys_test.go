package console

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"letters", "/latest é 日本\r", "/latest é 日本\r"},
		{"not UTF-8", "caf\xe9\r\xff\xfe\x80\r", "caf?\r???\r"},
		{"replacement characters", "a\uFFFDb", "a?b"},
		{"known keys", "\x1b[A\x1b[D\x1b[3~\x1b[1;3C", "\x1b[A\x1b[D\x1b[3~\x1b[1;3C"},
		{"other keys", "a\x1b[5~b\x1b[24;2~c\x1bOPd\x1bxe", "abcde"},
		{"arrows of the other mode", "\x1bOA\x1bOD", "\x1b[A\x1b[D"},
		{"a paste", "\x1b[200~one\rtwo\x1b[201~\r", "one\rtwo\r"},
		{"Escape, then Ctrl-C", "ab\x1b\x03", "ab\x03"},
		{"half a sequence, then Ctrl-C", "\x1b[1;\x03", "\x03"},
		{"Escape twice, then Ctrl-D", "\x1b\x1b\x04", "\x04"},
		{"a sequence that does not end", "\x1b[" + strings.Repeat("1", 500) + "\r", strings.Repeat("1", 500-maxSequence+2) + "\r"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for how, in := range map[string]io.Reader{
				"at once":      strings.NewReader(test.in),
				"byte by byte": iotest.OneByteReader(strings.NewReader(test.in)),
			} {
				got, err := io.ReadAll(&keys{in: in})
				if err != nil || string(got) != test.want {
					t.Errorf("%s: got %q, %v; want %q", how, got, err, test.want)
				}
			}
		})
	}
}

// TestNoKeyHangs types what a person types after an accident, and must get an
// answer of the line editor each time.
func TestNoKeyHangs(t *testing.T) {
	t.Parallel()
	for _, accident := range []string{"\xe9", "\x1b", "\x1b[", "\x1b[200~", "\uFFFD", "\x1b[" + strings.Repeat("1", 300)} {
		term := newTerminal(iotest.OneByteReader(strings.NewReader(accident+"\x03")), io.Discard)
		if _, err := term.ReadLine(); !errors.Is(err, io.EOF) {
			t.Errorf("after %q, Ctrl-C gives %v, want io.EOF", accident, err)
		}
		if _, err := term.Write([]byte("a post")); err != nil {
			t.Error(err)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, seed := range []string{"/latest\r", "\xe9\xff", "\x1b[A\x1b[3~", "\x1b\x1b\x03", "\x1b[1;1", "\x1bO"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := io.ReadAll(&keys{in: iotest.HalfReader(strings.NewReader(in))})
		if err != nil || !utf8.Valid(got) {
			t.Fatalf("%q became %q, %v", in, got, err)
		}
		if strings.Contains(in, "\x03") && !strings.Contains(string(got), "\x03") {
			t.Fatalf("Ctrl-C is lost in %q: %q", in, got)
		}
	})
}
