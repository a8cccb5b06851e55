package delivery

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/scheduler"
)

// start runs a courier until the returned function stops it and gives the error
// of Run.
func start(t *testing.T, s *server, m *memory, change func(*Options)) (c *Courier, stop func() error) {
	t.Helper()
	o := Options{Platform: s, Ledger: m, Stories: m, Compose: say, Limits: TelegramLimits()}
	if change != nil {
		change(&o)
	}
	c = New(o)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	return c, func() error { cancel(); return <-ended }
}

// idle waits until the courier has nothing to do now.
func idle(t *testing.T, c *Courier) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if err := c.Idle(ctx); err != nil {
		t.Fatalf("not idle within an hour: %v", err)
	}
}

// checkOnce fails t unless every delivery arrived exactly once, in order within
// each channel, and is settled as sent with the message that arrived.
func checkOnce(t *testing.T, s *server, m *memory, want int) {
	t.Helper()
	seen := map[string]int{}
	last := map[string]bot.DeliveryID{}
	byKey := map[string]bot.Delivery{}
	for _, r := range m.rows {
		byKey[r.Key] = r.Delivery
	}
	for i, a := range s.got() {
		d := byKey[a.text]
		if seen[a.text]++; seen[a.text] > 1 {
			t.Errorf("%s arrived %d times", a.text, seen[a.text])
		}
		if d.ID < last[a.to] {
			t.Errorf("%s: delivery %d arrived after %d", a.to, d.ID, last[a.to])
		}
		last[a.to] = d.ID
		if id := bot.MessageID(fmt.Sprintf("m%d", i+1)); d.State != bot.Sent || d.Message != id {
			t.Errorf("delivery %d is %s as %q, want sent as %q", d.ID, d.State, d.Message, id)
		}
	}
	if len(seen) != want {
		t.Errorf("%d of %d arrived; states %v", len(seen), want, m.states())
	}
}

func TestBroadcast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 300 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		for id := range 20 {
			m.owe(channel(-id-1), bot.KindBreaking, 25)
		}
		c, stop := start(t, s, m, nil)
		begin := time.Now()
		for len(m.ids(bot.Sent)) < 800 && time.Since(begin) < time.Hour {
			idle(t, c)
			time.Sleep(time.Second) // of the bubble: waits for what is given back
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 800)
		within(t, "everyone", s.times(""), 30, time.Second)
		for id := range 20 {
			name := fmt.Sprint(-id - 1)
			within(t, name, s.times(name), 1, time.Second)
			within(t, name, s.times(name), 20, time.Minute)
		}
		if took := time.Since(begin); took > 3*time.Minute {
			t.Errorf("the broadcast took %s", took)
		}
	})
}

// TestSlowChannel: a channel that answers slowly, or may get one message a
// minute, holds up nobody else.
func TestSlowChannel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{slow: map[string]time.Duration{"1": 15 * time.Second}}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 3)
		m.owe(channel(-1), bot.KindBreaking, 60)
		begin := time.Now()
		for id := range 50 {
			m.owe(channel(id+2), bot.KindBreaking, 1)
		}
		_, stop := start(t, s, m, nil)
		time.Sleep(4 * time.Second)
		for id := range 50 {
			name := fmt.Sprint(id + 2)
			if n := len(s.times(name)); n != 1 {
				t.Errorf("channel %s has %d messages after %s", name, n, time.Since(begin))
			}
		}
		time.Sleep(5 * time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 113)
	})
}

// TestRestart: stopped in the middle, whatever it takes, nothing is lost and
// nothing comes twice.
func TestRestart(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{0, 30 * time.Millisecond, time.Second, 3700 * time.Millisecond} {
		t.Run(after.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, m := &server{}, newMemory()
				for id := range 200 {
					m.owe(channel(id+1), bot.KindBreaking, 2)
				}
				_, stop := start(t, s, m, nil)
				time.Sleep(after)
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				if n := m.states(); n[bot.Claimed] > 0 {
					t.Errorf("after the stop: %v, want none claimed", n)
				}
				c, stop := start(t, s, m, nil)
				idle(t, c)
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				checkOnce(t, s, m, 400)
			})
		})
	}
}

// TestStopIsBounded: what is on its way gets its time of grace and not more.
func TestStopIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{slow: map[string]time.Duration{"1": time.Hour, "2": 5 * time.Second}}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 1)
		m.owe(channel(2), bot.KindBreaking, 1)
		_, stop := start(t, s, m, nil)
		time.Sleep(time.Second)
		begin := time.Now()
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > grace+time.Second {
			t.Errorf("the stop took %s", took)
		}
		if a, b := m.get(1).State, m.get(2).State; a != bot.Owed || b != bot.Sent {
			t.Errorf("the endless one is %s, the slow one %s; want owed and sent", a, b)
		}
	})
}

// TestLeaseEnds: what a process claimed that is no more is sent by the next.
func TestLeaseEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 2)
		if _, err := m.Claim(t.Context(), bot.Telegram, time.Now(), time.Minute, 1); err != nil {
			t.Fatal(err)
		}
		_, stop := start(t, s, m, nil)
		time.Sleep(50 * time.Second)
		if n := len(s.got()); n != 0 {
			t.Errorf("%d messages while the lease of another process holds", n)
		}
		time.Sleep(15 * time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 2)
	})
}

// TestWake: what is owed while the courier sleeps goes out at once when woken,
// and at the next poll when nobody says anything.
func TestWake(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		c, stop := start(t, s, m, nil)
		time.Sleep(time.Second)
		m.owe(channel(1), bot.KindBreaking, 1)
		begin := time.Now()
		c.Wake()
		idle(t, c)
		if took := time.Since(begin); took > 100*time.Millisecond {
			t.Errorf("sent %s after the wake-up", took)
		}
		m.owe(channel(2), bot.KindBreaking, 1)
		time.Sleep(poll + time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 2)
	})
}

