package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of a page's text; a wrapped paragraph is one line, too.
type line struct {
	text string
	// bullet is set for an item of a list; its mark is not in text.
	bullet bool
	// heading is set where the line is marked as one, as in Markdown.
	heading bool
	// gap is set where an empty line or a divider stands before.
	gap bool
	// divider is set where a divider stands before.
	divider bool
}

// maxLines bounds the lines of a page.
const maxLines = 8_000

var (
	bulletMark  = regexp.MustCompile(`^(?:[•‣◦▪▸►●○∙⁃■□➢➤✓✔*·]|[-–](?:\s))\s*`)
	headingMark = regexp.MustCompile(`^#{1,6}\s+(\S.*?)\s*#*$`)
	boldLine    = regexp.MustCompile(`^(?:\*\*|__)([^*_]{2,120})(?:\*\*|__)$`)
	italicLine  = regexp.MustCompile(`^(?:\*([^*\s][^*]*)\*|_([^_\s][^_]*)_)$`)
	lineEnds    = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n", "\v", "\n")
)

// splitLines splits text into its lines that hold words.
func splitLines(text string) []line {
	var lines []line
	gap, divider := false, false
	for raw := range strings.SplitSeq(unwrap(lineEnds.Replace(text)), "\n") {
		l := readLine(raw)
		switch {
		case l.text == "" && strings.TrimSpace(raw) == "":
			gap = true
			continue
		case l.text == "" || !hasWords(l.text) || codeFence.MatchString(l.text):
			gap, divider = true, true
			continue
		case len(lines) == maxLines:
			return lines
		}
		l.gap, l.divider = gap, divider
		gap, divider = false, false
		lines = append(lines, l)
	}
	return lines
}

// codeFence is what is left of code marks around a text; typographic programs
// turn the marks into quotes.
var codeFence = regexp.MustCompile("^[`“”‘’'\"´]{2,}\\s*\\w{0,10}$")

func readLine(raw string) line {
	s := fold(raw)
	if m := headingMark.FindStringSubmatch(s); m != nil {
		return line{text: withoutMarks(strings.Trim(m[1], "*_ ")), heading: true}
	}
	if m := boldLine.FindStringSubmatch(s); m != nil {
		return line{text: m[1], heading: !strings.HasSuffix(m[1], ".")}
	}
	if m := italicLine.FindStringSubmatch(s); m != nil {
		return line{text: m[1] + m[2]}
	}
	if m := bulletMark.FindString(s); m != "" && hasWords(s) && !strings.HasPrefix(s, "**") {
		return line{text: withoutMarks(strings.TrimSpace(s[len(m):])), bullet: true}
	}
	return line{text: withoutMarks(s)}
}

// unwrap joins the lines of paragraphs that were broken to a width, as in mails
// and old text files. A line was broken where the next line's first word would
// not have fitted any more.
func unwrap(text string) string {
	lines := strings.Split(text, "\n")
	width := wrapWidth(lines)
	if width == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, l := range lines {
		b.WriteString(l)
		if i+1 < len(lines) {
			b.WriteByte(" \n"[bit(!brokenBefore(l, lines[i+1], width))])
		}
	}
	return b.String()
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// brokenBefore reports whether next goes on with l: its first word would not have
// fitted, or l is nearly as wide and stops in the middle of a sentence.
func brokenBefore(l, next string, width int) bool {
	l, next = strings.TrimSpace(l), strings.TrimSpace(next)
	if l == "" || next == "" || bulletMark.MatchString(next) || !hasWords(l) {
		return false
	}
	n := utf8.RuneCountInString(l)
	if n+1+utf8.RuneCountInString(firstWord(next)) > width {
		return true
	}
	first, _ := utf8.DecodeRuneInString(next)
	return n*4 >= width*3 && (strings.HasSuffix(l, ",") || unicode.IsLower(first)) && !bulletMark.MatchString(l)
}

// Widths that people break text to, and the least number of lines from which a
// width can be told.
const (
	minWrap, maxWrap = 40, 120
	wrapEvidence     = 3
)

// wrapWidth is the width that lines are broken to, or 0 where they are not:
// where a line is longer than any such width, or lines that have a successor
// mostly end like a paragraph.
func wrapWidth(lines []string) int {
	width, inside, open := 0, 0, 0
	for i, l := range lines {
		l = strings.TrimSpace(l)
		n := utf8.RuneCountInString(l)
		if n > maxWrap {
			return 0
		}
		width = max(width, n)
		if n >= minWrap && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			inside++
			if !endsSentence(l) {
				open++
			}
		}
	}
	if width < minWrap || open < wrapEvidence || open*3 < inside*2 {
		return 0
	}
	return width
}

// endsSentence reports whether s ends like a sentence, quotes and brackets aside.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, isCloser))
	return isStop(last)
}
