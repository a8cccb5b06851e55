package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/scheduler"
)

// TestRehearse: a rehearsal settles what a courier would settle, and says so.
func TestRehearse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // begins at midnight
		m := newMemory()
		night := channel(1)
		night.Quiet = scheduler.Quiet{From: 22 * 60, To: 7 * 60}
		m.owe(night, bot.KindLatest, 1)
		m.owe(channel(2), bot.KindBreaking, 2)
		m.change(3, func(d *bot.Delivery) { d.Expires = time.Now().Add(-time.Second) })
		quiet := channel(4)
		quiet.Quiet = scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: scheduler.QuietSilent}
		m.owe(quiet, bot.KindBreaking, 1)
		now := time.Now()
		list := rehearsed(t, m, now)
		if len(list) != 4 || !list[0].Held.Equal(now.Add(7*time.Hour)) || !list[2].Expired || !list[3].Silent {
			t.Errorf("at night: %+v", list)
		}
		if again := rehearsed(t, m, now); len(again) != 0 {
			t.Errorf("once more: %+v", again)
		}
		if list = rehearsed(t, m, now.Add(7*time.Hour)); len(list) != 1 || list[0].Kind != bot.KindLatest || !list[0].Held.IsZero() {
			t.Errorf("in the morning: %+v", list)
		}
		if n := m.states(); n[bot.Sent] != 3 || n[bot.Dropped] != 1 {
			t.Errorf("in the end: %v", n)
		}
	})
}

// rehearsed is what was rehearsed at now, by the number of the delivery.
func rehearsed(t *testing.T, m *memory, now time.Time) []Rehearsed {
	t.Helper()
	list, err := Rehearse(t.Context(), m, m.rows[0].Channel.Address.Platform, now)
	if err != nil {
		t.Fatal(err)
	}
	byID := make([]Rehearsed, 0, len(list))
	for id := range bot.DeliveryID(10) {
		for _, r := range list {
			if r.ID == id {
				byID = append(byID, r)
			}
		}
	}
	return byID
}
