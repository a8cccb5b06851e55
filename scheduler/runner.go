package scheduler

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// RunnerOptions are what a Runner needs.
type RunnerOptions struct {
	// Tick does what is due at a tick of a schedule; at is the tick's minute, not
	// the present. Ticks of one schedule come one after the other, those of
	// different schedules at the same time. It gets 5 minutes. After an error it is
	// called again with the same tick, so it must bear repetition; after a panic it
	// is not.
	Tick func(ctx context.Context, s Schedule, at time.Time) error
	// Last is the newest tick of a schedule that has run, in this process or
	// another; the zero time for none. Nil: none ever.
	Last func(ctx context.Context, schedule string) (time.Time, error)
	// Log may be nil.
	Log *slog.Logger
	// Now is the clock on the wall; nil means time.Now. It may jump.
	Now func() time.Time
}

// Runner calls a function at each tick of its schedules, which can be replaced
// while it runs. All methods are safe for concurrent use.
//
// Only the wall clock counts: it is read again at least every 30 seconds, so that
// a tick comes on time after the clock was set or the machine slept. Ticks that
// pass meanwhile, or while the tick before takes its time, become one, the last.
// If that is over 10 minutes old it counts as missed. A clock that is set back by
// up to an hour repeats no tick; one that is set back further is believed.
type Runner struct {
	opts RunnerOptions

	mu    sync.Mutex
	loops map[string]*loop
	// seeded says that Replace has been called: schedules that come later were
	// not down, and have missed nothing.
	seeded bool
	// start starts the goroutine of a loop; nil while Run is not running.
	start func(*loop)
}

// NewRunner makes a Runner without schedules.
func NewRunner(opts RunnerOptions) *Runner {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Runner{opts: opts, loops: map[string]*loop{}}
}

// Run ticks until ctx ends, and returns nil when every tick has returned. Ticks
// missed while Herald was down are looked for first: of a schedule with
// MissedOnce the last one runs at once. Run may be called again after it
// returned, but not twice at a time.
func (r *Runner) Run(ctx context.Context) error {
	var running sync.WaitGroup
	r.mu.Lock()
	r.start = func(l *loop) { running.Go(func() { l.run(ctx) }) }
	for _, l := range r.loops {
		l.reset(r.now(), true)
		r.start(l)
	}
	r.mu.Unlock()

	<-ctx.Done()
	r.mu.Lock()
	r.start = nil
	r.mu.Unlock()
	running.Wait()
	r.forgetRemoved()
	return nil
}

// Replace swaps the schedules in one step. A schedule that is there already
// keeps its next tick if its Spec is Equal, and ticks with its other settings
// from then on; one whose Spec changed starts anew from now; one that is gone
// ticks no more, though a tick under way is not cut off. Names must be unique: of
// two schedules with one name the later counts.
func (r *Runner) Replace(schedules []Schedule) {
	r.mu.Lock()
	defer r.mu.Unlock()
	wanted := map[string]Schedule{}
	for _, s := range schedules {
		wanted[s.Name] = s
	}
	for name, l := range r.loops {
		if _, ok := wanted[name]; !ok {
			l.remove()
		}
	}
	for name, s := range wanted {
		r.put(name, s)
	}
	r.seeded = true
}

// put adds or updates one schedule. The caller holds mu.
func (r *Runner) put(name string, s Schedule) {
	if l, ok := r.loops[name]; ok {
		l.update(s, r.now())
		return
	}
	l := newLoop(r, s)
	l.reset(r.now(), !r.seeded)
	r.loops[name] = l
	if r.start != nil {
		r.start(l)
	}
}

// Next is when the named schedule ticks next; false when there is no such
// schedule, or it never ticks again.
func (r *Runner) Next(name string) (time.Time, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l, ok := r.loops[name]
	if !ok || l.removed || l.next.IsZero() {
		return time.Time{}, false
	}
	return l.next, true
}

// now is the wall clock without the monotonic one beside it.
func (r *Runner) now() time.Time { return r.opts.Now().Round(0) }

// forgetRemoved drops loops that were removed after their goroutines had ended.
func (r *Runner) forgetRemoved() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, l := range r.loops {
		if l.removed {
			delete(r.loops, name)
		}
	}
}
