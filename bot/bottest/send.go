package bottest

import (
	"slices"
	"strings"
	"testing"

	"herald/bot"
)

func testAddresses(t *testing.T, b *bench) {
	for _, at := range []bot.Address{b.Private, b.Group, b.Thread, b.Broadcast} {
		if at.ID == "" {
			continue
		}
		got, err := b.Platform.ParseAddress(at.ID)
		if err != nil || got != at {
			t.Errorf("ParseAddress(%q) = %v, %v; want %v", at.ID, got, err, at)
		}
	}
	for _, bad := range []string{"", " ", "no such id", "12 34", "-", "99999999999999999999999999"} {
		if got, err := b.Platform.ParseAddress(bad); err == nil {
			t.Errorf("ParseAddress(%q) = %v, want an error", bad, got)
		}
	}
}

// sample is a message with every kind of block, span and button.
func sample() bot.Message {
	return bot.Message{
		Tone: bot.ToneBreaking,
		Body: []bot.Block{
			{Kind: bot.Title, Spans: []bot.Span{{Text: "Dam holds after record rain"}}},
			bot.Text(bot.Paragraph, "Engineers say the wall is safe."),
			bot.Text(bot.Heading, "What is known"),
			{Kind: bot.Item, Spans: []bot.Span{
				{Text: "Water level", Style: bot.Bold}, {Text: " is falling, says the "},
				{Text: "river office", URL: "https://river.example/level?a=1&b=2"},
			}},
			bot.Text(bot.Quote, "It will hold"),
			bot.Text(bot.Small, "Example Times · 5 min ago · story 12"),
		},
		Link:    "https://times.example/dam",
		Buttons: [][]bot.Button{{{Label: "Read story", Command: "story 12"}, {Label: "Open", URL: "https://times.example/dam"}}},
	}
}

func testSend(t *testing.T, b *bench) {
	b.send(t, b.Group, sample())
	got := b.last(t, b.Group, 1)
	for _, block := range sample().Body {
		if !strings.Contains(got.Text, block.Plain()) {
			t.Errorf("shown text lacks %q; got:\n%s", block.Plain(), got.Text)
		}
	}
	for _, link := range []string{"https://times.example/dam", "https://river.example/level?a=1&b=2"} {
		if !slices.Contains(got.Links, link) {
			t.Errorf("links %q lack %q", got.Links, link)
		}
	}
	for _, label := range []string{"Read story", "Open"} {
		if !slices.ContainsFunc(got.Buttons, func(s string) bool { return strings.Contains(s, label) }) {
			t.Errorf("buttons %q lack %q", got.Buttons, label)
		}
	}
	if got.Private || got.Silent || got.Edited {
		t.Errorf("an ordinary post is shown as private %v, silent %v, edited %v", got.Private, got.Silent, got.Edited)
	}
}

// hostile are texts that must be read exactly as they stand.
var hostile = []string{
	`<b>bold</b> & <a href="https://evil.example">x</a> &amp; &lt;`,
	"*star* **two** _under_ __two__ ~~gone~~ `code` ```block``` ||spoiler||",
	"[label](https://evil.example/a) and <https://evil.example/b>",
	"<t:0:R> <:name:1180000000000000123> <tg-spoiler>x</tg-spoiler>",
	"1. first\n# heading\n> quote\n- item\n-# small",
	`back\slash \* and "quotes" 'single'`,
}

func testHostile(t *testing.T, b *bench) {
	for _, text := range hostile {
		n := len(b.Await(t, b.Group, 0))
		m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, text), bot.Text(bot.Paragraph, text), bot.Text(bot.Item, text)}}
		b.send(t, b.Group, m)
		got := b.last(t, b.Group, n+1)
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); strings.Count(got.Text, line) < 3 {
				t.Errorf("want %q three times as it stands; shown:\n%s", line, got.Text)
			}
		}
		if slices.ContainsFunc(got.Links, func(l string) bool { return strings.Contains(l, "evil") }) {
			t.Errorf("text %q became a link: %q", text, got.Links)
		}
	}
	mention := "@everyone @here <@1180000000000000123> <@&1180000000000000124> <#1180000000000000125>"
	n := len(b.Await(t, b.Group, 0))
	b.send(t, b.Group, bot.Say(mention+" \u202egnp.exe \x1b[31mred\x07"))
	got := b.last(t, b.Group, n+1)
	if strings.ContainsAny(got.Text, "\u202e\x1b\x07") {
		t.Errorf("control or direction characters came through: %q", got.Text)
	}
}

