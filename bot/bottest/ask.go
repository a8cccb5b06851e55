package bottest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/bot"
)

func testCommand(t *testing.T, b *bench) {
	b.start(t)
	places := map[bot.Place]bot.Address{bot.PlacePrivate: b.Private, bot.PlaceGroup: b.Group}
	if b.Group == b.Private { // a platform of one conversation
		delete(places, bot.PlaceGroup)
	}
	if b.Thread.ID != "" {
		b.asks(t, b.Thread, bot.PlaceGroup)
	}
	if b.Broadcast.ID != "" {
		b.asks(t, b.Broadcast, bot.PlaceBroadcast)
	}
	for place, at := range places {
		if at.ID != "" {
			b.asks(t, at, place)
		}
	}
}

// asks types a command and checks what the host gets and the asker sees.
func (b *bench) asks(t *testing.T, at bot.Address, place bot.Place) {
	t.Helper()
	before := len(b.Await(t, at, 0))
	b.Type(t, at, true, "/latest energy 5")
	r := next(t, b.host.Requests, "request")
	if r.Command != "latest" || r.Args != "energy 5" || r.Address != at {
		t.Errorf("the host got command %q, args %q at %v; want latest, energy 5 at %v", r.Command, r.Args, r.Address, at)
	}
	if r.Place != place {
		t.Errorf("%v is a place of kind %q, want %q", at, r.Place, place)
	}
	if r.Format.MaxText == 0 || r.Format.Size == nil {
		t.Error("the request says nothing of the platform's format")
	}
	if place != bot.PlaceBroadcast && (r.User.ID == "" || r.User.Platform != b.Platform.Name()) {
		t.Errorf("the request does not say who asked: %+v", r.User)
	}
	if got := b.last(t, at, before+1); !strings.Contains(got.Text, "answer to latest energy 5") {
		t.Errorf("the asker sees %q", got.Text)
	}
}

func testManagers(t *testing.T, b *bench) {
	need(t, b.Group.ID != "" && b.Platform.Name() != bot.Console, "groups")
	b.start(t)
	for _, manager := range []bool{true, false} {
		b.Type(t, b.Group, manager, "/subscribe energy")
		r := next(t, b.host.Requests, "request")
		may, err := r.MayManage(t.Context())
		if err != nil || may != manager {
			t.Errorf("MayManage = %v, %v; want %v", may, err, manager)
		}
	}
}

func testPrivate(t *testing.T, b *bench) {
	b.start(t)
	b.host.Answer("latest", func(context.Context, bot.Request) bot.Message {
		return bot.Message{Private: true, Body: []bot.Block{bot.Text(bot.Paragraph, "only for you")}}
	})
	before := len(b.Await(t, b.Group, 0))
	b.Type(t, b.Group, false, "/latest")
	got := b.last(t, b.Group, before+1)
	if got.Text != "only for you" && !strings.Contains(got.Text, "only for you") {
		t.Errorf("the asker sees %q", got.Text)
	}
	if got.Private != b.Whispers {
		t.Errorf("shown privately: %v, want %v", got.Private, b.Whispers)
	}
}

func testButtons(t *testing.T, b *bench) {
	need(t, b.Press != nil, "buttons to press")
	b.start(t)
	b.host.Answer("story", func(_ context.Context, r bot.Request) bot.Message {
		m := bot.Say("story page " + r.Args)
		m.Buttons = [][]bot.Button{{
			{Label: "Turn", Command: "story 12 page 2", Replace: true},
			{Label: "Other", Command: "story 13"},
		}}
		return m
	})
	b.Type(t, b.Group, false, "/story 12")
	b.last(t, b.Group, 1)
	next(t, b.host.Requests, "request")

	b.Press(t, b.Group, "Turn")
	if r := next(t, b.host.Requests, "press"); r.Command != "story" || r.Args != "12 page 2" || r.Address != b.Group {
		t.Errorf("a press gave %q %q at %v", r.Command, r.Args, r.Address)
	}
	b.awaitText(t, b.Group, "story page 12 page 2")
	if shown := b.Await(t, b.Group, 1); len(shown) != 1 {
		t.Errorf("turning a page left %d messages, want the one that was there", len(shown))
	}

	b.Press(t, b.Group, "Other")
	next(t, b.host.Requests, "press")
	if got := b.last(t, b.Group, 2); !strings.Contains(got.Text, "story page 13") {
		t.Errorf("opening another story shows %q", got.Text)
	}
}

// awaitText waits until a message at the address shows text.
func (b *bench) awaitText(t *testing.T, at bot.Address, text string) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		shown := b.Await(t, at, 0)
		if slices.ContainsFunc(shown, func(s Shown) bool { return strings.Contains(s.Text, text) }) {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%q is not shown; shown: %+v", text, shown)
		}
	}
}

func testSlow(t *testing.T, b *bench) {
	need(t, b.Platform.Name() != bot.Console, "two people at once")
	b.start(t)
	release := make(chan struct{})
	b.host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
		select {
		case <-release:
		case <-ctx.Done():
		}
		return bot.Say("slow answer")
	})
	b.Type(t, b.Group, false, "/slow")
	next(t, b.host.Requests, "slow request")
	b.Type(t, b.Group, false, "/fast")
	if r := next(t, b.host.Requests, "fast request"); r.Command != "fast" {
		t.Fatalf("got %q, want fast", r.Command)
	}
	b.awaitText(t, b.Group, "answer to fast")
	close(release)
	b.awaitText(t, b.Group, "slow answer")
}

func testPanic(t *testing.T, b *bench) {
	b.start(t)
	b.host.Answer("story", func(context.Context, bot.Request) bot.Message { panic("a mistake in a handler") })
	b.Type(t, b.Group, false, "/story 1")
	next(t, b.host.Requests, "request")
	b.Type(t, b.Group, false, "/latest energy")
	next(t, b.host.Requests, "request after the panic")
	b.awaitText(t, b.Group, "answer to latest energy")
}
