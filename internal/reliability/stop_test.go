package reliability_test

import (
	"context"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// TestStopWhileCallsHang asks the program to stop while both platforms have taken
// calls and answer none of them: some have done their work, the others do it when
// the program is gone. It stops in time, and the next one loses and repeats nothing.
func TestStopWhileCallsHang(t *testing.T) {
	t.Parallel()
	w := newTown(t, 20, 20)
	must(t, os.WriteFile(w.config, []byte(w.yaml()+"delivery: {uncertain: hold}\n"), 0o600))
	w.oweLists(t, 1, 3)
	var calls atomic.Int64
	hang := make(chan struct{})
	stall := func(arrived, worked bool) {
		if n := calls.Load(); arrived && n%2 == 0 || worked && n%2 == 1 {
			calls.Add(1)
			<-hang
		}
	}
	w.discord.Intercept(func(m discordtest.Moment, _ string) {
		stall(m == discordtest.Arrived, m == discordtest.Worked)
	})
	w.telegram.Intercept(func(m telegramtest.Moment, _ telegramtest.Call) {
		stall(m == telegramtest.Arrived, m == telegramtest.Worked)
	})
	p := w.start(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !w.ledger.until(ctx, func() bool { return calls.Load() >= 12 }) {
		t.Fatalf("only %d calls hang; the log ends:\n%s", calls.Load(), p.log.Tail(20))
	}
	began := time.Now()
	p.stop(t)
	t.Logf("%d calls hung, %d messages were shown; the stop took %v", calls.Load(), w.shown(), time.Since(began).Round(time.Millisecond))
	close(hang)
	w.discord.Intercept(nil)
	w.telegram.Intercept(nil)
	w.ledger.pass(t)
	w.checkRestart(t, "hold")
}

// checkRestart fails t unless the program, started anew, sends all that is owed
// and, under that policy for what is uncertain, loses nothing and repeats nothing.
func (w *town) checkRestart(t *testing.T, policy string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	p := w.start(t)
	if !w.ledger.until(ctx, func() bool { return w.ledger.pending(t) == 0 }) {
		t.Errorf("%d still pending; the log ends:\n%s", w.ledger.pending(t), p.log.Tail(20))
	}
	p.stop(t)
	c := &chaos{town: w, policy: policy}
	a := account{twice: map[string]int{}}
	c.tally(t, &a, c.look(), w.ledger.entries(t))
	if a.lost > 0 || len(a.twice) > 0 {
		t.Errorf("lost %d, twice %v", a.lost, a.twice)
	}
}
