package app

import (
	"errors"
	"testing"

	"herald/bot"
)

// TestRefusals holds that Herald goes on while one platform takes it, and ends with
// what each said when none does.
func TestRefusals(t *testing.T) {
	t.Parallel()
	var ended error
	r := newRefusals(2)
	r.all = func(err error) { ended = err }
	if !r.add(bot.Telegram, errors.New("401: Unauthorized")) || r.add(bot.Telegram, errors.New("again")) {
		t.Error("a refusal is news once")
	}
	if ended != nil || r.reason() != nil {
		t.Fatalf("ended with %v while a platform works", ended)
	}
	r.add(bot.Discord, errors.New("4004: authentication failed"))
	want := "every platform refuses the bot:\ndiscord refuses the bot: 4004: authentication failed\ntelegram refuses the bot: 401: Unauthorized"
	if !errors.Is(ended, ErrRefused) || ended.Error() != want {
		t.Errorf("ended with %q, want %q", ended, want)
	}
}
