package delivery

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"herald/bot"
)

const (
	// grace is how long messages on their way may take after the end.
	grace = 10 * time.Second
	// settleTime is how long writing down an outcome may take, settleFor for how
	// long it is tried again where it fails.
	settleTime = 5 * time.Second
	settleFor  = time.Hour
	// poll is how often the ledger is asked when nobody wakes the courier:
	// another process may have written to it. soonest is the shortest pause
	// between two questions that gave nothing.
	poll    = 10 * time.Second
	soonest = 250 * time.Millisecond
	// patience is how long a delivery waits in memory for its own conversation.
	// What must wait longer is given back, and takes nobody's place.
	patience = 2 * time.Second
)

// round is one run of a courier. Its fields belong to the goroutine of run;
// workers speak through done, claims and begun.
type round struct {
	*Courier
	epoch  string
	pacer  *pacer
	queue  []claim // claimed and not yet on their way, the first to go first
	held   map[bot.DeliveryID]bot.Delivery
	early  map[bot.DeliveryID]claim // claimed again while they were held
	flying int
	done   chan outcome
	asking asking
	arming arming
	idlers idlers
	delays delays
	clock  clock

	refused error
	workers sync.WaitGroup
}

// claim is a delivery that this process may send until its lease ends.
type claim struct {
	bot.Delivery
	// since is when the lease was taken.
	since time.Time
	// arms says that its beginning is being written down, armed that it is.
	arms, armed bool
}

// look is when to look at c again, which may go at the time of at: before that,
// it must be armed.
func (c claim) look(at, now time.Time) time.Time {
	if early := at.Add(-lead); !c.armed && early.After(now) {
		return early
	}
	return at
}

func newRound(c *Courier, epoch string) *round {
	return &round{
		Courier: c, epoch: epoch, pacer: newPacer(c.Limits),
		held: map[bot.DeliveryID]bot.Delivery{}, early: map[bot.DeliveryID]claim{}, clock: newClock(c.wall()), done: make(chan outcome, c.Workers),
		asking: asking{next: c.Now(), got: make(chan claims, 1)},
		arming: arming{begun: make(chan beginnings, 1)},
	}
}

// run is the courier's loop: ask the ledger, send what may go, wait.
func (r *round) run(ctx context.Context) error {
	// Work outlives ctx by the time of grace.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	for ctx.Err() == nil && r.refused == nil {
		r.clock.look(r.wall())
		r.refill(work)
		next := r.dispatch(work)
		r.arm(work)
		r.tellIdlers()
		r.wait(ctx, next)
	}
	r.finish(work, stop)
	return r.refused
}

// dispatch sends on their way all deliveries that the limits allow now, and says
// when the next may go; zero when only an event can tell.
func (r *round) dispatch(work context.Context) (next time.Time) {
	now := r.Now()
	r.queue = slices.DeleteFunc(r.queue, func(c claim) bool {
		started, at := r.tryStart(work, c, now)
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
		return started
	})
	return next
}

// tryStart sends c on its way if it may go now, and else says when it may; zero
// when an event will tell. What would wait for too long is given back.
func (r *round) tryStart(work context.Context, c claim, now time.Time) (started bool, at time.Time) {
	if r.flying >= r.Workers || c.arms {
		return false, time.Time{}
	}
	own, known := r.pacer.ready(c.Delivery, now)
	if s, late := r.lateness(c, own, now); late {
		r.start(work, c.Delivery, s)
		return true, time.Time{}
	}
	if !known {
		return false, time.Time{}
	}
	if at = latest(own, r.pacer.rest); at.After(now) {
		return false, c.look(at, now)
	}
	s := r.plan(c.Delivery, now)
	if c.armed && !s.hold.IsZero() {
		s = giveBack(now, now) // it was not sent after all, and is held when it comes again
	}
	if s.asks() {
		if !c.armed {
			return false, time.Time{} // when it is, there is an event
		}
		if wait := r.pacer.take(now); wait > 0 {
			return false, now.Add(wait)
		}
	}
	r.start(work, c.Delivery, s)
	return true, time.Time{}
}

