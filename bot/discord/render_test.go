package discord

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "Dam holds", "Dam holds"},
		{"styles", "*a* _b_ ~c~ `d` |e|", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\|e\\|"},
		{"brackets", "[a](b) <@1>", `\[a\](b) \<@1\>`},
		{"line starts", "# a\n- b\n+ c\n> d\n12. e\n3) f", "\\# a\n\\- b\n\\+ c\n\\> d\n12\\. e\n3\\) f"},
		{"not at line starts", "a # b - c + d 12. e", "a # b - c + d 12. e"},
		{"indented", "  - a\n -# b", "  \\- a\n \\-# b"},
		{"numbers", "12 of 13.5", "12 of 13.5"},
		{"a bare link", "see https://evil.example/a_b", `see https\://evil.example/a\_b`},
		{"everybody", "@everyone @here", "@\u200beveryone @\u200bhere"},
		{"backslash", `a\*b`, `a\\\*b`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := escape(test.in, true); got != test.want {
				t.Errorf("escape(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"a\x00b\x1b[31mc\x07":            "ab[31mc",
		"abc\u202egnp.exe\u2066x\u2069":  "abcgnp.exex",
		"نیم\u200cفاصله":                 "نیم\u200cفاصله", // Persian needs its joiners
		"tab\there\r\nline\u2028another": "tab here\nline\nanother",
		"bad \xff utf-8":                 "bad \ufffd utf-8",
		"👩‍👩‍👧‍👦 \ufefffamily":           "👩‍👩‍👧‍👦 family",
	}
	for in, want := range tests {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWebURL(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"https://times.example/a?b=1&c=2#d": "https://times.example/a?b=1&c=2#d",
		"https://en.example/Dam_(river)":    "https://en.example/Dam_(river)",
		"https://x.example/a) @everyone":    "https://x.example/a%29%20@everyone",
		"HTTPS://x.example":                 "https://x.example",
		"javascript:alert(1)":               "",
		"//x.example":                       "",
		"https://":                          "",
		"discord://-/channels":              "",
		"https://x.example/\u202e":          "https://x.example/%E2%80%AE",
		"https://user:pass@x.example:8080/": "https://x.example:8080/",
		"https://bücher.example/ä":          "https://xn--bcher-kva.example/%C3%A4",
		"http://localhost/x.png":            "",
		"http://\"x.example":                "",
		"http://[::1]/":                     "",
		"https://times.example/\u202e":      "https://times.example/%E2%80%AE",
		"https://x..example/":               "",
		strings.Repeat("https://x", 500):    "",
	}
	for in, want := range tests {
		if got := webURL(in); got != want {
			t.Errorf("webURL(%.50q) = %q, want %q", in, got, want)
		}
	}
}

func TestDescription(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		body []bot.Block
		want string
	}{
		{"paragraphs", []bot.Block{bot.Text(bot.Paragraph, "One."), bot.Text(bot.Paragraph, "Two.")}, "One.\n\nTwo."},
		{
			"a section",
			[]bot.Block{bot.Text(bot.Paragraph, "One."), bot.Text(bot.Heading, "More"), bot.Text(bot.Paragraph, "Two.")},
			"One.\n\n**More**\nTwo.",
		},
		{
			"a list", []bot.Block{bot.Text(bot.Item, "a"), bot.Text(bot.Small, "facts\nhere"), bot.Text(bot.Item, "b")},
			"• a\n-# facts here\n• b",
		},
		{"a quote", []bot.Block{bot.Text(bot.Quote, "one\ntwo")}, "> one\n> two"},
		{
			"styles",
			[]bot.Block{{Spans: []bot.Span{
				{Text: "bold ", Style: bot.Bold}, {Text: "and"}, {Text: " both", Style: bot.Bold | bot.Italic}, {Text: "gone", Style: bot.Strike},
			}}},
			"**bold** and ***both***\u200b~~gone~~",
		},
		{
			"neighbours of one style are one",
			[]bot.Block{{Spans: []bot.Span{{Text: "a", Style: bot.Bold}, {Text: "b", Style: bot.Bold}}}},
			"**ab**",
		},
		{
			"a link", []bot.Block{{Spans: []bot.Span{{Text: "the [office]", URL: "https://o.example/(x)"}}}},
			`[the \[office\]](https://o.example/%28x%29)`,
		},
		{"a bad link", []bot.Block{{Spans: []bot.Span{{Text: "the office", URL: "file:///etc"}}}}, "the office"},
		{"code", []bot.Block{{Spans: []bot.Span{{Text: "a`b*", Style: bot.Code}}}}, "`aˋb*`"},
		{"a time", []bot.Block{{Kind: bot.Small, Spans: []bot.Span{{Text: "5 min ago", Time: now}, {Text: " · Times"}}}}, "-# <t:1772366400:R> · Times"},
		{"nothing", []bot.Block{bot.Text(bot.Paragraph, "\u202e\x00 ")}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, description(test.body, maxDescription)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCardFootAndTitle(t *testing.T) {
	t.Parallel()
	m := bot.Message{Body: []bot.Block{
		{Kind: bot.Title, Spans: []bot.Span{{Text: "Dam *holds*\nafter rain", URL: "https://times.example"}}},
		{Kind: bot.Small, Spans: []bot.Span{{Text: "5 min ago", Time: time.Unix(1_700_000_000, 0)}}},
	}}
	e := card(m)
	if e.Title != `Dam \*holds\* after rain` || e.URL != "https://times.example" {
		t.Errorf("title %q, url %q", e.Title, e.URL)
	}
	if e.Footer != nil || e.Description != "-# <t:1700000000:R>" {
		t.Errorf("a local time must not stand at the foot: %+v, %q", e.Footer, e.Description)
	}
}

func TestShortenCutsBetweenCharacters(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"plain ", "**", "[](", "🔥", "é", "\\"} {
		text := title([]bot.Span{{Text: strings.Repeat(word, 400)}})
		if n := units(text); n > maxTitle || n < maxTitle-10 {
			t.Errorf("a title of %q has %d units, want close to %d", word, n, maxTitle)
		}
		if r := discordtest.Read(text); len(r.Marks) > 0 || !strings.HasSuffix(r.Text, "…") {
			t.Errorf("a title of %q is read as %q with %q", word, r.Text, r.Marks)
		}
	}
}

func TestPressed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, b := range []bot.Button{
		{Command: "story 12"}, {Command: "story 12"}, {Command: "story 12 page 2", Replace: true}, {Command: "search a:b"},
	} {
		command, replace, ok := pressed(customID(b, seen))
		if !ok || command != b.Command || replace != b.Replace {
			t.Errorf("%+v comes back as %q, %v, %v", b, command, replace, ok)
		}
	}
	for _, id := range []string{"", ":", "x:story", "story 12", "n", "nn:story", "r-1:story"} {
		if _, _, ok := pressed(id); ok {
			t.Errorf("pressed(%q) is taken for ours", id)
		}
	}
}

// hostileSeeds are texts that try to be more than text.
var hostileSeeds = []string{
	"Dam holds after record rain", "@everyone <@1180000000000000123> <#1180000000000000123>", "<t:0:R> <a:x:1180000000000000123>",
	"[a](https://evil.example) <https://evil.example> https://evil.example", "```x``` ||y|| **z**", "\\", "\\*", "*", "a_b_c",
	"# a\n## b\n- c\n1. d\n> e\n>>> f\n-# g", "\u202e\u2066\x00\x1b[0m", "👩‍👩‍👧‍👦", strings.Repeat("*_", 3000), "https\n://x.example", "\xff\xfe",
	"1\\. a", "`a` \\`", " \n \n#", "@\u200beveryone", "&lt;b&gt;",
}

// FuzzText puts any text everywhere in a message. Discord must take the message,
// see no markup but ours, and show all of a text that fits.
func FuzzText(f *testing.F) {
	for _, s := range hostileSeeds {
		f.Add(s, uint8(0))
		f.Add(s, uint8(bot.Bold|bot.Strike))
		f.Add("https://x.example/"+s, uint8(bot.Italic|bot.Strike))
	}
	f.Fuzz(func(t *testing.T, text string, style uint8) {
		span := bot.Span{Text: text, Style: bot.Style(style) & (bot.Bold | bot.Italic | bot.Strike)}
		m := bot.Message{Link: text, Image: text, Buttons: [][]bot.Button{{{Label: text, Command: text}, {Label: text, URL: text}}}}
		for kind := bot.Title; kind >= bot.Paragraph; kind-- {
			m.Body = append(m.Body, bot.Block{Kind: kind, Spans: []bot.Span{span}})
		}
		linked := span
		linked.URL = text
		m.Body = append(m.Body, bot.Block{Kind: bot.Item, Spans: []bot.Span{span, linked, {Text: text, Style: bot.Code}, span}})
		m.Body = append(m.Body, bot.Text(bot.Item, text), bot.Text(bot.Quote, text), bot.Text(bot.Small, text), bot.Text(bot.Small, text))
		out, err := newMessage(m)
		if err != nil {
			return // nothing to show
		}
		raw, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		if err := discordtest.Check(raw); err != nil {
			t.Fatalf("Discord would refuse %q: %v", text, err)
		}
		parts := []string{out.Embeds[0].Title, out.Embeds[0].Description}
		if bare, err := newBare(m); err == nil {
			if units(*bare.Content) > maxContent {
				t.Errorf("bare text of %d units", units(*bare.Content))
			}
			parts = append(parts, *bare.Content)
		}
		for _, part := range parts {
			r := discordtest.Read(part)
			for _, link := range r.Links {
				if link != linkTarget(text) {
					t.Errorf("%q links to %q in %q", text, link, part)
				}
			}
			for _, mark := range r.Marks {
				if !ours(mark, span.Style) && (mark != "link" || webURL(text) == "") {
					t.Errorf("%q is read as %s in %q", text, mark, part)
				}
			}
		}
	})
}

// ours reports whether a mark is one that the fuzzed message has of itself.
func ours(mark string, style bot.Style) bool {
	switch mark {
	case "strong", "quote", "subtext", "code":
		return true
	case "em":
		return style&bot.Italic != 0
	case "strike":
		return style&bot.Strike != 0
	}
	return false
}

// FuzzEscape checks that text is read exactly as it was, and takes the room that
// Format says.
func FuzzEscape(f *testing.F) {
	for _, s := range hostileSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := hush(clean(text))
		escaped := escape(want, true)
		r := discordtest.Read(escaped)
		if r.Text != want || len(r.Marks) > 0 {
			t.Errorf("%q is read as %q with %q", want, r.Text, r.Marks)
		}
		block := bot.Text(bot.Paragraph, text)
		if got := description([]bot.Block{block, block}, maxDescription); units(got) > 2*size(block) {
			t.Errorf("%q takes %d, twice its size is %d", text, units(got), 2*size(block))
		}
	})
}
