package console

import (
	"slices"
	"strings"

	"herald/bot"
)

// Escape sequences' numbers for the styles that a terminal has.
const (
	styleBold     = "1"
	styleDim      = "2"
	styleItalic   = "3"
	styleStrike   = "9"
	styleBreaking = "1;31"
	styleProblem  = "33"
)

// margin stands before what belongs to a message but is not its text.
const margin = "  "

// look is how messages are shown: the width of a line, and whether in colour.
type look struct {
	width int
	color bool
}

// render sets a message for a terminal. It ends with a line end.
func (l look) render(m bot.Message) string {
	var s strings.Builder
	var last *bot.Block
	for _, b := range m.Body {
		text := l.block(b, m.Tone)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if last != nil && parted(last.Kind, b.Kind) {
			s.WriteByte('\n')
		}
		last = &b
		s.WriteString(text + "\n")
	}
	s.WriteString(l.buttons(m.Buttons))
	s.WriteString(l.extras(m))
	return s.String()
}

// parted reports whether a blank line stands between two kinds of block.
func parted(before, after bot.BlockKind) bool {
	switch after {
	case bot.Heading:
		return true
	case bot.Item:
		return before == bot.Quote
	case bot.Small:
		return false
	}
	return before != bot.Title && before != bot.Heading
}

func (l look) block(b bot.Block, tone bot.Tone) string {
	style := l.blockStyle(b.Kind, tone)
	var runs []run
	for _, span := range b.Spans {
		runs = append(runs, l.span(span, style)...)
	}
	switch b.Kind {
	case bot.Item:
		return paragraph(runs, l.width, "• ", "  ")
	case bot.Quote:
		return paragraph(runs, l.width, "│ ", "│ ")
	}
	return paragraph(runs, l.width, "", "")
}

func (l look) blockStyle(kind bot.BlockKind, tone bot.Tone) string {
	switch {
	case !l.color:
		return ""
	case kind == bot.Title && tone == bot.ToneBreaking:
		return styleBreaking
	case kind == bot.Title, kind == bot.Heading:
		return styleBold
	case kind == bot.Small:
		return styleDim
	case tone == bot.ToneProblem:
		return styleProblem
	}
	return ""
}

// span is a span as runs: its text, and its link after it.
func (l look) span(s bot.Span, style string) []run {
	runs := []run{{clean(s.Text), l.spanStyle(s.Style, style)}}
	if url := link(s.URL); url != "" && url != strings.TrimSpace(s.Text) {
		runs = append(runs, run{" ", ""}, run{"(" + url + ")", l.dim()})
	}
	return runs
}

func (l look) spanStyle(s bot.Style, style string) string {
	if !l.color {
		return ""
	}
	var numbers []string
	if style != "" {
		numbers = append(numbers, style)
	}
	for _, known := range []struct {
		style  bot.Style
		number string
	}{{bot.Bold, styleBold}, {bot.Italic, styleItalic}, {bot.Strike, styleStrike}} {
		if s&known.style != 0 {
			numbers = append(numbers, known.number)
		}
	}
	return strings.Join(numbers, ";")
}

func (l look) dim() string {
	if l.color {
		return styleDim
	}
	return ""
}

// buttons are lines of what a person can type instead of pressing.
func (l look) buttons(rows [][]bot.Button) string {
	var s strings.Builder
	for _, row := range rows {
		var runs []run
		for _, b := range row {
			runs = append(runs, run{l.button(b), ""}, run{"  ", ""})
		}
		if len(runs) > 0 {
			s.WriteString(strings.ReplaceAll(paragraph(runs, l.width, margin, margin), "\u00a0", " ") + "\n")
		}
	}
	return s.String()
}

// button is "[Next: /story 12 page 2]". It is one word where it fits on a line, so
// that it is not broken.
func (l look) button(b bot.Button) string {
	target := link(b.URL)
	if b.Command != "" {
		target = "/" + oneLine(b.Command)
	}
	text := "[" + oneLine(b.Label) + ": " + target + "]"
	if columns(text) <= l.width-columns(margin) {
		text = strings.ReplaceAll(text, " ", "\u00a0")
	}
	return text
}

// extras are the addresses of page and picture, where nothing else shows them.
func (l look) extras(m bot.Message) string {
	var s strings.Builder
	if url := link(m.Link); url != "" && !shows(m, url) {
		s.WriteString(paragraph([]run{{"Page: " + url, l.dim()}}, l.width, margin, margin) + "\n")
	}
	if url := link(m.Image); url != "" {
		s.WriteString(paragraph([]run{{"Picture: " + url, l.dim()}}, l.width, margin, margin) + "\n")
	}
	return s.String()
}

// shows reports whether a link or button of m leads to url already.
func shows(m bot.Message, url string) bool {
	for _, b := range m.Body {
		if slices.ContainsFunc(b.Spans, func(s bot.Span) bool { return s.URL == url }) {
			return true
		}
	}
	for _, row := range m.Buttons {
		if slices.ContainsFunc(row, func(b bot.Button) bool { return b.URL == url }) {
			return true
		}
	}
	return false
}
