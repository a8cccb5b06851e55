package discord

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
)

func TestSendSaysWhoMayBeMentioned(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	id, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("@everyone"), Nonce: "h1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Edit(t.Context(), at(p.channel), id, bot.Say("@here")); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.server.Requests() {
		if !strings.Contains(r.Body, `"allowed_mentions":{"parse":[]}`) {
			t.Errorf("%s %s lets Discord choose whom to mention: %s", r.Method, r.Path, r.Body)
		}
		if !strings.HasPrefix(r.UserAgent, "DiscordBot (") {
			t.Errorf("User-Agent is %q", r.UserAgent)
		}
	}
}

func TestSendOnceThroughTrouble(t *testing.T) {
	t.Parallel()
	trouble := map[string]func(*place){
		"the answer is lost":       func(p *place) { p.server.CutNext(p.channel, true) },
		"the answer is broken":     func(p *place) { p.server.GarbleNext(p.channel) },
		"the request is lost":      func(p *place) { p.server.CutNext(p.channel, false) },
		"the server is in trouble": func(p *place) { p.server.FailNext(p.channel, 502, 0, "bad gateway") },
	}
	for name, begin := range trouble {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, discordtest.Options{})
			begin(p)
			post := bot.Post{To: at(p.channel), Message: bot.Say("news"), Nonce: "hepoch-7"}
			_, err := p.Send(t.Context(), post)
			if err == nil || bot.FateOf(err).Fate != bot.Retry {
				t.Fatalf("Send gave %v, want fate retry", err)
			}
			id, err := p.Send(t.Context(), post)
			if err != nil {
				t.Fatal(err)
			}
			shown := p.server.Messages(p.channel)
			if len(shown) != 1 || bot.MessageID(shown[0].ID) != id {
				t.Errorf("%d messages are shown, want the one with id %s", len(shown), id)
			}
		})
	}
}

func TestSendWithoutNonceIsUncertain(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.CutNext(p.channel, true)
	_, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("news")})
	if bot.FateOf(err).Fate != bot.Uncertain {
		t.Errorf("Send gave %v, want fate uncertain", err)
	}
}

func TestSendToNobody(t *testing.T) {
	t.Parallel()
	p, err := New(Options{Token: discordtest.DefaultToken, API: bottest.Refusing(t)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Send(t.Context(), bot.Post{To: at("1000000000000000001"), Message: bot.Say("news")})
	if bot.FateOf(err).Fate != bot.Retry {
		t.Errorf("Send to a closed port gave %v, want fate retry", err)
	}
}

func TestSendFates(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	forum := p.server.NewChannel(p.guild, "forum", discordtest.Forum)
	mute := p.server.NewChannel(p.guild, "mute", discordtest.Text)
	p.server.Deny(mute, discordtest.SendMessages)
	hidden := p.server.NewChannel(p.guild, "hidden", discordtest.Text)
	p.server.Deny(hidden, discordtest.ViewChannel)
	thread := p.server.NewThread(p.channel, "old")
	p.server.Archive(thread)
	for name, channel := range map[string]string{
		"forum": forum, "no permission": mute, "no access": hidden, "archived thread": thread, "unknown": "1000000000000000001",
	} {
		_, err := p.Send(t.Context(), bot.Post{To: at(channel), Message: bot.Say("news")})
		if bot.FateOf(err).Fate != bot.Gone {
			t.Errorf("%s: Send gave %v, want fate gone", name, err)
		}
	}
	_, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Message{}})
	if bot.FateOf(err).Fate != bot.Rejected {
		t.Errorf("an empty message gave %v, want fate rejected", err)
	}
	err = p.Edit(t.Context(), at(p.channel), "1000000000000000001", bot.Say("news"))
	if bot.FateOf(err).Fate != bot.Rejected {
		t.Errorf("an edit of a deleted message gave %v, want fate rejected", err)
	}
	p.server.BlockNext(p.channel, time.Hour)
	_, err = p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("news")})
	if e := bot.FateOf(err); e.Fate != bot.Wait || e.After != time.Hour || !e.Everyone {
		t.Errorf("a block gave %v after %v, everyone %v", err, e.After, e.Everyone)
	}
}

// TestSendAfterDeletion repeats a post that a moderator has deleted meanwhile: it
// must not come back.
func TestSendAfterDeletion(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	post := bot.Post{To: at(p.channel), Message: bot.Say("news"), Nonce: "h1"}
	id, err := p.Send(t.Context(), post)
	if err != nil {
		t.Fatal(err)
	}
	p.server.DeleteMessage(p.channel, string(id))
	if _, err := p.Send(t.Context(), post); bot.FateOf(err).Fate != bot.Rejected {
		t.Errorf("Send gave %v, want fate rejected", err)
	}
}

func TestSendRefusesTheNonceOfAnotherChannel(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	other := p.server.NewChannel(p.guild, "other", discordtest.Text)
	if _, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("news"), Nonce: "h1"}); err != nil {
		t.Fatal(err)
	}
	_, err := p.Send(t.Context(), bot.Post{To: at(other), Message: bot.Say("news"), Nonce: "h1"})
	if bot.FateOf(err).Fate != bot.Rejected {
		t.Errorf("Send gave %v, want fate rejected: Discord answered with another channel's message", err)
	}
}

