package scheduler

import (
	"context"
	"log/slog"
	"time"
)

const (
	// lookAgain is how long a loop sleeps at most before it reads the wall clock
	// again. Timers run on another clock, which stands still while the machine
	// sleeps and does not follow when the wall clock is set.
	lookAgain = 30 * time.Second
	// late is how old a tick may be before it counts as missed.
	late = 10 * time.Minute
	// setBack is how far the wall clock may go back without ticks starting anew.
	setBack = time.Hour
)

// loop runs the ticks of one schedule, one after the other, in one goroutine.
// Its fields below the line are guarded by the runner's mu.
type loop struct {
	runner *Runner
	name   string
	log    *slog.Logger
	// wake has room for one; a word in it says that fields changed.
	wake chan struct{}

	schedule Schedule
	// next is the next tick to run; seen the latest that the wall clock has shown.
	next, seen time.Time
	// catchUp says that ticks missed while down have yet to be looked for.
	catchUp bool
	// removed says that the goroutine is to end.
	removed bool
	// version counts the changes of the schedule's Spec.
	version int
}

func newLoop(r *Runner, s Schedule) *loop {
	return &loop{
		runner: r, name: s.Name, schedule: s,
		log:  r.opts.Log.With("schedule", s.Name),
		wake: make(chan struct{}, 1),
	}
}

// reset lets the loop start from now. The caller holds mu.
func (l *loop) reset(now time.Time, catchUp bool) {
	l.next, l.seen, l.catchUp = l.schedule.Spec.Next(now), now, catchUp
}

// update gives the loop another form of its schedule. The caller holds mu.
func (l *loop) update(s Schedule, now time.Time) {
	same := l.schedule.Spec.Equal(s.Spec) && !l.removed
	l.schedule, l.removed = s, false
	if !same {
		l.reset(now, false)
		l.version++
	}
	l.poke()
}

// remove lets the loop end. The caller holds mu.
func (l *loop) remove() {
	l.removed = true
	l.version++
	if l.runner.start == nil {
		delete(l.runner.loops, l.name)
		return
	}
	l.poke()
}

// poke tells the goroutine that fields changed.
func (l *loop) poke() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *loop) run(ctx context.Context) {
	l.catchUpMissed(ctx)
	for ctx.Err() == nil {
		due, wait, removed := l.look()
		switch {
		case removed:
			return
		case due != nil:
			l.attempt(ctx, *due)
		default:
			l.sleep(ctx, wait)
		}
	}
}

// due is a tick that is to run.
type due struct {
	schedule Schedule
	at       time.Time
	version  int
}

// look reads the wall clock: either a tick is due, or there is time to wait, or
// the schedule is gone, and then the loop has taken itself off.
func (l *loop) look() (d *due, wait time.Duration, removed bool) {
	l.runner.mu.Lock()
	defer l.runner.mu.Unlock()
	if l.removed {
		delete(l.runner.loops, l.name)
		return nil, 0, true
	}
	now := l.runner.now()
	if l.seen.Sub(now) > setBack {
		l.log.Warn("clock was set back", "by", l.seen.Sub(now).Round(time.Second))
		l.reset(now, false)
	}
	if now.After(l.seen) {
		l.seen = now
	}
	if l.next.IsZero() || now.Before(l.next) {
		return nil, l.untilNext(now), false
	}
	return l.take(now), 0, false
}

// untilNext is how long the loop may sleep.
func (l *loop) untilNext(now time.Time) time.Duration {
	if l.next.IsZero() {
		return lookAgain
	}
	return min(l.next.Sub(now), lookAgain)
}

// take takes the tick that is due; of several, the last. It is nil where that is
// too old. The caller holds mu.
func (l *loop) take(now time.Time) *due {
	at := l.next
	if last := l.schedule.Spec.Prev(now); last.After(at) {
		l.log.Info("ticks passed meanwhile", "from", at, "to", last)
		at = last
	}
	l.next = l.schedule.Spec.Next(now)
	if now.Sub(at) > late && l.schedule.Missed != MissedOnce {
		l.log.Info("tick missed", "tick", at)
		return nil
	}
	return &due{l.schedule, at, l.version}
}

// sleep waits, at most d, until something may have changed.
func (l *loop) sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-l.wake:
	case <-timer.C:
	}
}
