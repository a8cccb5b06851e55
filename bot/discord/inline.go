package discord

import (
	"fmt"
	"sort"
	"strings"

	"herald/bot"
)

// markers are what stands around a styled text, from the outside in.
var markers = []struct {
	style bot.Style
	mark  string
}{{bot.Strike, "~~"}, {bot.Bold, "**"}, {bot.Italic, "*"}}

// joint separates two styles that touch: their markers would run together.
const joint = "\u200b"

// inline renders spans as Discord's Markdown. With rich, links and times are
// links and times; without, they are text (titles have no links of their own).
func inline(spans []bot.Span, rich bool) string {
	var b strings.Builder
	fresh := true
	for _, s := range merge(spans) {
		var text string
		text, fresh = inlineSpan(s, rich, fresh)
		if text != "" && touches(b.String(), text) {
			b.WriteString(joint)
		}
		b.WriteString(text)
	}
	return b.String()
}

// touches reports whether a marker at the end of a would run into one at the
// start of b.
func touches(a, b string) bool {
	return a != "" && strings.ContainsRune("*~`", rune(a[len(a)-1])) && strings.ContainsRune("*~`", rune(b[0]))
}

func inlineSpan(s bot.Span, rich, fresh bool) (text string, stillFresh bool) {
	if rich && !s.Time.IsZero() {
		return fmt.Sprintf("<t:%d:R>", s.Time.Unix()), false
	}
	before, core, after := trimmed(clean(s.Text))
	if core == "" {
		return before + after, fresh || strings.Contains(before+after, "\n")
	}
	fresh = fresh || strings.Contains(before, "\n")
	if s.Style&bot.Code != 0 {
		core = code(core)
	} else {
		core = escape(core, fresh)
	}
	if link := linkTarget(s.URL); rich && link != "" {
		core = "[" + strings.ReplaceAll(core, "\n", " ") + "](" + link + ")"
	}
	for i := len(markers) - 1; i >= 0; i-- {
		if m := markers[i]; s.Style&m.style != 0 {
			core = m.mark + core + m.mark
		}
	}
	return before + core + after, strings.Contains(after, "\n")
}

// code sets text in a monospaced font. Nothing in it can be escaped, so its own
// backticks are exchanged for a character that looks like them.
func code(text string) string {
	return "`" + strings.NewReplacer("`", "\u02cb", "\n", " ").Replace(hush(text)) + "`"
}

// trimmed splits the white space off both ends of s: styles do not work with
// white space on their inside.
func trimmed(s string) (before, core, after string) {
	core = strings.TrimLeft(s, " \n")
	before = s[:len(s)-len(core)]
	s = core
	core = strings.TrimRight(s, " \n")
	return before, core, s[len(core):]
}

// merge joins neighbours of one style, and drops empty spans.
func merge(spans []bot.Span) []bot.Span {
	var list []bot.Span
	for _, s := range spans {
		if s.Text == "" && s.Time.IsZero() {
			continue
		}
		if n := len(list) - 1; n >= 0 && alike(list[n], s) {
			list[n].Text += s.Text
			continue
		}
		list = append(list, s)
	}
	return list
}

func alike(a, b bot.Span) bool {
	return a.Style == b.Style && a.URL == b.URL && a.Time.IsZero() && b.Time.IsZero()
}

// plain is spans without styles, cleaned, on one line.
func plain(spans []bot.Span) string { return hush(oneLine(bot.Block{Spans: spans}.Plain())) }

// shorten cuts spans so that what render makes of them has at most limit units.
// It cuts between characters of the text, never inside markup, and marks the cut.
func shorten(spans []bot.Span, limit int, render func([]bot.Span) string) string {
	if whole := render(spans); units(whole) <= limit {
		return whole
	}
	total := 0
	for _, s := range spans {
		total += len([]rune(s.Text))
	}
	total = min(total, 4*limit) // what is stripped counts here; that much does not matter
	fits := func(n int) bool { return units(render(firstRunes(spans, n))) <= limit }
	n := sort.Search(total, func(n int) bool { return !fits(n + 1) })
	for ; n > 0; n-- { // escapes do not grow evenly; make sure
		if fits(n) {
			return render(firstRunes(spans, n))
		}
	}
	return ""
}

// firstRunes are the spans with the first n characters of their text, and an
// ellipsis.
func firstRunes(spans []bot.Span, n int) []bot.Span {
	var list []bot.Span
	for _, s := range spans {
		runes := []rune(s.Text)
		if len(runes) > n {
			s.Text = strings.TrimRight(string(runes[:n]), " \n")
			list = append(list, s)
			break
		}
		list = append(list, s)
		n -= len(runes)
	}
	return append(list, bot.Span{Text: "…"})
}
