package console

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
)

var update = flag.Bool("update", false, "write the golden files")

// everything is a message with each kind of block, span and button.
func everything() bot.Message {
	return bot.Message{
		Tone: bot.ToneBreaking,
		Body: []bot.Block{
			bot.Text(bot.Title, "Dam above Vellin holds after a night of record rain, and thousands go home"),
			bot.Text(bot.Small, "Harbour Courier · 5 min ago · story 12"),
			bot.Text(bot.Paragraph, "Engineers checked the wall at dawn. They found it dry, whole and a hand higher than the water."),
			bot.Text(bot.Heading, "What is known"),
			{Kind: bot.Item, Spans: []bot.Span{
				{Text: "12", Style: bot.Bold}, {Text: "  The water is falling, says the "},
				{Text: "river office", URL: "https://river.example/a/very/long/address/that/is/wider/than/a/line/of/the/terminal/level?a=1&b=2"},
				{Text: ", which keeps its warning"},
			}},
			{Kind: bot.Item, Spans: []bot.Span{{Text: "struck", Style: bot.Strike}, {Text: " and "}, {Text: "slanted", Style: bot.Italic | bot.Bold}, {Text: " and code", Style: bot.Code}}},
			bot.Text(bot.Quote, "I have never heard the mountain so loud, said a baker who stayed to keep his oven dry."),
			bot.Text(bot.Paragraph, "雨は十一時間降り続き、谷の一か月分を超えた。午前二時、水は堤の縁まで手のひら一つだった。村は空だった。"),
			bot.Text(bot.Paragraph, "First line.\nSecond line."),
			bot.Text(bot.Paragraph, ""),
		},
		Link:  "https://courier.example/dam",
		Image: "https://courier.example/dam.jpg",
		Buttons: [][]bot.Button{
			{{Label: "◀ Previous", Command: "story 12 page 1", Replace: true}, {Label: "Next ▶", Command: "story 12 page 3"}, {Label: "Open article", URL: "https://courier.example/dam?from=button"}},
			{{Label: "13 · Ferries run again", Command: "story 13"}},
		},
	}
}

func TestRender(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]look{
		"plain.txt":  {width: 60},
		"narrow.txt": {width: 24},
		"color.txt":  {width: 60, color: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := l.render(everything())
			checkWidth(t, got, l.width)
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("shown differs from %s (-want +got):\n%s", path, diff)
			}
		})
	}
}

var styles = regexp.MustCompile("\x1b\\[(?:[0-9]+;?)+m")

// checkWidth finds lines that are too wide, those with links apart.
func checkWidth(t testing.TB, text string, width int) {
	t.Helper()
	for line := range strings.Lines(styles.ReplaceAllString(text, "")) {
		line = strings.TrimRight(line, "\n")
		if n := columns(line); n > width && !slices.ContainsFunc(strings.Fields(line), isAddress) {
			t.Errorf("a line of %d columns, want at most %d: %q", n, width, line)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "Iran’s minister: “no”", "Iran’s minister: “no”"},
		{"colour", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"title of the window", "\x1b]0;owned\x07", "]0;owned"},
		{"eight-bit sequences", "\u009b31m\u009d0;x\u009c", "31m0;x"},
		{"the cursor", "safe\r\x08\x08over", "safeover"},
		{"direction", "\u202egnp.exe \u2066x\u2069\u200f\u061c", "gnp.exe x"},
		{"hidden letters", "a\U000e0041\U000e007fb\ufeff\u200b\u2060", "ab"},
		{"line ends", "a\r\nb\u2028c\n", "a\nb\nc\n"},
		{"tab", "a\tb", "a b"},
		{"broken", "a\xff\xfeb", "a\ufffdb"},
		{"joiners stay", "👩\u200d👩 می\u200cخواهم", "👩\u200d👩 می\u200cخواهم"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := clean(test.in); got != test.want {
				t.Errorf("clean(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestLinksAreWebAddresses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://a.example/x?y=1#z": "https://a.example/x?y=1#z",
		"javascript:alert(1)":       "",
		"https://a.example/\x1b[2J": "",
		"https://a.example/ b":      "",
		"https://a.example/\u202ex": "",
		"":                          "",
	} {
		if got := link(in); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzRender puts strangers' text everywhere that a message has text.
func FuzzRender(f *testing.F) {
	for _, seed := range []string{
		"word", strings.Repeat("中/英/法/德", 60), strings.Repeat("见https://x.example/a/b。", 30), "\x1b[31m", "a b  c\n\nd", "https://x.example/ y", "https://long.example/abcd/ y", "日本語。", "\u202e\u0301", "]: /x [", "\u00a0\u00a0", strings.Repeat("x", 300), "👩‍👩‍👧‍👦",
	} {
		f.Add(seed, 40, true)
		f.Add(seed, 2, false)
	}
	f.Fuzz(func(t *testing.T, text string, width int, color bool) {
		l := look{width: 20 + (width&0xff)%200, color: color}
		m := bot.Message{Link: text, Image: "https://" + text, Buttons: [][]bot.Button{{{Label: text, Command: text}, {Label: "x", URL: text}}}}
		for kind := bot.Paragraph; kind <= bot.Small; kind++ {
			m.Body = append(m.Body, bot.Block{Kind: kind, Spans: []bot.Span{{Text: text}, {Text: text, Style: bot.Bold, URL: text}}})
		}
		got := l.render(m)
		checkWidth(t, got, l.width)
		if !utf8.ValidString(got) {
			t.Errorf("%q is shown as broken text", text)
		}
		bare := strings.ReplaceAll(styles.ReplaceAllString(got, ""), "\n", "")
		if strings.ContainsFunc(bare, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
			t.Errorf("%q is shown with control characters: %q", text, got)
		}
		if !color && got != styles.ReplaceAllString(got, "") {
			t.Errorf("%q is shown in colour", text)
		}
		if n, want := letters(paragraph([]run{{clean(text), ""}}, l.width, "", "")), letters(clean(text)); n != want {
			t.Errorf("wrapping changed %q to %q", want, n)
		}
	})
}

func letters(s string) string { return strings.Join(strings.Fields(s), "") }
