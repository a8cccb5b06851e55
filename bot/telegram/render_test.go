package telegram

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	link := func(text, url string) bot.Span { return bot.Span{Text: text, URL: url} }
	tests := []struct {
		name string
		body []bot.Block
		want string
	}{
		{"title and text", []bot.Block{bot.Text(bot.Title, "Dam holds"), bot.Text(bot.Paragraph, "Safe.")}, "<b>Dam holds</b>\n\nSafe."},
		{"small print stays with its text", []bot.Block{bot.Text(bot.Title, "A"), bot.Text(bot.Small, "5 min")}, "<b>A</b>\n<i>5 min</i>"},
		{"list", []bot.Block{bot.Text(bot.Heading, "More"), bot.Text(bot.Item, "one"), bot.Text(bot.Item, "two"), bot.Text(bot.Paragraph, "end")}, "<b>More</b>\n• one\n• two\n\nend"},
		{"quote", []bot.Block{bot.Text(bot.Quote, "so")}, "<blockquote>so</blockquote>"},
		{"escapes", []bot.Block{bot.Text(bot.Paragraph, `a<b> & "c" &amp;`)}, `a&lt;b&gt; &amp; "c" &amp;amp;`},
		{"link", []bot.Block{{Spans: []bot.Span{link("x<y", `https://e.example/?a=1&b="2"`)}}}, `<a href="https://e.example/?a=1&amp;b=&quot;2&quot;">x&lt;y</a>`},
		{"link that is none", []bot.Block{{Spans: []bot.Span{link("x", "javascript:alert(1)"), link("y", "tg://user?id=1"), link("z", "/rel")}}}, "xyz"},
		{"link with a password", []bot.Block{{Spans: []bot.Span{link("x", "https://bank.example@evil.example/")}}}, "x"},
		{"styles", []bot.Block{{Spans: []bot.Span{{Text: "a", Style: bot.Bold | bot.Italic | bot.Strike}, {Text: "b", Style: bot.Code | bot.Bold}}}}, "<b><i><s>a</s></i></b><code>b</code>"},
		{"linked style", []bot.Block{{Kind: bot.Title, Spans: []bot.Span{link("a", "https://e.example/")}}}, `<a href="https://e.example/"><b>a</b></a>`},
		{"mention", []bot.Block{bot.Text(bot.Paragraph, "@anna and a@b.example")}, "@\u2060anna and a@b.example"},
		{"mention over two spans", []bot.Block{{Spans: []bot.Span{{Text: "by @"}, {Text: "anna", Style: bot.Bold}}}}, "by @\u2060<b>anna</b>"},
		{"mention hidden behind controls", []bot.Block{bot.Text(bot.Paragraph, "@\u200b\u202eanna")}, "@\u2060anna"},
		{"controls", []bot.Block{bot.Text(bot.Paragraph, "a\x00b\x1bc\u202ed\u2066e\u2028f\tg\r\nh")}, "abcde\nf g\nh"},
		{"joiners stay", []bot.Block{bot.Text(bot.Paragraph, "👩\u200d👧 می\u200cخواهم")}, "👩\u200d👧 می\u200cخواهم"},
		{"nothing to see", []bot.Block{bot.Text(bot.Title, " \u200b"), bot.Text(bot.Item, ""), bot.Text(bot.Paragraph, "x")}, "x"},
		{"not UTF-8", []bot.Block{bot.Text(bot.Paragraph, "a\xffb")}, "a\ufffdb"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, html(bot.Message{Body: test.body})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTooLongIsCutAtAWord(t *testing.T) {
	t.Parallel()
	m := bot.Message{Body: []bot.Block{{Kind: bot.Title, Spans: []bot.Span{{Text: strings.Repeat("lengthy & ", 2000), URL: "https://e.example/"}}}, bot.Text(bot.Paragraph, "never seen")}}
	text, _, err := telegramtest.ParseHTML(html(m))
	if err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(text); n > maxText || n < maxText-50 {
		t.Errorf("cut to %d, want a little less than %d", n, maxText)
	}
	if !strings.HasSuffix(text, "lengthy…") && !strings.HasSuffix(text, "&…") || strings.Contains(text, "never") {
		t.Errorf("ends in %q", text[len(text)-30:])
	}
}

func TestNeverLongerThanAMessage(t *testing.T) {
	t.Parallel()
	for n := maxText - 60; n < maxText+60; n++ {
		body := []bot.Block{bot.Text(bot.Item, strings.Repeat("é", n/2)), bot.Text(bot.Quote, strings.Repeat("&", n-n/2))}
		text, _, err := telegramtest.ParseHTML(html(bot.Message{Body: body}))
		if got := utf8.RuneCountInString(text); err != nil || got > maxText {
			t.Errorf("%d code points are shown as %d, %v", n, got, err)
		}
	}
}

func TestMarkupIsBounded(t *testing.T) {
	t.Parallel()
	var hostile bot.Block
	for range 5000 {
		hostile.Spans = append(hostile.Spans, bot.Span{Text: "x", Style: bot.Bold, URL: "https://e.example/" + strings.Repeat("&", 1900)})
	}
	out := html(bot.Message{Body: []bot.Block{hostile}})
	if len(out) > maxRequest/2 {
		t.Errorf("a message of %d letters takes %d bytes", maxText, len(out))
	}
	text, entities, err := telegramtest.ParseHTML(out)
	if err != nil || utf8.RuneCountInString(text) != maxText || len(entities) != maxEntities {
		t.Errorf("%d code points, %d entities, %v", utf8.RuneCountInString(text), len(entities), err)
	}
}

// mention is what Telegram would take for one.
var mention = regexp.MustCompile(`(^|[^\pL\pN_])@[A-Za-z0-9_]`)

func FuzzRender(f *testing.F) {
	f.Add("Dam <b>holds</b> & more", "https://e.example/?q=\"x\"&y", uint8(1), uint8(3), uint16(1))
	f.Add("@anna \u202e\x00 @\u200banna", "javascript:x", uint8(3), uint8(8), uint16(40))
	f.Add("👩‍👩‍👧‍👦 слова &lt; ", "http://[::1]:80/a b", uint8(4), uint8(15), uint16(300))
	f.Add("\xff<\xfe>&", "https://e.example/\xff", uint8(5), uint8(2), uint16(4000))
	f.Add("a @", "", uint8(2), uint8(0), uint16(100))
	f.Fuzz(func(t *testing.T, text, url string, kind, style uint8, times uint16) {
		long := strings.Repeat(text, min(int(times), 6000/max(len(text), 1)+1))
		b := bot.Block{Kind: bot.BlockKind(kind % 6), Spans: []bot.Span{
			{Text: text, Style: bot.Style(style % 16), URL: url}, {Text: long, Style: bot.Style(style / 16)},
		}}
		m := bot.Message{Body: []bot.Block{b, bot.Text(bot.Item, text), b}}
		shown, entities, err := telegramtest.ParseHTML(html(m))
		if err != nil {
			t.Fatalf("not valid: %v\n%q", err, html(m))
		}
		if shown != plain(m) {
			t.Errorf("escapes do not round-trip:\n%q\n%q", shown, plain(m))
		}
		n := utf8.RuneCountInString(shown)
		sum := size(m.Body[0]) + size(m.Body[1]) + size(m.Body[2])
		if n > maxText || n > sum {
			t.Errorf("%d code points are shown, the limit is %d and the format says %d", n, maxText, sum)
		}
		if !utf8.ValidString(shown) || strings.ContainsAny(shown, "\x00\x1b\u202a\u202b\u202d\u202e\u2066\u2067\u2068") {
			t.Errorf("what is shown is not clean: %q", shown)
		}
		if mention.MatchString(shown) {
			t.Errorf("mentions somebody: %q", shown)
		}
		for _, e := range entities {
			if e.URL != "" && !strings.HasPrefix(e.URL, "http://") && !strings.HasPrefix(e.URL, "https://") {
				t.Errorf("leads to %q", e.URL)
			}
		}
	})
}

func TestKeyboard(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", bot.MaxButtonCommand)
	tests := []struct {
		name string
		rows [][]bot.Button
		want [][]string
	}{
		{"none", nil, nil},
		{"new and replace", [][]bot.Button{{{Label: "A", Command: "story 1"}, {Label: "B", Command: "story 2", Replace: true}}}, [][]string{{"A nstory 1", "B rstory 2"}}},
		{"page", [][]bot.Button{{{Label: "Open", URL: "https://e.example/"}}}, [][]string{{"Open https://e.example/"}}},
		{"longest command", [][]bot.Button{{{Label: "A", Command: long}}}, [][]string{{"A n" + long}}},
		{"too long command", [][]bot.Button{{{Label: "A", Command: long + "x"}, {Label: "B", Command: "b"}}}, [][]string{{"B nb"}}},
		{"no label, no action, no page", [][]bot.Button{{{Command: "a"}, {Label: "B"}, {Label: "C", URL: "javascript:x"}, {Label: " \u202e ", Command: "d"}}}, nil},
		{"long row", [][]bot.Button{many(10)}, [][]string{{"b na", "b na", "b na", "b na", "b na", "b na", "b na", "b na"}, {"b na", "b na"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, flat(keyboard(test.rows))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	total := 0
	for _, row := range flat(keyboard([][]bot.Button{many(60), many(60)})) {
		total += len(row)
	}
	if total != allButtons {
		t.Errorf("%d buttons, want the most there can be, %d", total, allButtons)
	}
}

func many(n int) []bot.Button {
	row := make([]bot.Button, n)
	for i := range row {
		row[i] = bot.Button{Label: "b", Command: "a"}
	}
	return row
}
