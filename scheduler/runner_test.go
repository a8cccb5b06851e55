package scheduler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// bench runs a Runner in a bubble of fake time, which begins at midnight, and
// writes down its ticks. The wall clock can be set apart from that time.
type bench struct {
	t      *testing.T
	runner *Runner
	cancel context.CancelFunc
	done   chan struct{}
	// do is what a tick does, if not nil; last is what Last answers.
	do   func(ctx context.Context, s Schedule, at time.Time) error
	last func(schedule string) (time.Time, error)

	mu     sync.Mutex
	offset time.Duration
	ticks  []string
	active map[string]bool
	log    bytes.Buffer
}

func newBench(t *testing.T, schedules ...Schedule) *bench {
	b := &bench{t: t, active: map[string]bool{}}
	b.runner = NewRunner(RunnerOptions{
		Tick: b.tick,
		Last: func(_ context.Context, name string) (time.Time, error) {
			if b.last == nil {
				return time.Time{}, nil
			}
			return b.last(name)
		},
		Log: slog.New(slog.NewTextHandler(&lockedWriter{b: b}, nil)),
		Now: b.now,
	})
	b.runner.Replace(schedules)
	return b
}

type lockedWriter struct{ b *bench }

func (w *lockedWriter) Write(p []byte) (int, error) {
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	return w.b.log.Write(p)
}

func (b *bench) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return time.Now().Add(b.offset)
}

// step sets the wall clock forward or back.
func (b *bench) step(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.offset += d
}

func (b *bench) tick(ctx context.Context, s Schedule, at time.Time) error {
	b.enter(s, at)
	defer b.leave(s)
	if b.do != nil {
		return b.do(ctx, s, at)
	}
	return nil
}

func (b *bench) enter(s Schedule, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.active[s.Name] {
		b.t.Errorf("two ticks of %s at a time", s.Name)
	}
	b.active[s.Name] = true
	now := time.Now().Add(b.offset).UTC().Format("15:04:05")
	b.ticks = append(b.ticks, fmt.Sprintf("%s %s for %s", now, s.Name, at.UTC().Format("15:04:05")))
}

func (b *bench) leave(s Schedule) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.active[s.Name] = false
}

func (b *bench) start() {
	ctx, cancel := context.WithCancel(b.t.Context())
	b.cancel, b.done = cancel, make(chan struct{})
	go func() {
		defer close(b.done)
		if err := b.runner.Run(ctx); err != nil {
			b.t.Errorf("Run: %v", err)
		}
	}()
	synctest.Wait()
}

func (b *bench) stop() {
	b.cancel()
	<-b.done
}

// pass lets fake time pass.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// expect compares the ticks since the last call.
func (b *bench) expect(want ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := cmp.Diff(want, b.ticks); d != "" {
		b.t.Errorf("ticks (-want +got):\n%s", d)
	}
	b.ticks = nil
}

func (b *bench) logged() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

func every(t *testing.T, name, expr string) Schedule {
	return Schedule{Name: name, Spec: mustParse(t, expr, nil)}
}

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
		b.expect("00:01:01 a for 00:01:00")
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
