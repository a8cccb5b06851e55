package delivery

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// gate enforces a limit on all messages exactly: at most count in any window of a
// second, which either slides or starts with the first message after the last.
type gate struct {
	mu      sync.Mutex
	count   int
	slides  bool
	taken   []time.Time
	refused int
	wait    time.Duration
}

func (g *gate) answer(bot.Post, int) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	for len(g.taken) > 0 && now.Sub(g.taken[0]) >= time.Second {
		if g.taken = g.taken[1:]; !g.slides {
			g.taken = nil
		}
	}
	if len(g.taken) >= g.count {
		g.refused++
		return &bot.SendError{Fate: bot.Wait, Everyone: true, After: g.wait, Err: errors.New("too many requests")}
	}
	g.taken = append(g.taken, now)
	return nil
}

// TestPaceReachesTheLimit: a broadcast takes hardly longer than the platform's
// limit makes it take, and the platform never has to complain.
func TestPaceReachesTheLimit(t *testing.T) {
	t.Parallel()
	for _, limits := range []Limits{TelegramLimits(), DiscordLimits()} {
		for _, latency := range []time.Duration{50 * time.Millisecond, 300 * time.Millisecond} {
			for _, slides := range []bool{true, false} {
				t.Run(fmt.Sprintf("%v a second, %v, sliding %v", limits.PerSecond, latency, slides), func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						const n = 1500
						g := &gate{count: int(limits.PerSecond), slides: slides, wait: 5 * time.Second}
						s, m := &server{answer: g.answer, usual: latency}, newMemory()
						for id := range n {
							m.owe(channel(id+1), bot.KindBreaking, 1)
						}
						begin := time.Now()
						c, stop := start(t, s, m, func(o *Options) { o.Limits = limits })
						idle(t, c)
						took := time.Since(begin)
						if err := stop(); err != nil {
							t.Fatal(err)
						}
						bound := time.Duration(n / limits.PerSecond * float64(time.Second))
						if x := took.Seconds() / bound.Seconds(); x > 1.03 || g.refused > 0 {
							t.Errorf("took %s, %.3f of the bound, and %d complaints", took, x, g.refused)
						}
						if s.most < int(limits.PerSecond*latency.Seconds()) {
							t.Errorf("only %d were on their way at once", s.most)
						}
						checkOnce(t, s, m, n)
					})
				})
			}
		}
	}
}

// TestPaceOfABusyProcessor: a turn that comes while the courier is at work is not
// slept through until something else happens.
func TestPaceOfABusyProcessor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 1500
		// An answer comes about when the next turn does.
		s, m := &server{usual: time.Second / 30}, newMemory()
		for id := range n {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		begin := time.Now()
		c, stop := start(t, s, m, func(o *Options) {
			o.Limits = TelegramLimits()
			o.Now = func() time.Time { pass(rand.N(200 * time.Microsecond)); return time.Now() }
		})
		idle(t, c)
		took := time.Since(begin)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if x := took.Seconds() / (n / 30.0); x > 1.03 {
			t.Errorf("took %s, %.3f of the bound", took, x)
		}
		checkOnce(t, s, m, n)
	})
}

// TestPaceYields: on a platform that allows less than it says, the courier finds
// the speed that it allows, and does not run into it again and again.
func TestPaceYields(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 3000
		g := &gate{count: 24, slides: true, wait: 5 * time.Second}
		s, m := &server{answer: g.answer}, newMemory()
		for id := range n {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		begin := time.Now()
		c, stop := start(t, s, m, nil)
		for len(m.ids(bot.Sent)) < n && time.Since(begin) < time.Hour {
			idle(t, c)
			pass(time.Second)
		}
		took := time.Since(begin)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if x := took.Seconds() / (n / 24.0); x > 1.5 || g.refused > 15 {
			t.Errorf("took %s, %.2f of the bound, and %d complaints", took, x, g.refused)
		}
		checkOnce(t, s, m, n)
	})
}

// TestPaceComesBack: after one complaint the full speed is reached again.
func TestPaceComesBack(t *testing.T) {
	t.Parallel()
	s, now := newSpeed(50, 4), time.Unix(1e9, 0)
	s.slowDown(now, now.Add(5*time.Second))
	s.slowDown(now.Add(time.Second/2), now.Add(5*time.Second)) // the same trouble
	if s.now != 50*slower {
		t.Errorf("after a complaint: %v a second", s.now)
	}
	now = now.Add(6 * time.Second)
	s.slowDown(now, now.Add(5*time.Second))
	if s.now != 50*slower*muchSlower {
		t.Errorf("after a second one: %v a second", s.now)
	}
	for range 100 {
		s.slowDown(now, now)
		now = now.Add(2 * time.Second)
	}
	if s.now < 50*slowest {
		t.Errorf("after very many: %v a second", s.now)
	}
	for range 400 {
		now = now.Add(time.Second)
		s.take(now)
	}
	if s.now != 50 {
		t.Errorf("after a long calm: %v a second", s.now)
	}
}

