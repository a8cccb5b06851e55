package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

// Reading is what people see of a text with Discord's Markdown
// (https://support.discord.com/hc/en-us/articles/210298617).
type Reading struct {
	// Text is what is read.
	Text string
	// Links are the targets of links.
	Links []string
	// Marks are the kinds of markup found, in the order of their beginning:
	// strong, em, underline, strike, spoiler, code, link, mention, emoji, time,
	// heading, list, quote, subtext.
	Marks []string
}

// Read reads text as Discord's client does.
func Read(text string) Reading {
	r := &Reading{}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = r.line(line)
	}
	r.Text = r.inline(strings.Join(lines, "\n"))
	return *r
}

// Has reports whether there is markup of a kind.
func (r Reading) Has(mark string) bool { return slices.Contains(r.Marks, mark) }

var lineMarks = []struct {
	name string
	form *regexp.Regexp
}{
	{"quote", regexp.MustCompile(`^\s*>(>>)? `)},
	{"subtext", regexp.MustCompile(`^\s*-# `)},
	{"heading", regexp.MustCompile(`^\s*#{1,3} `)},
	{"list", regexp.MustCompile(`^\s*([-*+]|\d+[.)]) `)},
}

// line takes the marks off the start of a line.
func (r *Reading) line(s string) string {
	for _, m := range lineMarks {
		if at := m.form.FindStringIndex(s); at != nil {
			r.Marks = append(r.Marks, m.name)
			return r.line(s[at[1]:])
		}
	}
	return s
}

// inlineMarks stand at a place in the text, in the order in which they are tried.
// The first group, if any, is what they show.
var inlineMarks = []struct {
	name string
	form *regexp.Regexp
}{
	{"code", regexp.MustCompile("(?s)^```(.+?)```")},
	{"code", regexp.MustCompile("^`([^`]+)`")},
	{"link", regexp.MustCompile(`^\[((?:\\.|[^\]\\])+)\]\(<?(https?://[^\s()<>]+)>?\)`)},
	{"link", regexp.MustCompile(`^<(https?://[^\s<>]+)>`)},
	{"link", regexp.MustCompile(`^(https?://[^\s<\\]+[^<.,:;"')\]\s\\])`)},
	{"mention", regexp.MustCompile(`^<(@[!&]?\d+|#\d+|/[^>]*:\d+|id:\w+)>`)},
	{"mention", regexp.MustCompile(`^(@everyone|@here)`)},
	{"emoji", regexp.MustCompile(`^<a?(:\w+:)\d+>`)},
	{"time", regexp.MustCompile(`^<(t:-?\d+(?::[tTdDfFR])?)>`)},
	{"spoiler", regexp.MustCompile(`(?s)^\|\|((?:\\.|.)+?)\|\|`)},
	{"strong", regexp.MustCompile(`(?s)^\*\*((?:\\.|[^\\])+?)\*\*`)},
	{"underline", regexp.MustCompile(`(?s)^__((?:\\.|[^\\])+?)__`)},
	{"strike", regexp.MustCompile(`(?s)^~~((?:\\.|[^\\])+?)~~`)},
	{"em", regexp.MustCompile(`(?s)^\*((?:\\.|[^\\*])+?)\*`)},
	{"em", regexp.MustCompile(`(?s)^_((?:\\.|[^\\_])+?)_`)},
}

var escaped = regexp.MustCompile(`^\\([^0-9A-Za-z\s])`)

// starts are the bytes that markup can begin with.
const starts = "\\`[<h@|*_~"

func (r *Reading) inline(s string) string {
	var b strings.Builder
	for s != "" {
		if n := strings.IndexAny(s, starts); n != 0 {
			if n < 0 {
				n = len(s)
			}
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		if m := escaped.FindStringSubmatch(s); m != nil {
			b.WriteString(m[1])
			s = s[len(m[0]):]
			continue
		}
		shown, n := r.mark(s)
		b.WriteString(shown)
		s = s[n:]
	}
	return b.String()
}

// mark reads the markup that s begins with, or one byte.
func (r *Reading) mark(s string) (shown string, length int) {
	for _, m := range inlineMarks {
		at := m.form.FindStringSubmatch(s)
		if at == nil {
			continue
		}
		r.Marks = append(r.Marks, m.name)
		switch m.name {
		case "link":
			r.Links = append(r.Links, at[len(at)-1])
			if len(at) == 2 {
				return at[1], len(at[0])
			}
		case "code", "mention", "emoji", "time":
			return at[1], len(at[0])
		}
		shown, length := at[1], len(at[0])
		if m.name == "strong" && strings.HasPrefix(s[length:], "*") {
			shown, length = s[2:length-1], length+1 // ***both***: the outer pair is the strong one
		}
		return r.inline(shown), length
	}
	return s[:1], 1
}
