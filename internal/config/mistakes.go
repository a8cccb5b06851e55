package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mistake is one thing that is wrong with a config file.
type Mistake struct {
	// Line counts from 1; 0 where it concerns no line.
	Line int
	// Path is where the value stands, such as schedules[1].cron, or the name of an
	// environment variable.
	Path string
	// Text says what is wrong, Hint what to do about it; Hint may be empty.
	Text, Hint string
}

// Mistakes is the error of Load: everything wrong with one file, in the order of
// its lines. It has at least one entry.
type Mistakes struct {
	// File is the name of the file.
	File string
	List []Mistake
}

// Error is a line for each mistake.
func (m *Mistakes) Error() string { return strings.Join(m.Lines(), "\n") }

// Lines are the mistakes as people read them, such as
//
//	config.yaml:14: schedules[1].cron: "0 25 * * *": hour must be 0–23
func (m *Mistakes) Lines() []string {
	lines := make([]string, len(m.List))
	for i, x := range m.List {
		lines[i] = x.in(m.File)
	}
	return lines
}

func (x Mistake) in(file string) string {
	var s strings.Builder
	if x.Line > 0 {
		fmt.Fprintf(&s, "%s:%d: ", file, x.Line)
	}
	if x.Path != "" {
		s.WriteString(x.Path + ": ")
	}
	s.WriteString(x.Text)
	if x.Hint != "" {
		s.WriteString("; " + x.Hint)
	}
	return s.String()
}

// maxMistakes bounds what is noted of one file: nobody reads more.
const maxMistakes = 100

// notebook collects mistakes, at most one for each value.
type notebook struct {
	// lines are the lines of the paths that the file has.
	lines map[string]int
	// env are the variables that stand over paths.
	env      map[string]string
	bad      map[string]bool
	mistakes []Mistake
}

// add notes what is wrong at a path. Where something is wrong already with the
// value or one that it is part of, nothing is added.
func (n *notebook) add(path, text, hint string) {
	for p := path; p != ""; p = parent(p) {
		if n.bad[p] {
			return
		}
	}
	n.bad[path] = true
	if name, ok := n.env[path]; ok {
		n.note(Mistake{Path: name, Text: text, Hint: hint})
		return
	}
	n.note(Mistake{n.line(path), path, text, hint})
}

// spoiled reports whether something is wrong with a part of path, so that what it
// amounts to is not known.
func (n *notebook) spoiled(path string) bool {
	for p := range n.bad {
		if strings.HasPrefix(p, path) {
			return true
		}
	}
	return false
}

// addf notes what is wrong at a path, without a hint.
func (n *notebook) addf(path, format string, args ...any) {
	n.add(path, fmt.Sprintf(format, args...), "")
}

// addLine notes what is wrong with the file as a whole, or its form.
func (n *notebook) addLine(line int, text, hint string) {
	n.note(Mistake{line, "", text, hint})
}

// note writes a mistake down, if there is room.
func (n *notebook) note(m Mistake) {
	if !n.full() {
		n.mistakes = append(n.mistakes, m)
	}
}

func (n *notebook) full() bool { return len(n.mistakes) >= maxMistakes }

// line is the line of a path or, where it is not in the file, of what it would be
// part of.
func (n *notebook) line(path string) int {
	for ; path != ""; path = parent(path) {
		if line, ok := n.lines[path]; ok {
			return line
		}
	}
	return 1
}

func (n *notebook) err(file string) error {
	if len(n.mistakes) == 0 {
		return nil
	}
	slices.SortStableFunc(n.mistakes, func(a, b Mistake) int { return cmp.Compare(a.Line, b.Line) })
	return &Mistakes{file, n.mistakes}
}

// parent is the path that path is part of: a.b of a.b[3] and of a.b.c.
func parent(path string) string {
	i := strings.LastIndexAny(path, ".[")
	if i < 0 {
		return ""
	}
	return path[:i]
}

// quote is a value as a mistake shows it: not long, nothing that a terminal obeys.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		cut := most
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return fmt.Sprintf("%q", s)
}

// either lists words for a sentence: "a, b or c".
func either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}
