package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"herald/bot"
)

// sizes are ways to count that platforms have.
var sizes = map[string]func(bot.Block) int{
	"characters": func(b bot.Block) int { return utf8.RuneCountInString(b.Plain()) },
	"bytes":      func(b bot.Block) int { return len(b.Plain()) },
	"utf16":      func(b bot.Block) int { return len(utf16.Encode([]rune(b.Plain()))) },
	"escaped": func(b bot.Block) int {
		n := 7 // markup around the block
		for _, r := range b.Plain() {
			n++
			if strings.ContainsRune("*_~`<>&", r) {
				n += 4
			}
		}
		return n
	},
}

// letters is all that is read of blocks, without the white space at which they
// may be parted.
func letters(blocks []bot.Block) string {
	var s strings.Builder
	for _, b := range blocks {
		s.WriteString(strings.Join(strings.Fields(b.Plain()), ""))
	}
	return s.String()
}

var samples = []string{"word", "a", "longerword", "*_~", "<&>", "слово", "日本語", "。", "e\u0301", "👩‍👩‍👧", "end.", "why?", "said.”"}

func randomBlocks(rng *rand.Rand) []bot.Block {
	kindOf := []bot.BlockKind{bot.Paragraph, bot.Paragraph, bot.Paragraph, bot.Heading, bot.Item, bot.Quote}
	var blocks []bot.Block
	for range 1 + rng.IntN(12) {
		var s strings.Builder
		space := " "
		if rng.IntN(6) == 0 {
			space = "" // a text without blanks
		}
		kind, words := kindOf[rng.IntN(len(kindOf))], 1+rng.IntN(1+rng.IntN(200))
		if kind == bot.Heading {
			words = 1
		}
		for range words {
			s.WriteString(samples[rng.IntN(len(samples))] + space)
		}
		blocks = append(blocks, bot.Text(kind, oneLine(s.String())))
	}
	return blocks
}

func TestPaginateKeepsEverything(t *testing.T) {
	t.Parallel()
	for name, size := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(300) {
				rng := rand.New(rand.NewPCG(seed, 1))
				blocks := randomBlocks(rng)
				full := 40 + rng.IntN(400)
				room := rng.IntN(full)
				checkPages(t, fmt.Sprintf("seed %d", seed), ruler{bot.Format{Size: size}}, blocks, room, full)
			}
		})
	}
}

func checkPages(t *testing.T, name string, r ruler, blocks []bot.Block, room, full int) {
	t.Helper()
	pages := r.paginate(blocks, room, full)
	var all []bot.Block
	for i, page := range pages {
		limit := full
		if i == 0 {
			limit = room
		} else if len(page) == 0 {
			t.Errorf("%s: page %d is empty", name, i+1)
		}
		if got := r.sizes(page); got > limit {
			t.Errorf("%s: page %d takes %d, and has room for %d", name, i+1, got, limit)
		}
		if n := trailing(page); n > 0 && i < len(pages)-1 && r.sizes(page[len(page)-n:]) < full/3 && n < len(page) {
			t.Errorf("%s: page %d ends with the heading %q", name, i+1, page[len(page)-1].Plain())
		}
		all = append(all, page...)
	}
	if got, want := letters(all), letters(blocks); got != want {
		t.Errorf("%s: the pages hold other text than was given:\n got %q\nwant %q", name, got, want)
	}
}

// trailing counts the headings at the end of a page.
func trailing(page []bot.Block) int {
	n := 0
	for n < len(page) && page[len(page)-1-n].Kind == bot.Heading {
		n++
	}
	return n
}

func TestPaginateSplitsWhereReadersPause(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		size       int
		want       []string
	}{
		{"fits", "One. Two.", 20, []string{"One. Two."}},
		{"at a sentence", "First one here. Second one.", 20, []string{"First one here.", "Second one."}},
		{"after a quotation mark", "He said “go home.” She went away.", 24, []string{"He said “go home.”", "She went away."}},
		{"not in a number", "It cost 1.500.000.000 in all", 15, []string{"It cost", "1.500.000.000", "in all"}},
		{"at a word", "no stop in these many words", 15, []string{"no stop in", "these many", "words"}},
		{"without blanks", "雨が降る。水が増える。", 9, []string{"雨が降る。", "水が増える。"}},
		{"not between a letter and its accent", "eeeee\u0301eeee", 7, []string{"eeee", "e\u0301eee", "e"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			pages := ruler{}.paginate([]bot.Block{bot.Text(bot.Paragraph, test.text)}, test.size, test.size)
			var got []string
			for _, p := range pages {
				for _, b := range p {
					got = append(got, b.Plain())
				}
			}
			if strings.Join(got, "|") != strings.Join(test.want, "|") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		"One.\n\nTwo.", "## Head\n\n- item\n- item two\n\n> quote", "\r\n\r\n", "- \n\n##\n\n> ", "a\u00a0b", "\xff\xfe", "## \n## x",
	} {
		f.Add(seed, 60)
	}
	f.Fuzz(func(t *testing.T, text string, full int) {
		if full < 40 || full > 5000 {
			return
		}
		blocks := Blocks(text)
		for _, b := range blocks {
			if strings.TrimSpace(b.Plain()) == "" || strings.ContainsFunc(b.Plain(), isLineEnd) {
				t.Fatalf("block %q of %q", b.Plain(), text)
			}
		}
		checkPages(t, "fuzz", ruler{}, blocks, full/2, full)
	})
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r != ' ' && unicode.IsSpace(r) }
