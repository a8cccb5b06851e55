package telegramtest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/bot/telegram/telegramtest"
)

func TestParseHTML(t *testing.T) {
	t.Parallel()
	type entities = []telegramtest.Entity
	tests := []struct {
		in, want string
		entities entities
	}{
		{"plain", "plain", nil},
		{"<b>bold</b> <STRONG>x</STRONG>", "bold x", entities{{Type: "bold", Length: 4}, {Type: "bold", Offset: 5, Length: 1}}},
		{"😀<i>é</i>", "😀é", entities{{Type: "italic", Offset: 2, Length: 1}}},
		{`<a href="https://e.example/?a=1&amp;b=2">x</a>`, "x", entities{{Type: "text_link", Length: 1, URL: "https://e.example/?a=1&b=2"}}},
		{`<a href='https://e.example/'>x</a>`, "x", entities{{Type: "text_link", Length: 1, URL: "https://e.example/"}}},
		{`<a href="/relative">x</a>`, "x", nil},
		{`<blockquote expandable>q</blockquote>`, "q", entities{{Type: "blockquote", Length: 1}}},
		{`<span class="tg-spoiler">s</span>`, "s", entities{{Type: "spoiler", Length: 1}}},
		{"<b></b>x", "x", nil},
		{"&lt;&gt;&amp;&quot;&#65;&#x42; &lt", `<>&"AB <`, nil},
		{"&nbsp;&mdash;&apos;&#0;& a", "&nbsp;&mdash;&apos;&#0;& a", nil},
		{"a > b", "a > b", nil},
	}
	for _, test := range tests {
		got, list, err := telegramtest.ParseHTML(test.in)
		if err != nil || got != test.want {
			t.Errorf("ParseHTML(%q) = %q, %v; want %q", test.in, got, err, test.want)
		}
		if diff := cmp.Diff(test.entities, list); diff != "" {
			t.Errorf("%q: entities (-want +got):\n%s", test.in, diff)
		}
	}
}

func TestParseHTMLErrors(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"x<p>y</p>":          `Unsupported start tag "p" at byte offset 1`,
		"é<br/>":             `Unsupported start tag "br/" at byte offset 2`,
		"<b>x":               `Can't find end tag corresponding to start tag "b"`,
		"x</b>":              "Unexpected end tag at byte offset 1",
		"<b><i>x</b></i>":    `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		"<b":                 "Unclosed start tag at byte offset 0",
		"a < b":              `Unsupported start tag "" at byte offset 2`,
		`<a href>x</a>`:      `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`,
		`<a ="x">x</a>`:      `Empty attribute name in the tag "a" at byte offset 0`,
		`<a href=x:y>x</a>`:  "Unexpected end of name token at byte offset 8",
		`<a href="x`:         `Unclosed start tag "a" at byte offset 0`,
		"<b>x</b":            "Unclosed end tag at byte offset 4",
		"<span>x</span>":     `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<script>x</script>": `Unsupported start tag "script" at byte offset 0`,
	} {
		_, _, err := telegramtest.ParseHTML(in)
		if err == nil || err.Error() != "can't parse entities: "+want {
			t.Errorf("ParseHTML(%q): %v, want %q", in, err, want)
		}
	}
}

func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{"<b>x</b>", `<a href="https://e.example/&amp;">😀</a>`, "&#x1F600;&lt", "</", "<a b='", "<blockquote expandable>\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		text, list, err := telegramtest.ParseHTML(in)
		if err != nil {
			return
		}
		total := 0
		for _, r := range text {
			total++
			if r > 0xFFFF {
				total++
			}
		}
		for _, e := range list {
			if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > total {
				t.Errorf("%q: entity %+v of %d units", in, e, total)
			}
		}
	})
}