func testFits(t *testing.T, b *bench) {
	f := b.Platform.Format()
	if f.MaxText < 1000 || f.Size == nil || f.MaxButtons < 1 || f.MaxRows < 1 {
		t.Fatalf("format %+v leaves no room for a message", f)
	}
	words := []string{"plain words here", "a_b *c* [d](e) <f> & \\g", "слова и ещё", "日本語の本文です", "👩‍👩‍👧‍👦🔥🔥 emoji"}
	for _, w := range words {
		var body []bot.Block
		used := 0
		for i := 0; ; i++ {
			block := bot.Text(bot.Paragraph, strings.Repeat(w+" ", 10)+"end.")
			if used += f.Size(block); used > f.MaxText {
				break
			}
			body = append(body, block)
		}
		n := len(b.Await(t, b.Group, 0))
		b.send(t, b.Group, bot.Message{Body: body})
		got := b.last(t, b.Group, n+1)
		if c := strings.Count(got.Text, "end."); c != len(body) {
			t.Errorf("%q: %d blocks fit by the format, %d are shown", w, len(body), c)
		}
	}
}

func testTooLong(t *testing.T, b *bench) {
	for _, w := range []string{"word ", "*_~`|> ", "<&>", "日本", "👩‍👩‍👧‍👦"} {
		n := len(b.Await(t, b.Group, 0))
		long := strings.Repeat(w, 20_000/len(w))
		b.send(t, b.Group, bot.Message{
			Body:    []bot.Block{bot.Text(bot.Title, long), bot.Text(bot.Paragraph, long), bot.Text(bot.Small, long)},
			Buttons: [][]bot.Button{{{Label: long, Command: "story 12"}}},
		})
		if got := b.last(t, b.Group, n+1); got.Text == "" {
			t.Errorf("nothing is shown of a long text of %q", w)
		}
	}
}

func testSilent(t *testing.T, b *bench) {
	m := sample()
	m.Silent = true
	b.send(t, b.Group, m)
	if got := b.last(t, b.Group, 1); !got.Silent && b.Platform.Name() != bot.Console {
		t.Error("a silent post notifies")
	}
}

func testThread(t *testing.T, b *bench) {
	need(t, b.Thread.ID != "", "threads")
	b.send(t, b.Thread, bot.Say("in the thread"))
	if got := b.last(t, b.Thread, 1); got.Text != "in the thread" {
		t.Errorf("thread shows %q", got.Text)
	}
	if got := b.Await(t, b.Group, 0); len(got) != 0 {
		t.Errorf("the group around the thread shows %v", got)
	}
}

func testEdit(t *testing.T, b *bench) {
	id := b.send(t, b.Group, sample())
	changed := bot.Message{Body: []bot.Block{bot.Text(bot.Title, "Dam holds, office says")}}
	for range 2 { // the second edit changes nothing, and succeeds
		if err := b.Platform.Edit(t.Context(), b.Group, id, changed); err != nil {
			t.Fatalf("Edit: %v", err)
		}
	}
	if b.Platform.Name() == bot.Console {
		return // what is printed stays printed
	}
	shown := b.Await(t, b.Group, 1)
	if len(shown) != 1 || shown[0].ID != id || !shown[0].Edited || len(shown[0].Buttons) != 0 {
		t.Fatalf("after an edit: %+v, want message %s, edited, without buttons", shown, id)
	}
	if !strings.Contains(shown[0].Text, "office says") || strings.Contains(shown[0].Text, "record rain") {
		t.Errorf("edited text is %q", shown[0].Text)
	}
}

func testNonce(t *testing.T, b *bench) {
	need(t, b.Dedupes, "key against sending twice")
	post := bot.Post{To: b.Group, Message: sample(), Nonce: "hepoch1234-ff"}
	first, err1 := b.Platform.Send(t.Context(), post)
	second, err2 := b.Platform.Send(t.Context(), post)
	if err1 != nil || err2 != nil || first != second {
		t.Errorf("two sends of one nonce gave %q (%v) and %q (%v), want one id", first, err1, second, err2)
	}
	if shown := b.Await(t, b.Group, 1); len(shown) != 1 {
		t.Errorf("two sends of one nonce are shown %d times", len(shown))
	}
}
