package delivery

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"herald/bot"
)

// Options are the parts of a Courier. Platform and Ledger are needed, and
// Stories or Compose; the others have defaults.
type Options struct {
	Platform bot.Platform
	Ledger   Ledger
	Stories  Stories
	Limits   Limits
	// Policy is asked for each decision, so that a changed one holds at once.
	// Nil: the default policy.
	Policy func() Policy
	Now    func() time.Time
	Log    *slog.Logger
	// Compose lays out one delivery; *Moot says that there is nothing to say.
	// Default: with package layout. It may run for several deliveries at once.
	Compose func(context.Context, bot.Delivery) (bot.Message, error)
	// OnGone, when not nil, is told of a channel that cannot be written to any
	// more, after it was paused. It must not block for long.
	OnGone func(ctx context.Context, c bot.Channel, reason string)
	// OnEnding, when not nil, is told how each attempt ended, after that was
	// written down. Several workers call it at once; it must not block.
	OnEnding func(Ending)
	// Workers is how many messages are on their way at once, at most. Default 64.
	Workers int
	// Lease is how long other processes leave alone what this one has claimed.
	// A third of it is for waiting, half for sending. Default 30 seconds.
	Lease time.Duration
}

// Courier sends what is owed on one platform.
type Courier struct {
	Options
	wake chan struct{}
	idle chan chan struct{}
	// wall is what the clock of the machine shows.
	wall func() time.Time
	tally
	meter meter
}

// New makes a Courier.
func New(o Options) *Courier {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Policy == nil {
		o.Policy = func() Policy { return Policy{} }
	}
	if o.Compose == nil {
		o.Compose = composer{stories: o.Stories, now: o.Now, fresh: &pages{}}.compose
	}
	o.Workers = cmp.Or(o.Workers, 64)
	o.Lease = cmp.Or(o.Lease, 30*time.Second)
	o.Log = o.Log.With("part", "delivery", "platform", o.Platform.Name())
	c := &Courier{Options: o, wake: make(chan struct{}, 1), idle: make(chan chan struct{}), wall: o.Now}
	c.tally.s = Stats{
		Platform: o.Platform.Name(), Outcomes: map[Outcome]uint64{}, InvalidLeft: -1,
		PerSecond: o.Limits.PerSecond, Ceiling: o.Limits.PerSecond,
	}
	if m, ok := o.Platform.(bot.Metered); ok {
		m.OnUsage(c.meter.add)
	}
	return c
}

// Wake says that something new may be owed. It does not block.
func (c *Courier) Wake() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Idle blocks until nothing is on its way and nothing is owed that may go out
// now, or ctx ends. It needs Run to run.
func (c *Courier) Idle(ctx context.Context) error {
	reached := make(chan struct{})
	select {
	case c.idle <- reached:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case <-reached:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Run sends what is owed until ctx ends (nil), or until the platform refuses the
// bot (an error with fate Refused). Then it claims nothing more, gives what is on
// its way 10 seconds, and gives back what was claimed and not sent. Only one Run
// of a Courier may be under way.
func (c *Courier) Run(ctx context.Context) error {
	epoch, err := c.Ledger.Epoch(ctx)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // whatever err is, the end was asked for
	}
	if err != nil {
		return fmt.Errorf("read epoch: %w", err)
	}
	return newRound(c, epoch).run(ctx)
}
