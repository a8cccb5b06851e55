package delivery

import (
	"context"
	"slices"
	"time"

	"herald/bot"
)

// Before a delivery is sent, the ledger writes down that it is about to be: what
// was so marked when Herald was killed may have been sent, and nothing else. That
// takes the disk's time, so it is done for a few deliveries at once, a moment
// before their turn comes. What cannot be written down is not sent.

// arming is how beginnings are written down: by a worker, one group at a time.
type arming struct {
	busy     bool
	begun    chan beginnings
	next     time.Time // not before then, after a failure
	troubles int
}

// beginnings are what the ledger answered.
type beginnings struct {
	asked []bot.Delivery
	own   []bot.DeliveryID
	err   error
}

// lead is how long before its turn a delivery is armed.
const lead = 250 * time.Millisecond

// ahead is how many deliveries are armed and not yet sent, at most: what goes out
// in the time of lead.
func (r *round) ahead() int {
	if r.Limits.PerSecond == 0 {
		return r.Workers
	}
	return max(4, int(r.Limits.PerSecond*lead.Seconds())+1)
}

// arm has the beginnings written down of those whose turn comes next.
func (r *round) arm(work context.Context) {
	now := r.Now()
	if r.arming.busy || now.Before(r.arming.next) || now.Before(r.pacer.rest.Add(-lead)) {
		return
	}
	group := r.toArm(now)
	if len(group) == 0 {
		return
	}
	r.arming.busy = true
	r.workers.Go(func() {
		own, err := r.Ledger.Begin(work, group, now)
		r.arming.begun <- beginnings{group, own, err}
	})
}

// toArm marks those to be armed now. While most of those that may be are armed, it
// waits for a few to be armed together.
func (r *round) toArm(now time.Time) (group []bot.Delivery) {
	room := r.ahead()
	for _, c := range r.queue {
		if c.armed {
			room--
		}
	}
	if room < r.ahead()/3 {
		return nil
	}
	for i := range r.queue {
		c := &r.queue[i]
		if room <= 0 {
			break
		}
		if at, known := r.pacer.ready(c.Delivery, now); c.armed || !known || at.After(now.Add(lead)) || !r.plan(c.Delivery, now).asks() {
			continue
		}
		c.arms = true
		group = append(group, c.Delivery)
		room--
	}
	return group
}

// begin takes note of what was written down. What is no longer this process's own
// is left to whoever has it now.
func (r *round) begin(ctx context.Context, b beginnings) {
	r.arming.busy = false
	asked := make(map[bot.DeliveryID]bool, len(b.asked))
	for _, d := range b.asked {
		asked[d.ID] = true
	}
	lost := func(id bot.DeliveryID) bool { return b.err == nil && asked[id] && !slices.Contains(b.own, id) }
	r.queue = slices.DeleteFunc(r.queue, func(c claim) bool { return lost(c.ID) })
	for i := range r.queue {
		if c := &r.queue[i]; asked[c.ID] {
			c.arms = false
			c.armed = c.armed || b.err == nil
		}
	}
	for _, d := range b.asked {
		if lost(d.ID) {
			r.letGo(d.ID)
		}
	}
	r.beginTrouble(ctx, b.err)
}

// beginTrouble puts off the next group after a failure, and complains once.
func (r *round) beginTrouble(ctx context.Context, err error) {
	if err == nil {
		r.arming.troubles = 0
		return
	}
	if ctx.Err() != nil {
		return
	}
	if r.arming.troubles == 0 {
		r.Log.Error("cannot write down what is sent next", "err", err)
	}
	r.arming.next = r.Now().Add(min(time.Second<<min(r.arming.troubles, 5), 30*time.Second))
	r.arming.troubles++
}
