package scheduler

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
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
