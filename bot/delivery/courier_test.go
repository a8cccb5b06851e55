package delivery

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
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
	return c, run(c)
}

// run runs c until the returned function stops it and gives the error of Run.
func run(c *Courier) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	return func() error { cancel(); return <-ended }
}

// pass lets time go by, that of the bubble.
func pass(d time.Duration) { <-time.After(d) }

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
			pass(time.Second) // of the bubble: waits for what is given back
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
		pass(4 * time.Second)
		for id := range 50 {
			name := fmt.Sprint(id + 2)
			if n := len(s.times(name)); n != 1 {
				t.Errorf("channel %s has %d messages after %s", name, n, time.Since(begin))
			}
		}
		pass(5 * time.Minute)
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
				pass(after)
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
		pass(time.Second)
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
		if _, err := m.Claim(t.Context(), bot.Telegram, time.Now(), 30*time.Second, 1); err != nil {
			t.Fatal(err)
		}
		_, stop := start(t, s, m, nil)
		pass(25 * time.Second)
		if n := len(s.got()); n != 0 {
			t.Errorf("%d messages while the lease of another process holds", n)
		}
		pass(15 * time.Second)
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
		pass(time.Second)
		m.owe(channel(1), bot.KindBreaking, 1)
		begin := time.Now()
		c.Wake()
		idle(t, c)
		if took := time.Since(begin); took > 100*time.Millisecond {
			t.Errorf("sent %s after the wake-up", took)
		}
		m.owe(channel(2), bot.KindBreaking, 1)
		pass(poll + time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 2)
	})
}

// TestWorkers: however much is owed, no more than that many are on their way.
func TestWorkers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 100 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		c, stop := start(t, s, m, func(o *Options) { o.Workers, o.Limits = 3, Limits{} })
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if s.most != 3 {
			t.Errorf("%d messages were on their way at once, want 3", s.most)
		}
		checkOnce(t, s, m, 100)
	})
}

// TestDeafPlatform: a message that is on its way for longer than its lease is
// not sent a second time beside the first.
func TestDeafPlatform(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{deaf: true, slow: map[string]time.Duration{"1": 5 * time.Minute}}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 1)
		c, stop := start(t, s, m, nil)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if s.most != 1 {
			t.Errorf("%d messages were on their way at once, want 1", s.most)
		}
		checkOnce(t, s, m, 1)
	})
}
