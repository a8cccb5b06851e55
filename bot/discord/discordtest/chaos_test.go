package discordtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"herald/bot/discord/discordtest"
)

// try posts a message and tells the status, whether the answer came whole, and
// its scope header.
func (b *bench) try(t *testing.T) (status int, whole bool, scope string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.URL()+"/channels/"+b.channel+"/messages",
		strings.NewReader(`{"content":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "DiscordBot (https://x.example, 1)")
	req.Header.Set("Authorization", "Bot "+b.Token())
	resp, err := b.Client().Do(req)
	if err != nil {
		return 0, false, ""
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, err == nil && strings.HasSuffix(strings.TrimSpace(string(raw)), "}"), resp.Header.Get("X-RateLimit-Scope")
}

func TestChaos(t *testing.T) {
	t.Parallel()
	tests := []struct {
		trouble discordtest.Trouble
		status  int
		whole   bool
		scope   string
		shown   int
		invalid int
	}{
		{discordtest.LimitedHere, 429, true, "user", 0, 1},
		{discordtest.LimitedShared, 429, true, "shared", 0, 0},
		{discordtest.LimitedAll, 429, true, "global", 0, 1},
		{discordtest.Blocked, 429, false, "", 0, 1},
		{discordtest.Broken, 500, true, "", 0, 0},
		{discordtest.BadGateway, 502, false, "", 0, 0},
		{discordtest.Cut, 0, false, "", 0, 0},
		{discordtest.Processed, 0, false, "", 1, 0},
		{discordtest.Truncated, 200, false, "", 1, 0},
		{discordtest.LostGateway, 502, false, "", 1, 0},
		{discordtest.Slow, 200, true, "", 1, 0},
	}
	for _, test := range tests {
		t.Run(string(test.trouble), func(t *testing.T) {
			t.Parallel()
			b := open(t, discordtest.Options{})
			b.Unleash(discordtest.Chaos{
				Rates: map[discordtest.Trouble]float64{test.trouble: 1}, Slowness: time.Millisecond, Latency: time.Millisecond,
			})
			status, whole, scope := b.try(t)
			if status != test.status || whole != test.whole || scope != test.scope {
				t.Errorf("got %d, whole %v, scope %q; want %d, %v, %q", status, whole, scope, test.status, test.whole, test.scope)
			}
			tally := b.Tally()
			if tally.Shown != test.shown || len(b.Messages(b.channel)) != test.shown || tally.Invalid != test.invalid {
				t.Errorf("%v; want %d shown, %d invalid", tally, test.shown, test.invalid)
			}
			if n := b.Struck()[test.trouble]; n != 1 {
				t.Errorf("struck %d times, want once", n)
			}
			b.Unleash(discordtest.Chaos{})
			if status, whole, _ := b.try(t); status != 200 || !whole {
				t.Errorf("after the chaos: %d, whole %v", status, whole)
			}
		})
	}
}

// TestChaosSeed: the same seed gives the same troubles.
func TestChaosSeed(t *testing.T) {
	t.Parallel()
	draw := func(seed uint64) (all []int) {
		b := open(t, discordtest.Options{NoLimits: true})
		b.Unleash(discordtest.Chaos{Seed: seed, Rates: map[discordtest.Trouble]float64{discordtest.Broken: .5}})
		for range 30 {
			status, _, _ := b.try(t)
			all = append(all, status)
		}
		return all
	}
	one, same, other := draw(1), draw(1), draw(2)
	equal, differ := true, false
	for i := range one {
		equal = equal && one[i] == same[i]
		differ = differ || one[i] != other[i]
	}
	if !equal || !differ {
		t.Errorf("seed 1: %v, again %v, seed 2: %v", one, same, other)
	}
}

// TestIntercept: a request stops at every moment until it is let go.
func TestIntercept(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	var moments []discordtest.Moment
	var shown []int
	done := make(chan struct{})
	b.Intercept(func(m discordtest.Moment, channel string) {
		if channel != b.channel {
			t.Errorf("a moment in channel %s", channel)
		}
		moments, shown = append(moments, m), append(shown, b.Tally().Shown)
		if m == discordtest.Answered {
			close(done)
		}
	})
	if status, _, _ := b.try(t); status != 200 {
		t.Fatalf("status %d", status)
	}
	<-done
	want := []discordtest.Moment{discordtest.Arrived, discordtest.Worked, discordtest.Answered}
	for i, m := range want {
		if len(moments) != 3 || moments[i] != m || shown[i] != min(i, 1) {
			t.Fatalf("moments %v with %v shown", moments, shown)
		}
	}
}

// TestInvalidRequestsBan: ten thousand invalid requests in ten minutes, and the
// address gets nothing any more until the first of them are forgotten.
func TestInvalidRequestsBan(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.Deny(b.channel, discordtest.SendMessages)
	for range 200 {
		for range 50 {
			b.post(t, `{"content":"x"}`)
		}
		b.clock.advance(time.Second)
	}
	if got := b.post(t, `{"content":"x"}`); got.Status != 429 || !strings.Contains(got.Body, "1015") {
		t.Errorf("after 10,000 invalid requests: %d %s", got.Status, got.Body)
	}
	b.clock.advance(11 * time.Minute)
	if got := b.post(t, `{"content":"x"}`); got.Status != 403 {
		t.Errorf("eleven minutes later: %d %s, want 403", got.Status, got.Body)
	}
}
