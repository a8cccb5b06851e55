package delivery

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/scheduler"
)

func TestQuietHoursHold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // begins at midnight
		s, m := &server{}, newMemory()
		night := func(id int, mode scheduler.QuietMode) bot.Channel {
			c := channel(id)
			c.Quiet = scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: mode}
			return c
		}
		m.owe(night(1, scheduler.QuietHold), bot.KindLatest, 3)
		m.owe(night(2, scheduler.QuietHold), bot.KindBreaking, 2)
		m.owe(night(3, scheduler.QuietSilent), bot.KindBreaking, 1)
		m.owe(night(4, scheduler.QuietThrough), bot.KindBreaking, 1)
		m.change(1, func(d *bot.Delivery) { d.Expires = time.Now().Add(time.Hour) })
		c, stop := start(t, s, m, nil)
		idle(t, c)
		for _, a := range s.got() {
			if (a.to != "3" && a.to != "4") || a.silent != (a.to == "3") {
				t.Errorf("at night channel %s got %q, silent %t", a.to, a.text, a.silent)
			}
		}
		pass(7*time.Hour + 5*time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if list := m.get(1); list.State != bot.Sent || len(list.Stories) != 3 {
			t.Errorf("the held list is %s with %d stories, want sent with 3", list.State, len(list.Stories))
		}
		if n := m.states(); n[bot.Sent] != 5 || n[bot.Dropped] != 2 {
			t.Errorf("in the morning: %v, want 5 sent and 2 merged", n)
		}
	})
}

// TestExpired: what came too late is not sent, and costs the platform nothing.
func TestExpired(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 2)
		m.change(1, func(d *bot.Delivery) { d.Expires = time.Now().Add(-time.Second) })
		c, stop := start(t, s, m, nil)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if d := m.get(1); d.State != bot.Dropped || len(s.got()) != 1 {
			t.Errorf("the expired one is %s, %d arrived", d.State, len(s.got()))
		}
	})
}

// TestLedgerFails: trouble with the ledger passes; what was sent and could not
// be written down at first is not sent twice.
func TestLedgerFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 3)
		m.fail["claim"], m.fail["settle"] = 4, 3
		_, stop := start(t, s, m, nil)
		pass(2 * time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 3)
	})
}

// TestLedgerStaysAway: a ledger that never answers is asked less and less often,
// and complained about once.
func TestLedgerStaysAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const many = 1_000_000
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 1)
		m.fail["claim"] = many
		var log bytes.Buffer
		_, stop := start(t, s, m, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
		pass(time.Hour)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := many - m.fail["claim"]; n < 100 || n > 130 {
			t.Errorf("asked %d times in an hour, want about twice a minute", n)
		}
		if n := strings.Count(log.String(), "cannot claim deliveries"); n != 1 {
			t.Errorf("complained %d times", n)
		}
	})
}

// TestNonce: every attempt at a delivery has the same nonce, and no two
// deliveries share one.
func TestNonce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		nonces := map[string]string{}
		s, m := &server{}, newMemory()
		tries := 0
		s.answer = func(p bot.Post, _ int) error {
			text := p.Message.Plain()
			if old, ok := nonces[text]; ok && old != p.Nonce {
				t.Errorf("%s has nonces %s and %s", text, old, p.Nonce)
			}
			nonces[text] = p.Nonce
			if tries++; tries%3 != 0 {
				return &bot.SendError{Fate: bot.Retry, Err: errors.New("no luck")}
			}
			return nil
		}
		m.owe(channel(1), bot.KindBreaking, 4)
		_, stop := start(t, s, m, nil)
		pass(time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		distinct := map[string]bool{}
		for _, n := range nonces {
			distinct[n] = true
		}
		if len(distinct) != 4 {
			t.Errorf("4 deliveries have %d nonces", len(distinct))
		}
	})
}
