package telegram_test

import (
	"testing"
	"time"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

// TestOldMessagesCannotBeDeleted waits for longer than Telegram lets a message be
// deleted (https://core.telegram.org/bots/api#deletemessage).
func TestOldMessagesCannotBeDeleted(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		id, err := r.Send(t.Context(), bot.Post{To: address("5001"), Message: bot.Say("first")})
		if err != nil {
			t.Fatal(err)
		}
		settle(49 * time.Hour)
		if e := bot.FateOf(r.Delete(t.Context(), address("5001"), id)); e.Fate != bot.Rejected {
			t.Errorf("the deletion of an old message has fate %q, want %q", e.Fate, bot.Rejected)
		}
	})
}
