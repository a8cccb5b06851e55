package bottest

import (
	"context"
	"testing"

	"herald/bot"
)

// mute is a host that greets nobody.
type mute struct{ bot.Host }

// Joined says nothing.
func (mute) Joined(context.Context, bot.Address, bot.Place, string) bot.Message {
	return bot.Message{}
}

// Greet runs p until it has greeted, without a word: a console takes no posts
// before.
func Greet(t testing.TB, p bot.Platform) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Run(ctx, mute{NewHost()}); err != nil {
		t.Fatalf("Run: %v", err)
	}
}