func TestSendShape(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	m := bot.Message{
		Tone: bot.ToneBreaking, Silent: true, Link: "https://times.example/dam", Image: "https://times.example/dam.jpg",
		Body: []bot.Block{bot.Text(bot.Title, "Dam holds"), bot.Text(bot.Small, "Times · story 12")},
		Buttons: [][]bot.Button{{
			{Label: "Read", Command: "story 12"}, {Label: "Again", Command: "story 12"}, {Label: "Open", URL: "https://times.example/dam"},
			{Label: "Bad", URL: "javascript:alert(1)"}, {Label: "", Command: "story 13"}, {Label: "Long", Command: strings.Repeat("x", 200)},
		}},
	}
	id, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: m})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Edit(t.Context(), at(p.channel), id, m); err != nil {
		t.Fatal(err)
	}
	got := p.server.Messages(p.channel)[0]
	e := got.Embeds[0]
	if e.Title != "Dam holds" || e.URL != m.Link || e.Image == nil || e.Image.URL != m.Image || e.Color != red || e.Footer.Text != "Times · story 12" {
		t.Errorf("the embed is %+v", e)
	}
	if !got.Silent {
		t.Error("an edit made a silent message loud")
	}
	var ids []string
	for _, b := range got.Buttons[0] {
		ids = append(ids, b.CustomID)
	}
	if want := "n:story 12|n2:story 12|"; strings.Join(ids, "|") != want {
		t.Errorf("custom ids are %q, want %q", strings.Join(ids, "|"), want)
	}
	var sent struct {
		Flags *int `json:"flags"`
	}
	requests := p.server.Requests()
	if err := json.Unmarshal([]byte(requests[len(requests)-1].Body), &sent); err != nil || sent.Flags != nil {
		t.Errorf("the edit sends flags: %s", requests[len(requests)-1].Body)
	}
}

// TestSendWithoutEmbeds has a channel where the bot may write, but embed nothing.
func TestSendWithoutEmbeds(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.Deny(p.channel, discordtest.EmbedLinks)
	m := bot.Message{
		Link: "https://times.example/dam", Buttons: [][]bot.Button{{{Label: "Read", Command: "story 12"}}},
		Body: []bot.Block{bot.Text(bot.Title, "Dam *holds*"), bot.Text(bot.Paragraph, "It is safe."), bot.Text(bot.Small, "Times")},
	}
	var id bot.MessageID
	for _, nonce := range []string{"h1", "h2"} {
		var err error
		if id, err = p.Send(t.Context(), bot.Post{To: at(p.channel), Message: m, Nonce: nonce}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(p.server.Requests()); n != 3 {
		t.Errorf("%d requests for two posts, want 3: what the channel refuses is remembered", n)
	}
	got := p.server.Messages(p.channel)[1]
	if r := discordtest.Read(got.Content); r.Text != "Dam *holds*\n\nIt is safe.\nTimes" || r.Links[0] != m.Link || len(got.Buttons) != 1 {
		t.Errorf("shown: %+v, read as %+v", got, r)
	}
	p.server.Deny(p.channel, 0)
	p.bare.until = nil
	if err := p.Edit(t.Context(), at(p.channel), id, m); err != nil {
		t.Fatal(err)
	}
	if got := p.server.Messages(p.channel)[1]; got.Content != "" || len(got.Embeds) != 1 {
		t.Errorf("after an edit with embeds allowed again: %+v", got)
	}
}

// TestSendAgainWithoutURLs has Discord refuse a URL that looks well here.
func TestSendAgainWithoutURLs(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.FailNext(p.channel, 400, codeInvalidForm, "Invalid Form Body")
	m := bot.Message{
		Link: "https://times.example/dam", Image: "https://times.example/dam.jpg",
		Body:    []bot.Block{bot.Text(bot.Title, "Dam holds")},
		Buttons: [][]bot.Button{{{Label: "Read", Command: "story 12"}, {Label: "Open", URL: "https://times.example/dam"}}},
	}
	if _, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: m, Nonce: "h1"}); err != nil {
		t.Fatal(err)
	}
	e := p.server.Messages(p.channel)[0]
	if got := show(e); got.Text != "Dam holds" || len(got.Links) > 0 || got.Image != "" || len(got.Buttons) != 1 {
		t.Errorf("shown: %+v", got)
	}
	if m.Buttons[0][1].Label != "Open" {
		t.Error("the caller's message was changed")
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	if _, err := New(Options{Token: " "}); err == nil {
		t.Error("an empty token is taken")
	}
	for _, api := range []string{"discord.com", "ftp://x.example", "://", "http://"} {
		_, err := New(Options{Token: discordtest.DefaultToken, API: api})
		if err == nil || strings.Contains(err.Error(), discordtest.DefaultToken) {
			t.Errorf("api %q: %v", api, err)
		}
	}
}

func TestParseAddress(t *testing.T) {
	t.Parallel()
	p, err := New(Options{Token: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for id, ok := range map[string]bool{
		"1098765432109876543": true, "\t1098765432109876543\n": true, "10987654321098765": true, "10987654321098765432": true,
		"1098765432109876": false, "109876543210987654321": false, "0098765432109876543": false,
		"<#1098765432109876543>": false, "-1098765432109876543": false, "١٠٩٨٧٦٥٤٣٢١٠٩٨٧٦٥": false,
	} {
		got, err := p.ParseAddress(id)
		if (err == nil) != ok {
			t.Errorf("ParseAddress(%q) = %v, %v", id, got, err)
		}
		if ok && got.ID != strings.TrimSpace(id) {
			t.Errorf("ParseAddress(%q) = %v", id, got)
		}
	}
}
