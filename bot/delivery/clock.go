package delivery

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/bot"
)

// What is written down for later is written as a time of day. When the clock of the
// machine is set, that time comes too soon or much too late: an hour back would be
// an hour of silence, and an hour forth would end the leases of what is on its way.
// So the courier watches the clock, and tells the ledger.

// leap is by how much the clock must differ from the time that has passed to have
// been set; less does no harm.
const leap = time.Second

// clock notices that the clock was set. It belongs to one goroutine.
type clock struct {
	// wall and passed are the clock, and the time that had passed since begun,
	// when both were looked at last.
	begun, wall time.Time
	passed      time.Duration
	// set says that the ledger is to be told, by how much the clock was set in
	// all; zero at a start, when nobody knows.
	set bool
	by  time.Duration
}

// newClock is a clock that shows wall now. Nobody knows what it was before.
func newClock(wall time.Time) clock { return clock{begun: time.Now(), wall: wall.Round(0), set: true} }

// look compares what the clock shows with the time that has passed.
func (c *clock) look(wall time.Time) {
	passed := time.Since(c.begun)
	by := wall.Round(0).Sub(c.wall) - (passed - c.passed)
	c.wall, c.passed = wall.Round(0), passed
	if by.Abs() >= leap {
		c.set, c.by = true, c.by+by
	}
}

// adjust tells the ledger that the clock was set, by the by of a look at now.
func (r *round) adjust(work context.Context, own []bot.Delivery, by time.Duration, now time.Time) error {
	if by != 0 {
		r.Log.Warn("the clock of this machine was set", "by", by.Round(time.Millisecond), "to", now)
	}
	return r.Ledger.SetClock(work, r.Platform.Name(), own, by, now, r.Lease)
}

// own are the deliveries that this process holds.
func (r *round) own() []bot.Delivery {
	all := make([]bot.Delivery, 0, len(r.held))
	for _, d := range r.held {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b bot.Delivery) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
