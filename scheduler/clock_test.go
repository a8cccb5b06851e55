package scheduler

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The wall clock is set, or the machine sleeps, while timers know nothing of it.
func TestRunnerClockSteps(t *testing.T) {
	tests := []struct {
		name, expr string
		missed     Missed
		before     time.Duration
		step       time.Duration
		after      time.Duration
		want       []string
	}{
		{
			"forward to a tick", "0 7 * * *", MissedSkip, time.Minute, 6*time.Hour + 58*time.Minute, 2 * time.Minute,
			[]string{"07:00:00 a for 07:00:00"},
		},
		{
			"forward past a tick", "0 7 * * *", MissedSkip, 15 * time.Second, 7 * time.Hour, 2 * time.Minute,
			[]string{"07:00:30 a for 07:00:00"},
		},
		{
			"forward over ticks, one by now", "* * * * *", MissedSkip, 75 * time.Second, 5 * time.Hour, time.Minute,
			[]string{"00:01:00 a for 00:01:00", "05:01:30 a for 05:01:00", "05:02:00 a for 05:02:00"},
		},
		{
			"slept through a tick that may be skipped", "0 7 * * *", MissedSkip, time.Minute, 9 * time.Hour, time.Hour,
			nil,
		},
		{
			"slept through a tick that may not", "0 7 * * *", MissedOnce, time.Minute, 9 * time.Hour, time.Hour,
			[]string{"09:01:30 a for 07:00:00"},
		},
		{
			"back a little repeats nothing", "*/5 * * * *", MissedSkip, 6 * time.Minute, -10 * time.Minute, 15 * time.Minute,
			[]string{"00:05:00 a for 00:05:00", "00:10:00 a for 00:10:00"},
		},
		{
			"back far starts anew", "*/5 * * * *", MissedSkip, 6 * time.Minute, -20 * time.Hour, 5 * time.Minute,
			[]string{"00:05:00 a for 00:05:00", "04:10:00 a for 04:10:00"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := every(t, "a", tt.expr)
				s.Missed = tt.missed
				b := newBench(t, s)
				b.start()
				pass(tt.before)
				b.step(tt.step)
				pass(tt.after)
				b.stop()
				b.expect(tt.want...)
			})
		})
	}
}

// A clock that showed a far future for a moment must not silence a schedule until
// then.
func TestRunnerClockGlitch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "a", "0 * * * *"))
		b.start()
		const decade = 10 * 365 * 24 * time.Hour
		b.step(decade)
		pass(time.Minute)
		b.step(-decade)
		pass(time.Hour)
		b.stop()
		if n := len(b.ticks); n == 0 || b.ticks[n-1] != "01:00:00 a for 01:00:00" {
			t.Errorf("got %q", b.ticks)
		}
		if !strings.Contains(b.logged(), "clock was set back") {
			t.Error("the log does not say so")
		}
	})
}
