package bottest

import (
	"testing"
	"time"

	"herald/bot"
)

// fails sends and returns the fate that must come of it.
func (b *bench) fails(t *testing.T, at bot.Address) *bot.SendError {
	t.Helper()
	id, err := b.Platform.Send(t.Context(), bot.Post{To: at, Message: sample(), Nonce: b.host.nonce()})
	if err == nil {
		t.Fatalf("Send gave %q, want an error", id)
	}
	b.errs = append(b.errs, err)
	return bot.FateOf(err)
}

func testFates(t *testing.T, b *bench) {
	need(t, b.Limit != nil && b.Break != nil, "server")
	if e := b.fails(t, b.Unknown); e.Fate != bot.Gone {
		t.Errorf("an unknown address has fate %q, want %q: %v", e.Fate, bot.Gone, e)
	}
	b.Limit(b.Group, 3*time.Second)
	if e := b.fails(t, b.Group); e.Fate != bot.Wait || e.After < 3*time.Second || e.After > 10*time.Second {
		t.Errorf("a limit of 3 s has fate %q after %v: %v", e.Fate, e.After, e)
	}
	b.Break(b.Group, 500)
	if e := b.fails(t, b.Group); e.Fate != bot.Retry {
		t.Errorf("a broken server has fate %q, want %q: %v", e.Fate, bot.Retry, e)
	}
	b.send(t, b.Group, sample())
	if got := b.Await(t, b.Group, 1); len(got) != 1 {
		t.Errorf("%d messages are shown after one success", len(got))
	}
}

func testExpelled(t *testing.T, b *bench) {
	need(t, b.Expel != nil, "way to be expelled")
	b.start(t)
	b.asks(t, b.Group, bot.PlaceGroup)
	b.Expel(b.Group)
	if at := next(t, b.host.Lefts, "Left"); at != b.Group {
		t.Errorf("left %v, want %v", at, b.Group)
	}
	if e := b.fails(t, b.Group); e.Fate != bot.Gone {
		t.Errorf("after being expelled the fate is %q, want %q: %v", e.Fate, bot.Gone, e)
	}
}

func testRevoked(t *testing.T, b *bench) {
	need(t, b.Revoke != nil, "token")
	b.start(t)
	b.asks(t, b.Group, bot.PlaceGroup)
	b.Revoke()
	if e := b.fails(t, b.Group); e.Fate != bot.Refused {
		t.Errorf("with a revoked token the fate is %q, want %q: %v", e.Fate, bot.Refused, e)
	}
	err := next(t, b.done, "end of Run")
	b.errs = append(b.errs, err)
	if err == nil || bot.FateOf(err).Fate != bot.Refused {
		t.Errorf("Run ended with %v, want fate %q", err, bot.Refused)
	}
	b.done <- err
}
