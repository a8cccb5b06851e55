package delivery

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// meteredServer is a server that tells its own count of a channel with each post:
// so many are left until the time of reset is over.
type meteredServer struct {
	*server
	bot.Meter
}

// metered is a server that takes count posts of a channel in any span of per, and
// says so.
func metered(count int, per time.Duration) *meteredServer {
	s := &meteredServer{server: &server{}}
	seen := map[string]int{}
	s.answer = func(p bot.Post, _ int) error {
		seen[p.To.ID]++
		s.Tell(bot.Usage{At: p.To, Known: true, Remaining: (count - seen[p.To.ID]%count) % count, ResetAfter: per})
		return nil
	}
	return s
}

// TestCourierListensToThePlatform sends to one channel what the usual rate would
// take half a minute for: the platform says that it takes more.
func TestCourierListensToThePlatform(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := metered(100, time.Minute), newMemory()
		m.owe(channel(-1), bot.KindBreaking, 30)
		begin := time.Now()
		c := New(Options{Platform: s, Ledger: m, Compose: say, Limits: DiscordLimits()})
		stop := run(c)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s.server, m, 30)
		if took := time.Since(begin); took > 15*time.Second {
			t.Errorf("30 posts took %s: the courier believes its own figures", took)
		}
	})
}

// TestStatsOfACourier: what is shown of the limits is what holds.
func TestStatsOfACourier(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(1, bot.SendError{Fate: bot.Wait, After: time.Second, Everyone: true})}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 1)
		c, stop := start(t, s, m, func(o *Options) { o.Limits = DiscordLimits() })
		pass(3 * time.Second) // long enough to try again, too short to be as fast as before
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		got := c.Stats()
		if got.Ceiling != 50 || got.PerSecond >= got.Ceiling || got.PerSecond < 40 {
			t.Errorf("after one complaint the speed is %v of %v, want a little less", got.PerSecond, got.Ceiling)
		}
		if got.InvalidLeft != 999 {
			t.Errorf("%d invalid requests are left of 1000 after one", got.InvalidLeft)
		}
		if got.Limited != 1 || got.LimitedAll != 1 || got.LastSent.IsZero() {
			t.Errorf("the stats are %+v", got)
		}
	})
	if left := newPacer(TelegramLimits()).invalid.left(time.Unix(1e9, 0)); left >= 0 {
		t.Errorf("%d invalid requests are left where nobody counts them, want a negative number", left)
	}
}

// TestInvalidRequestsAreSaid: the log says once that nothing is sent for a while.
func TestInvalidRequestsAreSaid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(3, bot.SendError{Fate: bot.Gone})}, newMemory()
		for id := range 4 {
			m.owe(channel(id+1), bot.KindBreaking, 1)
		}
		var log bytes.Buffer
		_, stop := start(t, s, m, func(o *Options) {
			o.Limits = Limits{Invalid: Rate{Count: 3, Per: 10 * time.Minute}}
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
		})
		pass(time.Minute)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(log.String(), "too many invalid requests"); n != 1 {
			t.Errorf("said %d times:\n%s", n, log.String())
		}
	})
}
