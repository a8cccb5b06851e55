package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/delivery"
)

func TestBacklogTellsNowFromLater(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "herald.db"))
	at := bot.Address{Platform: bot.Telegram, ID: "-1"}
	owe := func(to bot.Address, key string, when time.Time) {
		t.Helper()
		if err := s.OweNotice(t.Context(), to, key, "Look here.", when, when.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	quiet := bot.Address{Platform: bot.Telegram, ID: "-2"}
	owe(quiet, "night", noon().Add(-9*time.Hour))
	ds, err := s.Claim(t.Context(), bot.Telegram, noon().Add(-9*time.Hour), time.Minute, 9)
	if err != nil || len(ds) != 1 {
		t.Fatalf("claimed %v, %v", ds, err)
	}
	if err := s.Hold(t.Context(), ds[0].ID, noon()); err != nil {
		t.Fatal(err)
	}
	owe(at, "a", noon().Add(-time.Minute))
	owe(at, "b", noon())
	owe(at, "c", noon().Add(time.Minute))
	gone := bot.Address{Platform: bot.Discord, ID: "2"}
	owe(gone, "a", noon())
	if _, err := s.SaveChannel(t.Context(), bot.Channel{Address: gone}); err != nil {
		t.Fatal(err)
	}
	if err := s.Pause(t.Context(), gone, "the bot was removed", noon()); err != nil {
		t.Fatal(err)
	}
	got, err := s.Backlog(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []delivery.Backlog{{
		Platform: bot.Telegram, Class: bot.ClassBreaking, Owed: 3, Later: 1, Oldest: noon().Add(-time.Minute),
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("backlog (-want +got):\n%s", d)
	}
}
