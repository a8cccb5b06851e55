package scheduler

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestRunnerTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "minutely", "* * * * *"), every(t, "third", "*/3 * * * *"))
		b.start()
		pass(3*time.Minute + time.Second)
		b.stop()
		if len(b.ticks) == 4 && strings.Contains(b.ticks[2], "third") {
			b.ticks[2], b.ticks[3] = b.ticks[3], b.ticks[2]
		}
		b.expect("00:01:00 minutely for 00:01:00", "00:02:00 minutely for 00:02:00",
			"00:03:00 minutely for 00:03:00", "00:03:00 third for 00:03:00")
		pass(time.Hour)
		b.expect()
	})
}

func TestRunnerNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "daily", "30 7 * * *"), Schedule{Name: "never"})
		if at, ok := b.runner.Next("daily"); !ok || at.Format("15:04") != "07:30" {
			t.Errorf("got %v, %v", at, ok)
		}
		for _, name := range []string{"never", "unknown"} {
			if at, ok := b.runner.Next(name); ok {
				t.Errorf("%s ticks at %v", name, at)
			}
		}
		b.start()
		pass(8 * time.Hour)
		if at, ok := b.runner.Next("daily"); !ok || at.Format("02 15:04") != "02 07:30" {
			t.Errorf("got %v, %v", at, ok)
		}
		b.runner.Replace(nil)
		if _, ok := b.runner.Next("daily"); ok {
			t.Error("a removed schedule has a next tick")
		}
		b.stop()
	})
}

// A slow tick delays its own schedule only; what passes meanwhile becomes one.
func TestRunnerSlowTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "slow", "* * * * *"), every(t, "other", "*/2 * * * *"))
		first := true
		b.do = func(_ context.Context, s Schedule, _ time.Time) error {
			if s.Name == "slow" && first {
				first = false
				<-time.After(3*time.Minute + 20*time.Second)
			}
			return nil
		}
		b.start()
		pass(5*time.Minute + time.Second)
		b.stop()
		b.expect("00:01:00 slow for 00:01:00", "00:02:00 other for 00:02:00", "00:04:00 other for 00:04:00",
			"00:04:20 slow for 00:04:00", "00:05:00 slow for 00:05:00")
	})
}

func TestRunnerRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "minutely", "* * * * *"))
		b.do = func(_ context.Context, _ Schedule, at time.Time) error {
			if time.Now().Before(time.Date(2000, 1, 1, 0, 2, 3, 0, time.UTC)) {
				return errors.New("the database is away")
			}
			return nil
		}
		b.start()
		pass(3*time.Minute - time.Second)
		b.stop()
		b.expect("00:01:00 minutely for 00:01:00", "00:01:01 minutely for 00:01:00", "00:01:03 minutely for 00:01:00",
			"00:01:07 minutely for 00:01:00", "00:01:15 minutely for 00:01:00", "00:01:31 minutely for 00:01:00",
			// Given up: the next try would come with the next tick.
			"00:02:00 minutely for 00:02:00", "00:02:01 minutely for 00:02:00", "00:02:03 minutely for 00:02:00")
		log := b.logged()
		if strings.Count(log, "level=ERROR") != 1 || !strings.Contains(log, "tick given up") ||
			!strings.Contains(log, "the database is away") || strings.Count(log, "level=WARN") != 2 {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestRunnerPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "minutely", "* * * * *"))
		b.do = func(_ context.Context, _ Schedule, at time.Time) error {
			if at.Minute() == 1 {
				panic("a mistake in the program")
			}
			return nil
		}
		b.start()
		pass(2*time.Minute + time.Second)
		b.stop()
		b.expect("00:01:00 minutely for 00:01:00", "00:02:00 minutely for 00:02:00")
		if log := b.logged(); !strings.Contains(log, "a mistake in the program") || !strings.Contains(log, "runner_test.go") {
			t.Errorf("neither panic nor stack in the log:\n%s", log)
		}
	})
}

// A tick has a deadline, and says so.
func TestRunnerDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "hourly", "@hourly"))
		var cause error
		b.do = func(ctx context.Context, _ Schedule, _ time.Time) error {
			<-ctx.Done()
			cause = context.Cause(ctx)
			return nil
		}
		b.start()
		pass(time.Hour + 6*time.Minute)
		b.stop()
		if cause == nil || cause.Error() != "took longer than 5m0s" {
			t.Errorf("cause: %v", cause)
		}
	})
}

func TestRunnerReplace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "same", "@every 10m"), every(t, "changed", "5 * * * *"), every(t, "removed", "6 * * * *"))
		b.do = func(_ context.Context, s Schedule, _ time.Time) error {
			if s.Name == "same" && s.Limit != 7 {
				t.Errorf("an old limit: %d", s.Limit)
			}
			return nil
		}
		b.start()
		pass(4*time.Minute + 30*time.Second)
		same := every(t, "same", "@every 10m")
		same.Limit = 7
		b.runner.Replace([]Schedule{same, every(t, "changed", "8 * * * *"), every(t, "added", "9 * * * *")})
		if at, _ := b.runner.Next("changed"); at.Minute() != 8 {
			t.Errorf("the changed schedule ticks next at %v", at)
		}
		pass(7 * time.Minute)
		b.stop()
		b.expect("00:08:00 changed for 00:08:00", "00:09:00 added for 00:09:00", "00:10:00 same for 00:10:00")
	})
}

