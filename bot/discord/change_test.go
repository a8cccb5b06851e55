package discord

import (
	"testing"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

// TestRepliesWithoutHistory has a channel whose history the bot may not read.
func TestRepliesWithoutHistory(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	first, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("first"), Nonce: "h1"})
	if err != nil {
		t.Fatal(err)
	}
	p.server.Deny(p.channel, discordtest.ReadHistory)
	for _, nonce := range []string{"h2", "h3"} {
		if _, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("more"), Nonce: nonce, ReplyTo: first}); err != nil {
			t.Fatalf("a post that answers: %v", err)
		}
	}
	shown := p.server.Messages(p.channel)
	if len(shown) != 3 || shown[1].ReplyTo != "" || shown[2].ReplyTo != "" {
		t.Errorf("shown: %+v", shown)
	}
	if n := len(p.server.Requests()); n != 4 {
		t.Errorf("%d requests for three posts, want 4: what the channel refuses is remembered", n)
	}
}

// TestDeleteThroughTrouble repeats a deletion whose answer was lost.
func TestDeleteThroughTrouble(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	id, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("first"), Nonce: "h1"})
	if err != nil {
		t.Fatal(err)
	}
	p.server.CutNext(p.channel, true)
	if e := bot.FateOf(p.Delete(t.Context(), at(p.channel), id)); e.Fate != bot.Retry {
		t.Errorf("a deletion without answer has fate %q, want %q", e.Fate, bot.Retry)
	}
	if err := p.Delete(t.Context(), at(p.channel), id); err != nil {
		t.Errorf("the deletion again: %v", err)
	}
	if shown := p.server.Messages(p.channel); len(shown) != 0 {
		t.Errorf("still shown: %+v", shown)
	}
}
