package console

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// run is text in one style; style is the number of an escape sequence
// (https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition),
// empty for plain text.
type run struct{ text, style string }

// word is what a line is not broken within: runs without white space, and the
// white space before it.
type word struct {
	space string
	runs  []run
	width int
	// end says that the line ends before the word.
	end bool
}

// paragraph breaks runs into lines of at most width columns. Every line begins
// with rest, but the first with first; both are of the same width. Links may
// stick out: broken ones cannot be followed.
func paragraph(runs []run, width int, first, rest string) string {
	w := wrapper{width: width, rest: rest}
	w.line.WriteString(first)
	w.used = columns(first)
	w.indent = w.used
	for _, word := range words(runs) {
		w.add(word)
	}
	w.dress("")
	return w.line.String()
}

type wrapper struct {
	width, used, indent int
	rest, style         string
	line                strings.Builder
}

// dress changes the style of what follows.
func (w *wrapper) dress(style string) {
	if style == w.style {
		return
	}
	if w.style != "" {
		w.line.WriteString("\x1b[0m")
	}
	if style != "" {
		w.line.WriteString("\x1b[" + style + "m")
	}
	w.style = style
}

func (w *wrapper) newline() {
	w.line.WriteString("\n" + w.rest)
	w.used = w.indent
}

func (w *wrapper) add(word word) {
	if len(word.runs) > 0 && word.runs[0].style != w.style {
		w.dress("") // the space before is plain
	}
	switch {
	case word.end || w.used > w.indent && !w.fits(word):
		w.newline()
	case w.used > w.indent:
		w.line.WriteString(word.space)
		w.used += columns(word.space)
	}
	whole := isLink(word)
	for _, r := range word.runs {
		w.write(r, whole)
	}
}

// fits reports whether a word goes on this line: because it fits, or because it
// fits on none, and there is enough room here to begin it.
func (w *wrapper) fits(word word) bool {
	after := w.used + columns(word.space)
	if after+word.width <= w.width {
		return true
	}
	return word.width > w.width-w.indent && !isLink(word) && after < w.width*2/3
}

// write puts a run on the line; what is too wide is broken anywhere, if whole
// does not forbid it.
func (w *wrapper) write(r run, whole bool) {
	w.dress(r.style)
	for _, c := range r.text {
		n := columnsOf(c)
		if w.used+n > w.width && n > 0 && w.used > w.indent && !whole {
			w.newline()
		}
		w.line.WriteRune(c)
		w.used += n
	}
}

// isLink reports whether a word is a link or a path, which people copy whole. One
// that touches what stands before it is not: nobody sees where it begins.
func isLink(w word) bool {
	var whole strings.Builder
	for _, r := range w.runs {
		whole.WriteString(r.text)
	}
	return isAddress(whole.String())
}

// isAddress reports whether s begins like a link or path and goes on as one: text
// in a script without spaces can have any number of slashes, or links, in it.
func isAddress(s string) bool {
	s = strings.TrimLeft(s, "([<\"'")
	if strings.ContainsFunc(s, func(r rune) bool { return columnsOf(r) != 1 || r == utf8.RuneError }) {
		return false
	}
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") ||
		strings.HasPrefix(s, "/") && strings.Count(s, "/") > 2
}

// words parts runs at white space and line ends; runs that touch are one word.
func words(runs []run) []word {
	var list []word
	next := word{}
	flush := func() {
		if len(next.runs) > 0 || next.end {
			list = append(list, next)
			next = word{}
		}
	}
	for _, r := range runs {
		for _, piece := range pieces(r.text) {
			switch {
			case piece == "\n":
				flush()
				next = word{end: true}
			case strings.TrimSpace(piece) == "":
				if len(next.runs) > 0 {
					flush()
				}
				next.space += piece
			default:
				next.runs = append(next.runs, run{piece, r.style})
				next.width += columns(piece)
			}
		}
	}
	flush()
	return list
}

// pieces cuts s into runs of white space, runs of anything else, and line ends.
func pieces(s string) []string {
	var list []string
	kind := func(r rune) int {
		switch {
		case r == '\n':
			return 2
		case unicode.IsSpace(r) && r != '\u00a0':
			return 1
		}
		return 0
	}
	start, last := 0, -1
	for i, r := range s {
		k := kind(r)
		if i > start && (k != last || k == 2) {
			list = append(list, s[start:i])
			start = i
		}
		last = k
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// columns is how wide a terminal shows s.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.Is(unicode.Cf, r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
