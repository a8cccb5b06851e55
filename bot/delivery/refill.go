package delivery

import (
	"cmp"
	"context"
	"slices"
	"time"

	"herald/bot"
)

// asking is how the ledger is asked for more. A worker does it, one question at a
// time, so that a ledger that is slow delays nothing that is claimed already.
type asking struct {
	// next is when the ledger is asked next, troubles how often in a row it
	// could not answer.
	next     time.Time
	troubles int
	busy     bool
	// again says that something came up while a question was under way, which
	// may have been too early to see it.
	again bool
	got   chan claims
}

// claims are what the ledger answered.
type claims struct {
	deliveries []bot.Delivery
	asked      int
	at         time.Time
	// more is when to ask again.
	more time.Time
	// set says that the ledger is still to be told that the clock was set by by.
	set bool
	by  time.Duration
	err error
}

// soon makes the next question come at now, unless the ledger has trouble.
func (a *asking) soon(now time.Time) {
	if a.troubles == 0 {
		a.at(now)
	}
}

// at makes the next question come at now, whatever the one under way brings.
func (a *asking) at(now time.Time) { a.next, a.again = now, a.busy }

// room is how many deliveries are held at most: what goes out in two seconds at
// full speed. More would only wait here for longer, and others behind them.
func (r *round) room() int {
	return max(2*r.ahead(), int(2*r.Limits.PerSecond))
}

// full reports whether there is not room enough to ask for more.
func (r *round) full() bool { return len(r.queue) > r.room()*3/4 }

// refill asks for what is owed, when it is time to ask and a quarter of the room
// is free.
func (r *round) refill(work context.Context) {
	now := r.Now()
	if r.asking.busy || now.Before(r.asking.next) || now.Before(r.pacer.rest) || r.full() {
		return
	}
	r.asking.busy, r.asking.again = true, false
	r.idlers.ask()
	n, set, by, own := r.room()-len(r.queue), r.clock.set, r.clock.by, r.own()
	r.clock.set, r.clock.by = false, 0
	r.workers.Go(func() {
		c := claims{asked: n, at: now, set: set, by: by}
		if set {
			c.err = r.adjust(work, own, by, now)
		}
		if c.err == nil {
			c.deliveries, c.err = r.Ledger.Claim(work, r.Platform.Name(), now, r.Lease, n)
			c.set = false
		}
		if c.err == nil && len(c.deliveries) < n {
			c.more = r.nextAsk(work, now)
		}
		r.asking.got <- c
	})
}

// take queues what was claimed.
func (r *round) take(ctx context.Context, c claims) {
	r.asking.busy = false
	if c.set {
		r.clock.set, r.clock.by = true, r.clock.by+c.by
	}
	if c.err != nil {
		r.trouble(ctx, c.err)
		return
	}
	r.asking.troubles = 0
	if !r.asking.again {
		r.asking.next = c.more
	}
	r.pacer.forget(c.at)
	for _, d := range c.deliveries {
		r.keep(claim{Delivery: d, since: c.at})
	}
	slices.SortStableFunc(r.queue, func(a, b claim) int { return cmp.Compare(a.turn(), b.turn()) })
	if len(c.deliveries) == 0 {
		r.idlers.nothing = true
	}
}

// turn orders what is queued: by class, but first what may have been sent, while the
// platform can tell.
func (c claim) turn() bot.Class {
	if !c.Begun.IsZero() {
		return bot.ClassBreaking - 1
	}
	return c.Class()
}

// keep queues a claim. One of what is held already waits until that is over: its
// lease has ended, or it is owed anew and the news of its end is still to come.
func (r *round) keep(c claim) {
	if _, ours := r.held[c.ID]; ours {
		r.early[c.ID] = c
		return
	}
	r.held[c.ID] = c.Delivery
	r.queue = append(r.queue, c)
}

// letGo ends what is held of a delivery, and takes up a claim that came meanwhile.
// If nothing is left to do, the ledger says so when it is to begin.
func (r *round) letGo(id bot.DeliveryID) {
	delete(r.held, id)
	if c, ok := r.early[id]; ok {
		delete(r.early, id)
		r.keep(c)
	}
}

// trouble puts off the next question, longer each time, and complains once.
func (r *round) trouble(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	if r.asking.troubles == 0 {
		r.Log.Error("cannot claim deliveries", "err", err)
	}
	r.asking.next = r.Now().Add(min(time.Second<<min(r.asking.troubles, 5), 30*time.Second))
	r.asking.troubles++
}

// nextAsk is when the ledger has something to ask for again.
func (r *round) nextAsk(ctx context.Context, now time.Time) time.Time {
	next, err := r.Ledger.Next(ctx, r.Platform.Name())
	if err != nil || next.IsZero() || next.After(now.Add(poll)) {
		return now.Add(poll)
	}
	return latest(next, now.Add(soonest))
}