// TestPaceKeepsItsWord: whenever it is asked, no more start in a second than are
// allowed, answers to people included.
func TestPaceKeepsItsWord(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	s, now := newSpeed(30, 3), time.Unix(1e9, 0)
	var starts []time.Time
	for range 20_000 {
		now = now.Add(time.Duration(r.ExpFloat64() * 10e6))
		if r.IntN(400) == 0 {
			s.spend(now)
			starts = append(starts, now)
		}
		if s.take(now) == 0 {
			starts = append(starts, now)
		}
	}
	for i := range starts {
		// An answer goes whether there is room or not: so many may come on top.
		if j := i + 30 + 3; j < len(starts) && starts[j].Sub(starts[i]) < time.Second {
			t.Fatalf("more than 33 in a second, at %s", starts[i])
		}
	}
	if perSecond := float64(len(starts)) / starts[len(starts)-1].Sub(starts[0]).Seconds(); perSecond < 29 {
		t.Errorf("only %.2f a second", perSecond)
	}
}

// TestLearnsFromHeaders: what the platform says of a channel's own limit holds
// instead of what is usual.
func TestLearnsFromHeaders(t *testing.T) {
	t.Parallel()
	d := bot.Delivery{Channel: channel(1)}
	d.Channel.Platform = bot.Discord
	start := time.Unix(1e9, 0)
	p := newPacer(DiscordLimits())
	said := func(remaining int, after time.Duration) {
		p.start(d)
		p.learn(bot.Usage{At: d.Channel.Address, Known: true, Remaining: remaining, ResetAfter: after}, start)
		p.finish(d, start, true)
	}
	ready := func(after time.Duration) bool {
		at, ok := p.ready(d, start.Add(after))
		return ok && !at.After(start.Add(after))
	}
	for range 20 {
		said(7, 9*time.Second) // a channel that takes far more than is usual
	}
	if !ready(0) {
		t.Error("7 are left, and none may go")
	}
	said(0, 9*time.Second)
	if ready(9 * time.Second) {
		t.Error("none is left, and one may go")
	}
	said(1, 9*time.Second)
	p.start(d) // whose answer says nothing
	p.finish(d, start, true)
	if ready(0) {
		t.Error("the one that was left has gone, and another may go")
	}
	if !ready(9*time.Second + slack) {
		t.Error("the count has begun anew, and none may go")
	}
}

// TestStrain: a chat that complains though its rate was kept gets messages more
// slowly for a while.
func TestStrain(t *testing.T) {
	t.Parallel()
	d, start := bot.Delivery{Channel: channel(1)}, time.Unix(1e9, 0)
	p := newPacer(TelegramLimits())
	send := func(now time.Time) { p.start(d); p.finish(d, now, true) }
	next := func(now time.Time) time.Duration { at, _ := p.ready(d, now); return at.Sub(now) }
	send(start)
	if got := next(start); got != time.Second {
		t.Errorf("the next after %s", got)
	}
	p.pause(d, start, start.Add(3*time.Second), false)
	if got := next(start); got != 3*time.Second {
		t.Errorf("asked to wait 3s, the next after %s", got)
	}
	start = start.Add(10 * time.Second)
	send(start)
	if got := next(start); got != 2*time.Second {
		t.Errorf("after a complaint the next after %s", got)
	}
	start = start.Add(2 * strainLasts)
	p.forget(start.Add(-90 * time.Second))
	send(start)
	if got := next(start); got != time.Second {
		t.Errorf("after a calm the next after %s", got)
	}
}

// TestInvalidRequests: far from the number at which the address is shut out, the
// courier stops until half of them are forgotten.
func TestInvalidRequests(t *testing.T) {
	t.Parallel()
	now := time.Unix(1e9, 0)
	p := newPacer(Limits{Invalid: Rate{Count: 10, Per: 10 * time.Minute}})
	for i := range 9 {
		if p.fault(now.Add(time.Duration(i) * time.Second)) {
			t.Fatalf("stopped after %d", i+1)
		}
	}
	if left := p.invalid.left(now.Add(9 * time.Second)); left != 1 {
		t.Errorf("%d left, want 1", left)
	}
	if !p.fault(now.Add(9*time.Second)) || !p.rest.Equal(now.Add(5*time.Second+10*time.Minute)) {
		t.Errorf("rests until %s", p.rest)
	}
	if left := p.invalid.left(p.rest); left != 4+2 {
		t.Errorf("%d left after the rest, want 6", left)
	}
	if newPacer(TelegramLimits()).fault(now) {
		t.Error("stopped where nothing is counted")
	}
}
