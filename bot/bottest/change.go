package bottest

import (
	"testing"

	"herald/bot"
)

func testReply(t *testing.T, b *bench) {
	first := b.send(t, b.Group, sample())
	reply := func(to bot.MessageID) {
		post := bot.Post{To: b.Group, Message: bot.Say("more of it"), Nonce: b.host.nonce(), ReplyTo: to}
		if id, err := b.Platform.Send(t.Context(), post); err != nil || id == "" || id == first {
			t.Fatalf("a reply to %q gave %q, %v; want an id of its own", to, id, err)
		}
	}
	reply(first)
	if got := b.last(t, b.Group, 2); got.ReplyTo != first && b.Platform.Name() != bot.Console {
		t.Errorf("the reply answers %q, want %q", got.ReplyTo, first)
	}
	if err := b.Platform.Delete(t.Context(), b.Group, first); err != nil {
		t.Fatalf("Delete: %v", err)
	}
	n := len(b.Await(t, b.Group, 0))
	reply(first)
	if got := b.last(t, b.Group, n+1); got.ReplyTo != "" {
		t.Errorf("the reply to what is gone answers %q, want it to stand alone", got.ReplyTo)
	}
}

func testDelete(t *testing.T, b *bench) {
	id := b.send(t, b.Group, sample())
	b.send(t, b.Group, bot.Say("stays"))
	for range 2 { // the second time it is gone already, which is success
		if err := b.Platform.Delete(t.Context(), b.Group, id); err != nil {
			t.Fatalf("Delete: %v", err)
		}
	}
	if b.Platform.Name() == bot.Console {
		return // what is printed stays printed
	}
	if shown := b.Await(t, b.Group, 1); len(shown) != 1 || shown[0].Text != "stays" {
		t.Errorf("after a deletion there are %+v, want only the other message", shown)
	}
	for _, wrong := range []bot.MessageID{"", "no id", "-1"} {
		if e := bot.FateOf(b.Platform.Delete(t.Context(), b.Group, wrong)); e.Fate != bot.Rejected {
			t.Errorf("deleting %q has fate %q, want %q", wrong, e.Fate, bot.Rejected)
		}
	}
}
