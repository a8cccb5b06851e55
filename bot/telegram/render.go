package telegram

import (
	"strings"
	"unicode/utf8"

	"herald/bot"
)

// Sizes of texts in code points after entities are parsed
// (https://core.telegram.org/bots/api#sendmessage).
const (
	// maxText is the most that a message holds.
	maxText = 4096
	// layoutText is what layouts may fill; the rest is room for what rendering
	// adds.
	layoutText = 3900
	// maxEntities is how many styled or linked parts Telegram keeps; the markup
	// of more would only make the request big
	// (https://core.telegram.org/api/entities).
	maxEntities = 100
)

// bullet starts an item.
const bullet = "• "

// gap is the most that render puts between two blocks, in code points.
const gap = 2

// Format says that texts are counted in code points of what is seen, markup not
// included, and how many buttons are still read well on a telephone.
func (p *Platform) Format() bot.Format {
	return bot.Format{MaxText: layoutText, Size: size, MaxButtons: 5, MaxRows: 10}
}

// size is the most code points that a block adds to a message.
func size(b bot.Block) int {
	n := gap
	for _, s := range b.Spans {
		n += utf8.RuneCountInString(clean(s.Text))
	}
	if b.Kind == bot.Item {
		n += utf8.RuneCountInString(bullet)
	}
	return n
}

// html renders the body in Telegram's HTML mode
// (https://core.telegram.org/bots/api#html-style). It is never longer than a
// message may be, and always valid: a body that is too long ends in "…".
func html(m bot.Message) string { return render(m, true) }

// plain is html without any markup.
func plain(m bot.Message) string { return render(m, false) }

func render(m bot.Message, markup bool) string {
	w := writer{left: maxText, markup: markup}
	var last bot.BlockKind
	for _, b := range m.Body {
		if blank(b) {
			continue
		}
		if w.begun {
			w.text(separator(last, b.Kind))
		}
		w.block(b)
		last = b.Kind
	}
	return w.b.String()
}

// blank reports whether nothing of a block would be seen.
func blank(b bot.Block) bool {
	for _, s := range b.Spans {
		if strings.TrimSpace(clean(s.Text)) != "" {
			return false
		}
	}
	return true
}

// separator stands between two blocks: lists stay together, and small print
// stays with what it belongs to.
func separator(last, next bot.BlockKind) string {
	switch {
	case next == bot.Small, next == bot.Item && last == bot.Item, next == bot.Item && last == bot.Heading:
		return "\n"
	case next == bot.Item && last == bot.Small, next == bot.Paragraph && last == bot.Heading:
		return "\n"
	}
	return "\n\n"
}

// writer writes markup without counting it and text until nothing is left.
type writer struct {
	b        strings.Builder
	left     int
	entities int
	markup   bool
	begun    bool
	full     bool
}

func (w *writer) block(b bot.Block) {
	var style bot.Style
	switch b.Kind {
	case bot.Title, bot.Heading:
		style = bot.Bold
	case bot.Small:
		style = bot.Italic
	case bot.Item:
		w.text(bullet)
	}
	if b.Kind == bot.Quote {
		defer w.set("blockquote", "")()
	}
	for _, s := range b.Spans {
		w.span(s, style)
	}
}

// span writes a run of text between its tags. Code holds no other style, and
// links lead to web pages only.
func (w *writer) span(s bot.Span, style bot.Style) {
	text := clean(s.Text)
	if text == "" || w.full {
		return
	}
	style |= s.Style
	link := webLink(s.URL)
	if style&bot.Code != 0 && link == "" {
		defer w.set("code", "")()
		w.text(text)
		return
	}
	if link != "" {
		defer w.set("a", ` href="`+attribute.Replace(link)+`"`)()
	}
	for _, t := range tags {
		if style&t.style != 0 {
			defer w.set(t.name, "")()
		}
	}
	w.text(text)
}

var tags = []struct {
	style bot.Style
	name  string
}{{bot.Bold, "b"}, {bot.Italic, "i"}, {bot.Strike, "s"}}

// set begins a part that is set specially, and returns what ends it. Where there
// are too many already, neither writes anything.
func (w *writer) set(tag, attributes string) (end func()) {
	if !w.markup || w.entities == maxEntities {
		return func() {}
	}
	w.entities++
	w.b.WriteString("<" + tag + attributes + ">")
	return func() { w.b.WriteString("</" + tag + ">") }
}

// text writes as much of s as there is room for. The last place is for "…".
func (w *writer) text(s string) {
	if w.full || s == "" {
		return
	}
	w.begun = true
	if n := utf8.RuneCountInString(s); n >= w.left {
		s, w.full = cut(s, w.left-1)+"…", true
	} else {
		w.left -= n
	}
	if w.markup {
		s = content.Replace(s)
	}
	w.b.WriteString(s)
}

// cut is the first n runes of s, or a little less where that ends on a word.
func cut(s string, n int) string {
	s = clip(s, n)
	const tail = 40
	if i := strings.LastIndexAny(s, " \n"); i > len(s)-tail && i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \n\u200d")
}

// What has to be escaped in text and in attributes. Telegram knows no other
// named references, and quotes in text would show as they are.
var (
	content   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)