// lateness says whether and how to give c back, which may go at own at the
// earliest: to be claimed again by then, or at once when its lease runs out.
func (r *round) lateness(c claim, own, now time.Time) (step, bool) {
	if own.After(now.Add(patience)) {
		return giveBack(own, now), true
	}
	end := c.since.Add(r.Lease / 3)
	if now.After(end) || r.pacer.rest.After(end) {
		return giveBack(now, now), true
	}
	return step{}, false
}

// wait blocks until next, the next question, an outcome, a wake-up or the end.
func (r *round) wait(ctx context.Context, next time.Time) {
	now := r.Now()
	until := latest(r.asking.next, r.pacer.rest)
	if r.full() || r.asking.busy {
		until = now.Add(poll)
	}
	if !next.IsZero() && next.Before(until) {
		until = next // which may have come while the others were looked at
	}
	if at := r.arming.next; at.After(now) && at.Before(until) {
		until = at
	}
	r.tally.note(func(s *Stats) { r.show(s, now) })
	timer := time.NewTimer(until.Sub(now))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-r.wake:
		r.asking.at(now)
	case reached := <-r.idle:
		r.idlers.add(reached)
		r.asking.at(now)
	case got := <-r.asking.got:
		r.take(ctx, got)
	case b := <-r.arming.begun:
		r.begin(ctx, b)
	case o := <-r.done:
		r.land(o)
	}
}

// start hands d to a worker. There is always room in done for its outcome.
func (r *round) start(work context.Context, d bot.Delivery, s step) {
	r.flying++
	if s.asks() {
		r.pacer.start(d)
	}
	r.workers.Go(func() { r.done <- r.attempt(work, d, s) })
}

// land takes note of an outcome.
func (r *round) land(o outcome) {
	now := r.Now()
	r.flying--
	r.letGo(o.delivery.ID)
	r.learn(now)
	r.tally.note(func(s *Stats) { s.count(o) })
	if o.paced {
		r.pacer.finish(o.delivery, now, o.asked)
	}
	if o.asked && o.fate == "" && r.pacer.speed != nil {
		r.pacer.speed.took(o.took)
	}
	if o.rest > 0 {
		r.pacer.pause(o.delivery, now, now.Add(o.rest), o.everyone)
	}
	if o.fate == bot.Gone || o.fate == bot.Wait || o.fate == bot.Refused {
		if r.pacer.fault(now) {
			r.Log.Error("too many invalid requests; nothing is sent for a while", "until", r.pacer.rest)
		}
	}
	if o.delayed != nil {
		r.delays.note(r.Log, now, o.delayed)
	}
	if o.refused != nil && r.refused == nil {
		r.refused = o.refused
	}
	r.asking.soon(now)
}

// learn takes in what the platform has told of its limits meanwhile.
func (r *round) learn(now time.Time) {
	for _, u := range r.meter.take() {
		r.pacer.learn(u, now)
	}
}

// finish waits for what is on its way and gives back the rest.
func (r *round) finish(work context.Context, stop func()) {
	timer := time.AfterFunc(grace, stop)
	defer timer.Stop()
	for r.flying > 0 {
		r.land(<-r.done)
	}
	r.workers.Wait()
	if r.asking.busy {
		r.take(work, <-r.asking.got)
	}
	r.giveBackAll(work)
}

// giveBackAll owes again what was claimed and not sent. Where the ledger has
// trouble, the leases will end.
func (r *round) giveBackAll(work context.Context) {
	var failed atomic.Int64
	now := r.Now()
	for _, c := range r.queue {
		r.workers.Go(func() {
			if r.writeDown(work, c.ID, settlementOf(c.Delivery, giveBack(now, now).settlement)) != nil {
				failed.Add(1)
			}
		})
	}
	r.workers.Wait()
	if n := failed.Load(); n > 0 {
		r.Log.Warn("cannot give back what was not sent; it waits for its lease to end", "deliveries", n, "lease", r.Lease)
	}
}
