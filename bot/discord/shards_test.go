package discord

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
)

// TestIdentifiesWithinBudget: one introduction too many, and Discord resets the
// token.
func TestIdentifiesWithinBudget(t *testing.T) {
	t.Parallel()
	for _, shards := range []int{1, 16, 200} {
		synctest.Test(t, func(t *testing.T) {
			var a advice
			a.Shards, a.Starts.Total, a.Starts.Remaining, a.Starts.Concurrency = shards, 1000, 1000, 16
			a.Starts.ResetAfter = (24 * time.Hour).Milliseconds()
			s := newStarts(a, startsSpan, time.Now())
			n, began := 0, time.Now()
			for s.wait(t.Context(), n%shards) && time.Since(began) < 24*time.Hour {
				n++
			}
			if n > 1000-spareStarts || n < 400 {
				t.Errorf("%d shards that always fail introduce themselves %d times a day", shards, n)
			}
		})
	}
}

func TestStartsAreSpaced(t *testing.T) {
	t.Parallel()
	now := time.Unix(1000, 0)
	tests := []struct {
		name                   string
		concurrency, remaining int
		want                   string
	}{
		{"one at a time", 1, 1000, "0s 5s 10s 15s"},
		{"two at a time", 2, 1000, "0s 0s 5s 5s"},
		{"hardly any left", 1, spareStarts + 1, "0s 1h0m0s 1h0m5s 1h0m10s"},
	}
	for _, test := range tests {
		var a advice
		a.Shards, a.Starts.Total, a.Starts.Remaining = 4, 1000, test.remaining
		a.Starts.Concurrency, a.Starts.ResetAfter = test.concurrency, time.Hour.Milliseconds()
		s := newStarts(a, startsSpan, now)
		var got []string
		for id := range 4 {
			got = append(got, s.take(id, now).String())
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("%s: begin after %s, want %s", test.name, text, test.want)
		}
		s.day = rate.NewLimiter(rate.Inf, 1)
		if left := s.take(0, now.Add(2*time.Hour)); left != 0 {
			t.Errorf("%s: a new day's first start waits %v", test.name, left)
		}
	}
}

// TestShards has a bot in many servers, which needs three sessions.
func TestShards(t *testing.T) {
	t.Parallel()
	var ticks atomic.Int64 // ids that are made in one millisecond belong to one shard
	began := time.Now()
	p := newPlace(t, discordtest.Options{NoLimits: true, Shards: 3, Now: func() time.Time {
		return began.Add(time.Duration(ticks.Add(1)) * time.Millisecond)
	}})
	channels := map[string]string{}
	for n := range 12 {
		guild, channel := p.server.NewGuild(fmt.Sprint("Guild ", n))
		channels[guild] = channel
	}
	r := start(t, p)
	r.until(t, func() bool { return len(r.server.Identifies()) == 3 })
	var got []string
	for _, id := range r.server.Identifies() {
		got = append(got, fmt.Sprint(*id.Shard))
	}
	slices.Sort(got)
	if want := []string{"[0 3]", "[1 3]", "[2 3]"}; !slices.Equal(got, want) {
		t.Errorf("the sessions are %v, want %v", got, want)
	}
	for _, channel := range channels {
		if _, err := p.server.Slash(channel, reader, "fast"); err != nil {
			t.Fatal(err)
		}
		r.text(t, channel, 1)
	}
	for guild, channel := range channels {
		p.server.RemoveBot(guild)
		if got := r.left(t); got != at(channel) {
			t.Errorf("left %v, want %s", got, channel)
		}
		break
	}
	// A new connection names the servers of its shard alone; the others are not lost.
	r.server.Disconnect(0)
	r.until(t, func() bool { return len(r.server.Identifies()) == 6 })
	r.drain(t)
	if len(r.host.Lefts) > 0 || len(r.host.Joins) > 0 {
		t.Errorf("told of %d lefts and %d joins", len(r.host.Lefts), len(r.host.Joins))
	}
}

func TestGrowsWhenAskedTo(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{NoLimits: true}))
	r.server.Grow(2)
	r.until(t, func() bool { return len(r.server.Identifies()) == 4 })
	if id := r.server.Identifies()[2]; id.Shard == nil || id.Shard[1] != 2 {
		t.Errorf("introduced itself with %+v, want one shard of two", id)
	}
	r.drain(t)
}

// TestLinkOfManyLines: the link is up when all sessions are.
func TestLinkOfManyLines(t *testing.T) {
	t.Parallel()
	var (
		l    lines
		link bot.LinkLog
	)
	l.begin(2)
	l.ready(&link, 0)
	if link.Link().Up {
		t.Error("up with one session of two")
	}
	l.ready(&link, 1)
	if !link.Link().Up {
		t.Error("not up with both")
	}
	l.down(&link, 0, errLost)
	if got := link.Link(); got.Up || got.Reason != errLost.Error() {
		t.Errorf("after one was lost: %+v", got)
	}
	l.ready(&link, 0)
	if !link.Link().Up {
		t.Error("not up again")
	}
}

func TestFatalCodesSayWhatToDo(t *testing.T) {
	t.Parallel()
	for code, why := range fatalCodes {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, discordtest.Options{})
			done := make(chan error, 1)
			go func() { done <- p.Run(t.Context(), bottest.NewHost()) }()
			if err := p.server.AwaitReady(soon(t), 1); err != nil {
				t.Fatal(err)
			}
			p.server.Refuse(code)
			select {
			case err := <-done:
				if bot.FateOf(err).Fate != bot.Refused || !strings.Contains(err.Error(), why) {
					t.Errorf("Run gave %v, want fate refused and %q", err, why)
				}
			case <-soon(t).Done():
				t.Fatalf("Run goes on after %d; the log says:\n%s", code, p.log)
			}
		})
	}
}
