package delivery

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// machine is a ledger whose times are those of a clock that can be set. What the
// courier keeps in memory goes by the time that passes, as on a real machine.
type machine struct {
	*memory
	by atomic.Int64 // how far the clock was set, in nanoseconds
}

func (m *machine) off() time.Duration { return time.Duration(m.by.Load()) }

func (m *machine) wall() time.Time { return time.Now().Add(m.off()) }

func (m *machine) Claim(ctx context.Context, p bot.PlatformName, now time.Time, lease time.Duration, n int) ([]bot.Delivery, error) {
	return m.memory.Claim(ctx, p, now.Add(m.off()), lease, n)
}

func (m *machine) Next(ctx context.Context, p bot.PlatformName) (time.Time, error) {
	at, err := m.memory.Next(ctx, p)
	return at.Add(-m.off()), err
}

func (m *machine) Begin(ctx context.Context, ds []bot.Delivery, now time.Time) ([]bot.DeliveryID, error) {
	return m.memory.Begin(ctx, ds, now.Add(m.off()))
}

func (m *machine) SetClock(ctx context.Context, p bot.PlatformName, own []bot.Delivery, by time.Duration, now time.Time, lease time.Duration) error {
	return m.memory.SetClock(ctx, p, own, by, now.Add(m.off()), lease)
}

func (m *machine) Settle(ctx context.Context, id bot.DeliveryID, s Settlement) error {
	s.NotBefore, s.At = s.NotBefore.Add(m.off()), s.At.Add(m.off())
	return m.memory.Settle(ctx, id, s)
}

// run starts a courier on the machine, until the returned function stops it.
func (m *machine) run(s *server) (c *Courier, stop func() error) {
	c = New(Options{Platform: s, Ledger: m, Compose: say, Limits: TelegramLimits()})
	c.wall = m.wall
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	return c, func() error { cancel(); return <-ended }
}

// TestClockSetBack: what is owed or to be tried again goes out as soon as it would
// have, though the clock was set back by an hour.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m, fails := &server{}, &machine{memory: newMemory()}, 6
		s.answer = func(p bot.Post, _ int) error {
			if fails--; p.To.ID == "1" && fails > 0 {
				return &bot.SendError{Fate: bot.Retry, Err: errors.New("no luck")}
			}
			return nil
		}
		m.owe(channel(1), bot.KindBreaking, 1)
		m.owe(channel(2), bot.KindBreaking, 1)
		m.change(2, func(d *bot.Delivery) { d.NotBefore = time.Now().Add(40 * time.Second) })
		m.fail["set clock"] = 2 // the start, and the first time that it is told
		_, stop := m.run(s)
		pass(20 * time.Second)
		m.by.Add(-int64(time.Hour))
		pass(time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m.memory, 2)
	})
}

// TestClockSetForth: a lease that ends only because the clock was set forth is
// taken by nobody else, and what waits here is sent once.
func TestClockSetForth(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{usual: 4 * time.Second}, &machine{memory: newMemory()}
		for id := range 100 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		c, stop := m.run(s)
		pass(time.Second)
		m.by.Add(int64(time.Hour))
		pass(3 * time.Second)
		for _, r := range m.rows {
			if r.Claim > 1 {
				t.Errorf("delivery %d was claimed %d times by the one who holds it", r.ID, r.Claim)
			}
		}
		other, err := m.Claim(t.Context(), bot.Telegram, time.Now(), time.Second, 512)
		if err != nil {
			t.Fatal(err)
		}
		flying := map[string]bool{}
		for _, a := range s.got() {
			flying[a.text] = true
		}
		for _, d := range other {
			if d.Claim > 1 || flying[d.Key] {
				t.Errorf("%s was taken from who held it", d.Key)
			}
			if err := m.Settle(t.Context(), d.ID, giveBack(time.Now(), time.Now()).settlement); err != nil {
				t.Fatal(err)
			}
		}
		pass(time.Minute)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := len(s.got()); n != 100 {
			t.Errorf("%d messages arrived, want 100", n)
		}
	})
}