// A schedule that changes, or goes and comes back, in the middle of a tick: the tick
// ends in peace, and no other runs beside it.
func TestRunnerReplaceDuringTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "a", "* * * * *"))
		b.do = func(ctx context.Context, _ Schedule, at time.Time) error {
			if at.Minute() == 1 {
				<-time.After(150 * time.Second)
			}
			return ctx.Err()
		}
		b.start()
		pass(70 * time.Second)
		b.runner.Replace(nil)
		pass(10 * time.Second)
		b.runner.Replace([]Schedule{every(t, "a", "2-59 * * * *")})
		pass(3 * time.Minute)
		b.stop()
		b.expect("00:01:00 a for 00:01:00", "00:03:30 a for 00:03:00", "00:04:00 a for 00:04:00")
	})
}

// A change ends the repetition of a failed tick of the old form.
func TestRunnerReplaceDuringRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "a", "1 * * * *"))
		b.do = func(context.Context, Schedule, time.Time) error { return errors.New("no") }
		b.start()
		pass(61500 * time.Millisecond)
		b.expect("00:01:00 a for 00:01:00", "00:01:01 a for 00:01:00")
		b.runner.Replace([]Schedule{every(t, "a", "30 * * * *")})
		pass(10 * time.Minute)
		b.runner.Replace(nil)
		pass(time.Hour)
		b.stop()
		b.expect()
	})
}

func TestRunnerMissed(t *testing.T) {
	midnight := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		missed Missed
		last   time.Time
		errs   int
		want   []string
	}{
		{"once", MissedOnce, midnight.Add(-72 * time.Hour), 0, []string{"00:00:00 daily for 21:00:00"}},
		{"skip", MissedSkip, midnight.Add(-72 * time.Hour), 0, nil},
		{"nothing missed", MissedOnce, midnight.Add(-3 * time.Hour), 0, nil},
		{"never ran", MissedOnce, time.Time{}, 0, nil},
		{"store away for a while", MissedOnce, midnight.Add(-72 * time.Hour), 2, []string{"00:00:03 daily for 21:00:00"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				daily := every(t, "daily", "0 21 * * *")
				daily.Missed = tt.missed
				b := newBench(t, daily)
				b.last = func(string) (time.Time, error) {
					if tt.errs--; tt.errs >= 0 {
						return time.Time{}, errors.New("not yet")
					}
					return tt.last, nil
				}
				b.start()
				pass(time.Minute)
				b.expect(tt.want...)
				// A reload misses nothing, and repeats nothing.
				b.runner.Replace([]Schedule{daily, {Name: "new", Spec: daily.Spec, Missed: MissedOnce}})
				pass(time.Minute)
				b.stop()
				b.expect()
			})
		})
	}
}

// Run can be called again, as a supervisor does.
func TestRunnerRunsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "minutely", "* * * * *"), every(t, "gone", "* * * * *"))
		b.start()
		pass(61 * time.Second)
		b.stop()
		b.ticks = nil
		b.runner.Replace([]Schedule{every(t, "minutely", "* * * * *")})
		pass(10 * time.Minute)
		b.start()
		pass(time.Minute)
		b.stop()
		b.expect("00:12:00 minutely for 00:12:00")
	})
}

func TestRunnerStopsInTick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "minutely", "* * * * *"))
		var ended time.Time
		b.do = func(ctx context.Context, _ Schedule, _ time.Time) error {
			<-ctx.Done()
			<-time.After(3 * time.Second)
			ended = time.Now()
			return ctx.Err()
		}
		b.start()
		pass(time.Minute)
		b.stop()
		if time.Now().Before(ended) || ended.IsZero() {
			t.Error("Run returned before its tick")
		}
		if log := b.logged(); strings.Contains(log, "ERROR") || strings.Contains(log, "WARN") {
			t.Errorf("stopping is no failure:\n%s", log)
		}
	})
}

// Stopping ends the repetition of a failed tick, and does not try once more.
func TestRunnerStopsInRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, every(t, "hourly", "@hourly"))
		b.do = func(context.Context, Schedule, time.Time) error { return errors.New("no") }
		b.start()
		pass(time.Hour + 10*time.Minute)
		b.mu.Lock()
		tries := len(b.ticks)
		b.mu.Unlock()
		b.stop()
		if tries < 10 || tries > 20 || len(b.ticks) != tries {
			t.Errorf("%d tries, and then %d", tries, len(b.ticks))
		}
	})
}

// Settings that change while a tick is repeated count from the next try on.
func TestRunnerRetriesWithNewSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := every(t, "hourly", "@hourly")
		b := newBench(t, s)
		var limit int
		b.do = func(_ context.Context, s Schedule, _ time.Time) error {
			limit = s.Limit
			if limit == 0 {
				return errors.New("no")
			}
			return nil
		}
		b.start()
		pass(time.Hour)
		s.Limit = 3
		b.runner.Replace([]Schedule{s})
		pass(time.Minute)
		b.stop()
		b.expect("01:00:00 hourly for 01:00:00", "01:00:00 hourly for 01:00:00")
		if limit != 3 {
			t.Errorf("limit %d, want 3", limit)
		}
	})
}

func TestRunnerWithoutOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ticks int
		r := NewRunner(RunnerOptions{Tick: func(context.Context, Schedule, time.Time) error {
			ticks++
			return nil
		}})
		once := every(t, "minutely", "* * * * *")
		once.Missed = MissedOnce
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		r.Replace([]Schedule{once})
		if err := r.Run(ctx); err != nil || ticks != 1 {
			t.Errorf("%d ticks, %v", ticks, err)
		}
	})
}
