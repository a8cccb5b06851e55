package console

import (
	"io"
	"os"

	"golang.org/x/term"
)

// prompt invites to type.
const prompt = "> "

// terminal is a terminal that a person sits at. Lines are edited in it, with
// the arrow keys leading to those typed before; what is written while somebody
// types appears above their line.
type terminal struct {
	*term.Terminal
	// file is the terminal itself, nil where In is something else.
	file *os.File
}

// pair is what a term.Terminal reads from and writes to.
type pair struct {
	io.Reader
	io.Writer
}

func newTerminal(in io.Reader, out io.Writer) *terminal {
	t := &terminal{Terminal: term.NewTerminal(pair{&keys{in: in}, out}, prompt)}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.file = f
	}
	return t
}

// raw takes the terminal over, key by key, and returns how to give it back.
func (t *terminal) raw() (restore func(), err error) {
	if t.file == nil {
		return func() {}, nil
	}
	state, err := term.MakeRaw(int(t.file.Fd()))
	if err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(int(t.file.Fd()), state) }, nil
}

// fit learns how wide the terminal is now; ok is false where it cannot say.
func (t *terminal) fit() (width int, ok bool) {
	if t.file == nil {
		return 0, false
	}
	width, height, err := term.GetSize(int(t.file.Fd()))
	if err != nil || width <= 0 {
		return 0, false
	}
	_ = t.SetSize(width, height)
	return width, true
}

// complete makes the Tab key finish the name of a command.
func (t *terminal) complete(names []string) {
	t.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' {
			return "", 0, false
		}
		done, ok := completeName(line, pos, names)
		return done, len(done), ok
	}
}
