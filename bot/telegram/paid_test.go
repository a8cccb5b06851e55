package telegram_test

import (
	"net/http"
	"testing"

	"herald/bot"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

// TestOnlyPostsArePaidFor has the operator pay for speed: answers are quick
// without it.
func TestOnlyPostsArePaidFor(t *testing.T) {
	t.Parallel()
	for _, pays := range []bool{false, true} {
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			p, err := telegram.New(telegram.Options{
				Token: bot.Secret(r.server.Token()), API: "http://telegram.test",
				Client: &http.Client{Transport: r.server.Transport()}, PaidBroadcast: pays,
			})
			if err != nil {
				t.Fatal(err)
			}
			r.Platform = p
			r.start(t)
			if _, err := p.Send(t.Context(), bot.Post{To: address("5001"), Message: bot.Say("a post")}); err != nil {
				t.Fatal(err)
			}
			r.server.Type(anna.ID, 0, anna, "/latest")
			settle(pollTimeAndMore)
			paid := map[string]bool{}
			for _, c := range r.server.Calls("sendMessage") {
				paid[c.Params["text"]] = c.Params["allow_paid_broadcast"] == "true"
			}
			if len(paid) != 2 || paid["a post"] != pays || paid["answer to latest "] {
				t.Errorf("where the operator pays %v: paid for %v", pays, paid)
			}
		})
	}
}

// TestUnpaidPostsGoOutAllTheSame has a balance that is empty.
func TestUnpaidPostsGoOutAllTheSame(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		p, err := telegram.New(telegram.Options{
			Token: bot.Secret(r.server.Token()), API: "http://telegram.test",
			Client: &http.Client{Transport: r.server.Transport()}, PaidBroadcast: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		r.server.FailNext(anna.ID, 400, "Bad Request: BALANCE_TOO_LOW")
		if _, err := p.Send(t.Context(), bot.Post{To: address("5001"), Message: bot.Say("a post")}); err != nil {
			t.Errorf("Send = %v", err)
		}
		if got := r.texts(anna.ID); len(got) != 1 {
			t.Errorf("shown: %q", got)
		}
	})
}
