package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/bot"
)

// marks are the beginnings of paragraphs that articles.Article.Text defines.
var marks = []struct {
	prefix string
	kind   bot.BlockKind
}{
	{"## ", bot.Heading},
	{"- ", bot.Item},
	{"> ", bot.Quote},
}

// Blocks turns an article's full text into blocks: "## " begins a heading, "- "
// an item, "> " a quotation, everything else is a paragraph. White space within
// a paragraph is evened out; empty ones vanish.
func Blocks(text string) []bot.Block {
	var blocks []bot.Block
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		for _, part := range splitMarked(paragraph) {
			if b, ok := block(part); ok {
				blocks = append(blocks, b)
			}
		}
	}
	return blocks
}

// splitMarked parts a paragraph before each line that begins with a mark, so
// that list items without a blank line between them stay items.
func splitMarked(paragraph string) []string {
	var parts []string
	for line := range strings.SplitSeq(paragraph, "\n") {
		_, kind := cutMark(strings.TrimSpace(line))
		if len(parts) == 0 || kind != bot.Paragraph {
			parts = append(parts, line)
			continue
		}
		parts[len(parts)-1] += "\n" + line
	}
	return parts
}

func block(paragraph string) (bot.Block, bool) {
	rest, kind := cutMark(strings.TrimSpace(paragraph))
	rest = oneLine(rest)
	return bot.Text(kind, rest), rest != ""
}

func cutMark(s string) (rest string, kind bot.BlockKind) {
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(s, m.prefix); ok {
			return rest, m.kind
		}
	}
	return s, bot.Paragraph
}

// oneLine evens out white space: one blank between words, none at the ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Clip evens out white space and shortens s to at most limit characters, at a
// word where one ends in the second half, with an ellipsis.
func Clip(s string, limit int) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	if limit < 1 {
		return ""
	}
	runes := []rune(s)
	end := wholeRunes(runes, limit-1)
	if i := lastIndex(runes[:end+1], unicode.IsSpace); i > limit/2 {
		end = i
	}
	return strings.TrimRightFunc(string(runes[:end]), isLoose) + "…"
}

// isLoose reports punctuation that looks lost before an ellipsis.
func isLoose(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-", r) }

// wholeRunes moves a cut at n back, so that no mark, joiner or variation is
// torn from the character that it belongs to.
func wholeRunes(runes []rune, n int) int {
	for i := n; i > 0; i-- {
		if !joins(runes, i) {
			return i
		}
	}
	return n
}

// joins reports whether the runes before and at i belong together.
func joins(runes []rune, i int) bool {
	if i >= len(runes) {
		return false
	}
	const zwj = '\u200d'
	r := runes[i]
	return unicode.IsMark(r) || r == zwj || runes[i-1] == zwj || r >= 0x1F3FB && r <= 0x1F3FF
}

func lastIndex(runes []rune, f func(rune) bool) int {
	for i := len(runes) - 1; i >= 0; i-- {
		if f(runes[i]) {
			return i
		}
	}
	return -1
}
