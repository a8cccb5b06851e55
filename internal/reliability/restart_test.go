package reliability_test

import (
	"context"
	"os"
	"testing"

	"herald/bot/discord/discordtest"
)

// TestKilledAtFirstStart kills the program at each of the first writes to a
// database that it is only just making. The next start must find its way.
func TestKilledAtFirstStart(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 5; n++ {
		w := newTown(t, 1, 1)
		for _, name := range []string{w.db, w.db + "-wal", w.db + "-shm"} {
			if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		var r reaper
		r.watch(w)
		var p *process
		started := make(chan struct{})
		dead := r.arm(atStart, n, func() { <-started; p.kill() })
		p = w.start(t)
		close(started)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		select {
		case <-dead:
		case <-ctx.Done():
			t.Fatalf("write %d never came; the log ends:\n%s", n, p.log.Tail(20))
		}
		p = w.start(t)
		if err := w.discord.AwaitReady(ctx, 1); err != nil {
			t.Fatalf("killed at write %d, it does not start again; the log ends:\n%s", n, p.log.Tail(20))
		}
		p.stop(t)
		cancel()
	}
}

// TestTwoProcesses runs two of the program on one database, as happens while it
// is replaced by hand. Every post comes once all the same.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	w := newTown(t, 20, 12)
	first, second := w.start(t), w.start(t)
	w.oweLists(t, 1, 2)
	w.breaks(t, 1)
	total := 3 * (len(w.rooms) + len(w.people))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !w.ledger.until(ctx, func() bool { return w.settled(t) >= total }) {
		t.Errorf("%d of %d settled; the logs end:\n%s\n%s", w.settled(t), total, first.log.Tail(20), second.log.Tail(20))
	}
	first.stop(t)
	second.stop(t)
	c := &chaos{town: w}
	c.breaking, c.lists = 1, 2
	a := account{twice: map[string]int{}}
	c.tally(t, &a, c.look(), w.ledger.entries(t))
	if len(a.twice) > 0 || a.lost > 0 || a.shown != total {
		t.Errorf("%d posts shown, want %d; lost %d, twice %v", a.shown, total, a.lost, a.twice)
	}
}

// TestBroadcastProvokesNothing posts to channels of both platforms, fast enough
// to meet every limit there is, and expects that none is ever exceeded.
func TestBroadcastProvokesNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t, 110, 70)
	w.discord.Unleash(discordtest.Chaos{})
	p := w.start(t)
	w.awaitReady(t)
	w.breaks(t, 1)
	total := len(w.rooms) + len(w.people)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !w.ledger.until(ctx, func() bool { return w.settled(t) >= total }) {
		t.Errorf("%d of %d settled; the log ends:\n%s", w.settled(t), total, p.log.Tail(40))
	}
	p.stop(t)
	if n := w.discord.Tally().Limited; n > 0 {
		t.Errorf("discord answered 429 %d times", n)
	}
	if n := w.telegram.Tally().Limited; n > 0 {
		t.Errorf("telegram answered 429 %d times", n)
	}
}