// answers fails the first n messages with the fate.
func answers(n int, fate bot.SendError) func(bot.Post, int) error {
	return func(bot.Post, int) error {
		if n--; n < 0 {
			return nil
		}
		fate.Err = errors.New("no luck")
		return &fate
	}
}

func TestFates(t *testing.T) {
	t.Parallel()
	to := bot.Address{Platform: bot.Telegram, ID: "77"}
	tests := []struct {
		name   string
		answer func(bot.Post, int) error
		kind   bot.Kind
		state  bot.State
		// least is how long it takes at least, arrived how many arrive.
		least   time.Duration
		arrived int
	}{
		{"failures pass", answers(5, bot.SendError{Fate: bot.Retry}), bot.KindBreaking, bot.Sent, 20 * time.Second, 3},
		{"asked to wait", answers(1, bot.SendError{Fate: bot.Wait, After: 40 * time.Second}), bot.KindBreaking, bot.Sent, 40 * time.Second, 3},
		{"all asked to wait", answers(1, bot.SendError{Fate: bot.Wait, After: 40 * time.Second, Everyone: true}), bot.KindBreaking, bot.Sent, 40 * time.Second, 3},
		{"rejected", answers(3, bot.SendError{Fate: bot.Rejected}), bot.KindBreaking, bot.Dropped, 0, 0},
		{"gone", answers(1, bot.SendError{Fate: bot.Gone}), bot.KindBreaking, bot.Dropped, 0, 0},
		{"moved", answers(1, bot.SendError{Fate: bot.Moved, MovedTo: to}), bot.KindBreaking, bot.Sent, 0, 3},
		{"perhaps sent", answers(1, bot.SendError{Fate: bot.Uncertain}), bot.KindBreaking, bot.Sent, 5 * time.Second, 3},
		{"lists perhaps sent", answers(3, bot.SendError{Fate: bot.Uncertain}), bot.KindLatest, bot.Undecided, 0, 0},
		{"an error without fate", func(_ bot.Post, n int) error {
			if n == 0 {
				return nil
			}
			return errors.New("odd")
		}, bot.KindBreaking, bot.Dropped, time.Hour, 1},
		{"a panic", func(bot.Post, int) error { panic("oh") }, bot.KindBreaking, bot.Dropped, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, m := &server{answer: tt.answer}, newMemory()
				m.owe(channel(1), tt.kind, 3)
				begin := time.Now()
				_, stop := start(t, s, m, nil)
				for m.states()[bot.Owed]+m.states()[bot.Claimed] > 0 && time.Since(begin) < 48*time.Hour {
					time.Sleep(100 * time.Millisecond)
				}
				took := time.Since(begin)
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				if got := m.get(3); got.State != tt.state || (got.State == bot.Dropped && got.Reason == "") {
					t.Errorf("the last is %s (%s), want %s", got.State, got.Reason, tt.state)
				}
				if n := len(s.got()); n != tt.arrived || took < tt.least {
					t.Errorf("%d arrived in %s, want %d in at least %s", n, took, tt.arrived, tt.least)
				}
				if tt.state == bot.Sent {
					checkOnce(t, s, m, 3)
				}
			})
		})
	}
}

// TestGone: the channel is paused, and somebody is told once.
func TestGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(1, bot.SendError{Fate: bot.Gone})}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 3)
		told := 0
		c, stop := start(t, s, m, func(o *Options) {
			o.OnGone = func(_ context.Context, c bot.Channel, reason string) {
				if told++; c.ID != 1 || reason != "no luck" {
					t.Errorf("told of channel %d: %q", c.ID, reason)
				}
			}
		})
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := m.states()[bot.Dropped]; told != 1 || n != 3 || m.paused[channel(1).Address] != "no luck" {
			t.Errorf("told %d times, %d dropped, paused %q", told, n, m.paused)
		}
	})
}

// TestEveryoneWaits: nothing goes to anybody while the platform wants silence.
func TestEveryoneWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &server{answer: answers(1, bot.SendError{Fate: bot.Wait, After: 10 * time.Minute, Everyone: true})}
		m := newMemory()
		for id := range 200 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		begin := time.Now()
		c, stop := start(t, s, m, nil)
		time.Sleep(11 * time.Minute)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 200)
		early := 0
		for _, at := range s.times("") {
			if at.Sub(begin) > time.Second && at.Sub(begin) < 10*time.Minute {
				early++
			}
		}
		if early > 0 {
			t.Errorf("%d messages while everyone was to wait", early)
		}
	})
}

// TestRefused: a token that is no good ends the courier; everything stays owed.
func TestRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(1000, bot.SendError{Fate: bot.Refused})}, newMemory()
		for id := range 100 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		c := New(Options{Platform: s, Ledger: m, Compose: say, Limits: TelegramLimits()})
		err := c.Run(t.Context())
		if err == nil || bot.FateOf(err).Fate != bot.Refused {
			t.Errorf("Run ended with %v", err)
		}
		if n := m.states()[bot.Owed]; n != 100 {
			t.Errorf("%v, want 100 owed", m.states())
		}
		for _, r := range m.rows {
			if r.Attempts != 0 {
				t.Errorf("delivery %d counts %d attempts", r.ID, r.Attempts)
			}
		}
	})
}

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
		time.Sleep(7*time.Hour + 5*time.Second)
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
		time.Sleep(2 * time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 3)
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
		time.Sleep(time.Minute)
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
