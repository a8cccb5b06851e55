package console

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"herald/bot"
)

// maxLine bounds what is taken of one line, in bytes; the rest of it is dropped.
const maxLine = 4096

// typed is a line that came in, or why none will.
type typed struct {
	line string
	err  error
}

// lines reads from something that is not a terminal, line by line.
type lines struct{ r *bufio.Reader }

func newLines(in io.Reader) *lines { return &lines{bufio.NewReaderSize(in, maxLine)} }

// ReadLine is the next line without its end, and of a longer one the first
// maxLine bytes. The last line needs no end.
func (l *lines) ReadLine() (string, error) {
	line, err := l.r.ReadSlice('\n')
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = l.r.ReadSlice('\n')
	}
	if err != nil && text == "" {
		return "", err
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// leaves reports whether line asks to leave.
func leaves(line string) bool {
	switch strings.ToLower(strings.TrimPrefix(line, "/")) {
	case "exit", "quit":
		return true
	}
	return false
}

// parse reads a line: with a slash, or beginning with the name of a command, it
// is one; else it is plain text.
func parse(line string, commands []bot.Command) (command, args string) {
	first, rest, _ := strings.Cut(line, " ")
	name, slash := strings.CutPrefix(first, "/")
	name = strings.ToLower(name)
	if slash {
		return name, strings.TrimSpace(rest)
	}
	for _, c := range commands {
		if c.Name == name {
			return name, strings.TrimSpace(rest)
		}
	}
	return "", line
}

// completeName finishes the name of a command at the start of line, where one
// name alone begins so.
func completeName(line string, pos int, names []string) (string, bool) {
	slash := ""
	typed, ok := strings.CutPrefix(line, "/")
	if ok {
		slash = "/"
	}
	if pos != len(line) || typed == "" || strings.Contains(typed, " ") {
		return "", false
	}
	found := ""
	for _, n := range names {
		if !strings.HasPrefix(n, strings.ToLower(typed)) {
			continue
		}
		if found != "" {
			return "", false
		}
		found = n
	}
	return slash + found + " ", found != ""
}
