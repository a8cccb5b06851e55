package delivery

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// answers fails the first n messages with the fate.
func answers(n int, fate bot.SendError) func(bot.Post, int) error {
	return func(bot.Post, int) error {
		if n--; n < 0 {
			return nil
		}
		f := fate
		f.Err = errors.New("no luck")
		return &f
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
					pass(time.Second)
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
		pass(11 * time.Minute)
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

// TestDelaysAreCounted: a platform in trouble is complained about once a minute,
// not once a message.
func TestDelaysAreCounted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(400, bot.SendError{Fate: bot.Retry})}, newMemory()
		for id := range 200 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		var log bytes.Buffer
		_, stop := start(t, s, m, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
		pass(90 * time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(log.String(), "messages delayed"); n < 1 || n > 2 {
			t.Errorf("complained %d times:\n%s", n, log.String())
		}
		checkOnce(t, s, m, 200)
	})
}
