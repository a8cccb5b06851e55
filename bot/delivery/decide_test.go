package delivery

import (
	"errors"
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/scheduler"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	here := bot.Address{Platform: bot.Telegram, ID: "1"}
	there := bot.Address{Platform: bot.Telegram, ID: "2"}
	breaking := bot.Delivery{ID: 7, Kind: bot.KindBreaking, Owed: now, Channel: bot.Channel{Address: here}}
	with := func(d bot.Delivery, f func(*bot.Delivery)) bot.Delivery { f(&d); return d }
	list := with(breaking, func(d *bot.Delivery) { d.Kind = bot.KindLatest })
	tests := []struct {
		name   string
		fate   bot.SendError
		d      bot.Delivery
		policy Policy
		state  bot.State
		// after bounds NotBefore-now for Owed.
		after  [2]time.Duration
		reason string
		check  func(Decision) bool
	}{
		{name: "retry comes back after about a second", fate: bot.SendError{Fate: bot.Retry}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{name: "the fourth retry waits about eight", fate: bot.SendError{Fate: bot.Retry},
			d: with(breaking, func(d *bot.Delivery) { d.Attempts = 3 }), state: bot.Owed, after: [2]time.Duration{6 * time.Second, 10 * time.Second}},
		{name: "retries never wait longer than the longest", fate: bot.SendError{Fate: bot.Retry},
			d: with(breaking, func(d *bot.Delivery) { d.Attempts = 18 }), state: bot.Owed, after: [2]time.Duration{225 * time.Second, 5 * time.Minute}},
		{name: "a fate nobody has named is retried", fate: bot.SendError{Fate: "odd"}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{name: "the twentieth attempt is the last", fate: bot.SendError{Fate: bot.Retry},
			d: with(breaking, func(d *bot.Delivery) { d.Attempts = 19 }), state: bot.Dropped, reason: "gave up after 20 attempts"},
		{name: "a day is enough", fate: bot.SendError{Fate: bot.Retry},
			d: with(breaking, func(d *bot.Delivery) { d.Owed = now.Add(-24 * time.Hour) }), state: bot.Dropped, reason: "gave up after 24h"},
		{name: "what expires before the next attempt is dropped", fate: bot.SendError{Fate: bot.Retry},
			d: with(breaking, func(d *bot.Delivery) { d.Expires = now.Add(time.Second / 2) }), state: bot.Dropped, reason: "expired: no luck"},
		{name: "its own expiry may be later than a day", fate: bot.SendError{Fate: bot.Retry},
			d:     with(breaking, func(d *bot.Delivery) { d.Owed, d.Expires = now.Add(-48*time.Hour), now.Add(time.Hour) }),
			state: bot.Owed, after: [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{name: "wait waits as long as asked", fate: bot.SendError{Fate: bot.Wait, After: 37 * time.Second}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{37 * time.Second, 37 * time.Second},
			check: func(d Decision) bool { return d.Rest == 37*time.Second && !d.Everyone }},
		{name: "wait for everyone", fate: bot.SendError{Fate: bot.Wait, After: time.Minute, Everyone: true}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{time.Minute, time.Minute},
			check: func(d Decision) bool { return d.Rest == time.Minute && d.Everyone }},
		{name: "wait without a time is a second", fate: bot.SendError{Fate: bot.Wait}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{time.Second, time.Second}},
		{name: "waiting uses up no attempts", fate: bot.SendError{Fate: bot.Wait, After: time.Second},
			d: with(breaking, func(d *bot.Delivery) { d.Attempts = 50 }), state: bot.Owed, after: [2]time.Duration{time.Second, time.Second}},
		{name: "a wait beyond the expiry is the end", fate: bot.SendError{Fate: bot.Wait, After: 2 * time.Hour},
			d: with(breaking, func(d *bot.Delivery) { d.Expires = now.Add(time.Hour) }), state: bot.Dropped, reason: "expired: no luck"},
		{name: "gone pauses the channel", fate: bot.SendError{Fate: bot.Gone}, d: breaking, state: bot.Dropped, reason: "no luck",
			check: func(d Decision) bool { return d.Pause == "no luck" }},
		{name: "moved goes there at once", fate: bot.SendError{Fate: bot.Moved, MovedTo: there}, d: breaking, state: bot.Owed,
			check: func(d Decision) bool { return d.MoveTo == there }},
		{name: "moved to the same place is a retry", fate: bot.SendError{Fate: bot.Moved, MovedTo: here}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond},
			check: func(d Decision) bool { return d.MoveTo == (bot.Address{}) }},
		{name: "moved for ever ends too", fate: bot.SendError{Fate: bot.Moved, MovedTo: there},
			d: with(breaking, func(d *bot.Delivery) { d.Attempts = 19 }), state: bot.Dropped, reason: "gave up"},
		{name: "rejected is dropped", fate: bot.SendError{Fate: bot.Rejected}, d: breaking, state: bot.Dropped, reason: "rejected: no luck"},
		{name: "refused stops and stays owed", fate: bot.SendError{Fate: bot.Refused}, d: breaking, state: bot.Owed,
			check: func(d Decision) bool { return d.Stop && d.Settlement.Untried }},
		{name: "breaking news perhaps sent is sent again", fate: bot.SendError{Fate: bot.Uncertain}, d: breaking,
			state: bot.Owed, after: [2]time.Duration{5 * time.Second, 5 * time.Second}},
		{name: "a list perhaps sent waits for a person", fate: bot.SendError{Fate: bot.Uncertain}, d: list,
			state: bot.Undecided, reason: "perhaps sent: no luck"},
		{name: "unless the operator wants it again", fate: bot.SendError{Fate: bot.Uncertain}, d: list, policy: Policy{Uncertain: ResendAll},
			state: bot.Owed, after: [2]time.Duration{5 * time.Second, 5 * time.Second}},
		{name: "an edit perhaps made is made again", fate: bot.SendError{Fate: bot.Uncertain},
			d:     with(breaking, func(d *bot.Delivery) { d.Edits = "m1" }),
			state: bot.Owed, after: [2]time.Duration{5 * time.Second, 5 * time.Second}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.fate.Err = errors.New("no luck")
			got := Decide(&tt.fate, tt.d, now, tt.policy)
			s := got.Settlement
			if s.State != tt.state || !strings.Contains(s.Reason, tt.reason) || s.Reason == "" || !s.At.Equal(now) {
				t.Errorf("settlement is %+v, want state %s with reason %q", s, tt.state, tt.reason)
			}
			if after := s.NotBefore.Sub(now); s.State == bot.Owed && (after < tt.after[0] || after > tt.after[1]) {
				t.Errorf("tried again after %s, want %s to %s", after, tt.after[0], tt.after[1])
			}
			if tt.check != nil && !tt.check(got) {
				t.Errorf("decision is %+v", got)
			}
		})
	}
}

// TestBackoffGrows: from one failure to the next the pause does not shrink by
// more than the jitter, and never leaves its bounds, however often.
func TestBackoffGrows(t *testing.T) {
	t.Parallel()
	p := Policy{}.withDefaults()
	for id := range bot.DeliveryID(50) {
		for n := range 200 {
			if got := p.backoff(id, n); got < p.First*3/4 || got > p.Longest {
				t.Fatalf("backoff(%d, %d) is %s", id, n, got)
			}
		}
		if first, second := p.backoff(id, 3), p.backoff(id, 3); first != second {
			t.Fatalf("backoff(%d, 3) is not always the same", id)
		}
	}
}

func TestQuiet(t *testing.T) {
	t.Parallel()
	night := func(mode scheduler.QuietMode) scheduler.Quiet {
		return scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: mode}
	}
	at := time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	morning := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		kind   bot.Kind
		quiet  scheduler.Quiet
		until  time.Time
		silent bool
	}{
		{"a list is held", bot.KindLatest, night(scheduler.QuietThrough), morning, false},
		{"a digest is held", bot.KindDigest, night(scheduler.QuietSilent), morning, false},
		{"breaking is held on hold", bot.KindBreaking, night(scheduler.QuietHold), morning, false},
		{"breaking is held without a mode", bot.KindBreaking, night(""), morning, false},
		{"breaking is silent on silent", bot.KindBreaking, night(scheduler.QuietSilent), time.Time{}, true},
		{"breaking goes through on through", bot.KindBreaking, night(scheduler.QuietThrough), time.Time{}, false},
		{"a development is held on hold", bot.KindDevelopment, night(scheduler.QuietHold), morning, false},
		{"a development is silent on silent", bot.KindDevelopment, night(scheduler.QuietSilent), time.Time{}, true},
		{"an edit is made", bot.KindWithdrawal, night(scheduler.QuietHold), time.Time{}, false},
		{"a notice comes silently", bot.KindNotice, night(scheduler.QuietHold), time.Time{}, true},
		{"no quiet hours", bot.KindLatest, scheduler.Quiet{}, time.Time{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := bot.Delivery{Kind: tt.kind, Channel: bot.Channel{Quiet: tt.quiet}}
			if tt.kind == bot.KindWithdrawal {
				d.Edits = "m1"
			}
			until, silent := quiet(d, at)
			if !until.Equal(tt.until) || silent != tt.silent {
				t.Errorf("held until %s, silent %t; want %s, %t", until, silent, tt.until, tt.silent)
			}
		})
	}
}

// TestExpiryInQuietHours: what is held does not expire while it is held.
func TestExpiryInQuietHours(t *testing.T) {
	t.Parallel()
	c := bot.Channel{Quiet: scheduler.Quiet{From: 22 * 60, To: 7 * 60, Mode: scheduler.QuietHold}}
	d := bot.Delivery{Kind: bot.KindLatest, Channel: c, Expires: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}
	morning := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	if s := plan(d, morning.Add(time.Minute), 0, Policy{}); !s.asks() {
		t.Errorf("shortly after the quiet hours: %+v, want it sent", s)
	}
	if s := plan(d, morning.Add(time.Hour), 0, Policy{}); s.settlement.State != bot.Dropped {
		t.Errorf("an hour after the quiet hours: %+v, want it dropped", s)
	}
}
