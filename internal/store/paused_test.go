package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/internal/store/storetest"
)

func TestPaused(t *testing.T) {
	t.Parallel()
	s := open(t, ":memory:")
	a, b := bot.Address{Platform: bot.Discord, ID: "1"}, bot.Address{Platform: bot.Telegram, ID: "2"}
	for _, at := range []bot.Address{a, b, {Platform: bot.Discord, ID: "3"}} {
		if _, err := s.SaveChannel(t.Context(), bot.Channel{Address: at}); err != nil {
			t.Fatal(err)
		}
	}
	for _, at := range []bot.Address{a, b} {
		if err := s.Pause(t.Context(), at, "the bot was removed", storetest.Noon); err != nil {
			t.Fatal(err)
		}
	}
	check := func(want ...bot.Address) {
		t.Helper()
		got, err := s.Paused(t.Context(), bot.Discord)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("paused (-want +got):\n%s", diff)
		}
	}
	check(a)
	if _, err := s.SaveChannel(t.Context(), bot.Channel{Address: a}); err != nil {
		t.Fatal(err)
	}
	check()
}
