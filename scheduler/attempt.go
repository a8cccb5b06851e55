package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

const (
	// tickTime is how long one call of Tick or Last may take.
	tickTime = 5 * time.Minute
	// A call that fails is tried again after firstPause, then after twice that,
	// up to lastPause.
	firstPause = time.Second
	lastPause  = time.Minute
)

// errPanic marks a call that panicked: it would do so again.
var errPanic = errors.New("panicked")

// attempt runs a tick, again and again where it fails, until its successor is due
// or its schedule changes.
func (l *loop) attempt(ctx context.Context, d due) {
	at := d.at.Truncate(time.Minute)
	err := l.persist(ctx, d.version, func(ctx context.Context) error {
		return l.runner.opts.Tick(ctx, l.current(d), at)
	})
	if err != nil && ctx.Err() == nil {
		l.log.Error("tick given up", "tick", at, "err", err)
	}
}

// current is the schedule of d, with the settings that it has by now.
func (l *loop) current(d due) Schedule {
	l.runner.mu.Lock()
	defer l.runner.mu.Unlock()
	if l.version == d.version {
		return l.schedule
	}
	return d.schedule
}

// catchUpMissed runs the last tick missed while Herald was down, for a schedule
// that wants it.
func (l *loop) catchUpMissed(ctx context.Context) {
	d, ok := l.candidate()
	if !ok {
		return
	}
	var last time.Time
	err := l.persist(ctx, d.version, func(ctx context.Context) (err error) {
		last, err = l.runner.opts.Last(ctx, l.name)
		return err
	})
	switch {
	case ctx.Err() != nil:
	case err != nil:
		l.log.Error("missed ticks not looked for", "err", err)
	case !last.IsZero() && last.Before(d.at.Truncate(time.Minute)):
		l.log.Info("running missed tick", "tick", d.at, "last", last)
		l.attempt(ctx, d)
	}
}

// candidate is the last tick before now, which may have been missed.
func (l *loop) candidate() (due, bool) {
	l.runner.mu.Lock()
	defer l.runner.mu.Unlock()
	wanted := l.catchUp && !l.removed && l.schedule.Missed == MissedOnce && l.runner.opts.Last != nil
	l.catchUp = false
	if !wanted {
		return due{}, false
	}
	at := l.schedule.Spec.Prev(l.runner.now())
	return due{l.schedule, at, l.version}, !at.IsZero()
}

// persist calls f until it succeeds, panics, or is overtaken: by the next tick,
// by a change of the schedule, or by the end of ctx. It returns f's last error.
func (l *loop) persist(ctx context.Context, version int, f func(context.Context) error) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		err := guard(ctx, f)
		if err == nil || errors.Is(err, errPanic) || ctx.Err() != nil || !l.mayPause(pause, version) {
			return err
		}
		if pause == firstPause {
			l.log.Warn("tick failed, trying again", "err", err)
		}
		l.sleep(ctx, pause)
		if ctx.Err() != nil || !l.mayPause(0, version) {
			return err
		}
	}
}

// mayPause reports whether there is something to go on for after a pause: the
// schedule's Spec is still that of version, and its next tick not yet due.
func (l *loop) mayPause(pause time.Duration, version int) bool {
	l.runner.mu.Lock()
	defer l.runner.mu.Unlock()
	return l.version == version && (l.next.IsZero() || l.runner.now().Add(pause).Before(l.next))
}

// guard calls f with a deadline, and gives a panic as an error with its stack.
func guard(ctx context.Context, f func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, tickTime, fmt.Errorf("took longer than %s", tickTime))
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, r, debug.Stack())
		}
	}()
	return f(ctx)
}
