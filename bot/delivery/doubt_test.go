package delivery

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/scheduler"
)

// TestCutOff: what was being sent when a process was killed is sent again only
// where that cannot make two of it, or the operator wants it so.
func TestCutOff(t *testing.T) {
	t.Parallel()
	const list, news, notice, edit = bot.KindLatest, bot.KindBreaking, bot.KindNotice, bot.KindWithdrawal
	tests := []struct {
		name   string
		kind   bot.Kind
		policy Uncertain
		once   time.Duration
		begun  bool
		state  bot.State
	}{
		{"claimed only", list, ResendBreaking, 0, false, bot.Sent},
		{"a list", list, ResendBreaking, 0, true, bot.Undecided},
		{"a list, all again", list, ResendAll, 0, true, bot.Sent},
		{"a story", news, ResendBreaking, 0, true, bot.Sent},
		{"a story, all held", news, HoldAll, 0, true, bot.Undecided},
		{"a story, where nonces are known", news, HoldAll, 2 * time.Minute, true, bot.Sent},
		{"a list, where nonces are known no more", list, ResendBreaking, 20 * time.Second, true, bot.Undecided},
		{"a notice", notice, HoldAll, 0, true, bot.Sent},
		{"an edit", edit, HoldAll, 0, true, bot.Sent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, m := &server{}, newMemory()
				m.owe(channel(1), tt.kind, 1)
				if tt.kind == edit {
					m.change(1, func(d *bot.Delivery) { d.Edits = "m1" })
				}
				ds, err := m.Claim(t.Context(), bot.Telegram, time.Now(), 30*time.Second, 1)
				if err == nil && tt.begun {
					_, err = m.Begin(t.Context(), ds, time.Now())
				}
				if err != nil {
					t.Fatal(err)
				}
				told := 0
				_, stop := start(t, s, m, func(o *Options) {
					o.Policy = func() Policy { return Policy{Uncertain: tt.policy} }
					o.Limits.Once = tt.once
					o.OnEnding = func(e Ending) {
						if e.Settlement.State != bot.Undecided {
							return
						}
						if told++; e.Delivery.ID != 1 || !strings.Contains(e.Settlement.Reason, "cut off") {
							t.Errorf("told of %d: %s", e.Delivery.ID, e.Settlement.Reason)
						}
					}
				})
				pass(time.Minute)
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				if d := m.get(1); d.State != tt.state || (told > 0) != (tt.state == bot.Undecided) {
					t.Errorf("it is %s (%s), told %d times; want %s", d.State, d.Reason, told, tt.state)
				}
			})
		})
	}
}

// TestPerhapsIsRemembered: on a platform that knows nonces for a while, a post
// whose answer was lost is repeated within that while only.
func TestPerhapsIsRemembered(t *testing.T) {
	t.Parallel()
	for _, outage := range []time.Duration{30 * time.Second, 10 * time.Minute} {
		t.Run(outage.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				begin, first := time.Now(), true
				s, m := &server{answer: func(bot.Post, int) error {
					if time.Since(begin) > outage {
						return nil
					}
					lost := first // the first may have arrived; then nobody can be reached
					first = false
					return &bot.SendError{Fate: bot.Retry, Perhaps: lost, Err: errors.New("connection reset")}
				}}, newMemory()
				m.owe(channel(1), bot.KindLatest, 1)
				_, stop := start(t, s, m, func(o *Options) { o.Limits.Once = 2 * time.Minute })
				pass(20 * time.Minute)
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				want := bot.Sent
				if outage > 2*time.Minute {
					want = bot.Undecided
				}
				if d := m.get(1); d.State != want {
					t.Errorf("it is %s (%s), want %s", d.State, d.Reason, want)
				}
			})
		})
	}
}

// TestNothingUnwritten: what cannot be written down before is not sent.
func TestNothingUnwritten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 20 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		m.fail["begin"] = 3
		_, stop := start(t, s, m, nil)
		pass(6 * time.Second)
		if n := len(s.got()); n > 0 {
			t.Errorf("%d sent while the disk is full", n)
		}
		pass(time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 20)
	})
}

// TestClassesOvertake: a breaking story goes before lists that were claimed
// already.
func TestClassesOvertake(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 600 {
			m.owe(channel(id+1), bot.KindDigest, 1)
		}
		c, stop := start(t, s, m, nil)
		pass(5 * time.Second)
		m.owe(channel(1001), bot.KindBreaking, 1)
		c.Wake()
		begin := time.Now()
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		at := s.times("1001")
		if len(at) != 1 || at[0].Sub(begin) > time.Second {
			t.Errorf("the breaking story came at %v, asked for at %s", at, begin)
		}
		checkOnce(t, s, m, 601)
	})
}

// TestWaitingTakesNoPlace: chats that must wait for long do not fill the memory
// while others could be sent to.
func TestWaitingTakesNoPlace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 100 {
			m.owe(channel(-id-1), bot.KindBreaking, 30) // 20 a minute each
		}
		_, stop := start(t, s, m, nil)
		pass(2 * time.Minute)
		begin := time.Now()
		for id := range 30 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		pass(15 * time.Second)
		for id := range 30 {
			if at := s.times(channel(id + 1).Address.ID); len(at) != 1 || at[0].Sub(begin) > 12*time.Second {
				t.Errorf("channel %d got %v, owed at %s", id+1, at, begin)
			}
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestQuietWhileItWaits: what was about to be sent when quiet hours began is held
// as certainly not sent.
func TestQuietWhileItWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory() // the bubble's clock starts at midnight
		pass(time.Hour - 100*time.Millisecond)
		second := channel(2)
		second.Quiet = scheduler.Quiet{From: 60, To: 120}
		m.owe(channel(1), bot.KindLatest, 1)
		m.owe(second, bot.KindLatest, 1)
		_, stop := start(t, s, m, func(o *Options) { o.Limits = Limits{PerSecond: 1, Burst: 1} })
		pass(3 * time.Second)
		if d := m.get(2); d.State != bot.Owed || !d.Begun.IsZero() || d.NotBefore.Hour() != 2 {
			t.Errorf("it is %s, not before %s, begun %s", d.State, d.NotBefore, d.Begun)
		}
		pass(2 * time.Hour)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 2)
	})
}

// TestDoubtGoesFirst: a list that may have been sent does not wait behind breaking
// posts until its platform has forgotten its nonce.
func TestDoubtGoesFirst(t *testing.T) {
	t.Parallel()
	r := newRound(New(Options{Platform: &server{}, Ledger: newMemory()}), "e")
	r.take(t.Context(), claims{at: time.Now(), deliveries: []bot.Delivery{
		{ID: 1, Kind: bot.KindLatest},
		{ID: 2, Kind: bot.KindBreaking},
		{ID: 3, Kind: bot.KindLatest, Begun: time.Now()},
	}})
	for i, want := range []bot.DeliveryID{3, 2, 1} {
		if got := r.queue[i].ID; got != want {
			t.Errorf("number %d in the queue is delivery %d, want %d", i+1, got, want)
		}
	}
}
