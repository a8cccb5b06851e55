package bottest

import (
	"errors"
	"testing"

	"herald/bot"
)

// testBack has the bot removed and added again: every conversation that was given
// up meanwhile comes back, threads too.
func testBack(t *testing.T, b *bench) {
	need(t, b.Expel != nil && b.Invite != nil && b.Thread.ID != "", "way to be expelled")
	b.start(t)
	b.asks(t, b.Thread, bot.PlaceGroup)
	b.Expel(b.Thread)
	next(t, b.host.Lefts, "Left")
	if e := b.fails(t, b.Thread); e.Fate != bot.Gone {
		t.Errorf("after being expelled the fate is %q, want %q: %v", e.Fate, bot.Gone, e)
	}
	b.host.Pause(b.Thread, b.Unknown)
	b.Invite(b.Thread)
	for at := next(t, b.host.Joins, "Joined for the thread"); at != b.Thread; at = next(t, b.host.Joins, "Joined for the thread") {
		if at == b.Unknown {
			t.Error("joined where the bot is not")
		}
	}
	b.send(t, b.Thread, sample())
}

// testMute has a person ask where the bot may write, and where it may not.
func testMute(t *testing.T, b *bench) {
	need(t, b.Mute != nil, "way to be muted")
	b.start(t)
	may := func(at bot.Address) error {
		b.Type(t, at, true, "/subscribe")
		r := next(t, b.host.Requests, "request")
		if r.MayPost == nil {
			return nil
		}
		return r.MayPost(t.Context())
	}
	for _, at := range []bot.Address{b.Group, b.Thread, b.Private} {
		if err := may(at); err != nil {
			t.Errorf("may not post to %v: %v", at, err)
		}
	}
	b.Mute(b.Group)
	err := may(b.Group)
	if said, ok := errors.AsType[*bot.UserError](err); !ok || said.Text == "" {
		t.Errorf("where the bot is muted MayPost gave %v, want a sentence for people", err)
	}
	if err := may(b.Private); err != nil {
		t.Errorf("may not post elsewhere: %v", err)
	}
}
