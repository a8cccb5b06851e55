package delivery

import (
	"context"
	"slices"
	"sync"
	"time"

	"herald/bot"
)

const (
	// grace is how long messages on their way may take after the end.
	grace = 10 * time.Second
	// settleTime is how long writing down an outcome may take.
	settleTime = 5 * time.Second
	// poll is how often the ledger is asked when nobody wakes the courier:
	// another process may have written to it. soonest is the shortest pause
	// between two questions that gave nothing.
	poll    = 10 * time.Second
	soonest = 250 * time.Millisecond
)

// round is one run of a courier. Its fields belong to the goroutine of run;
// workers speak through done.
type round struct {
	*Courier
	epoch  string
	pacer  *pacer
	queue  []claim // claimed and not yet on their way, oldest first
	held   map[bot.DeliveryID]bool
	flying int
	done   chan outcome
	// ask is when the ledger is asked next, troubles how often in a row it
	// could not answer.
	ask      time.Time
	troubles int
	idlers   []chan struct{}
	delays   delays
	refused  error
	workers  sync.WaitGroup
}

// claim is a delivery that this process may send until its lease ends.
type claim struct {
	bot.Delivery
	since time.Time
}

func newRound(c *Courier, epoch string) *round {
	return &round{
		Courier: c, epoch: epoch, pacer: newPacer(c.Limits),
		held: map[bot.DeliveryID]bool{}, done: make(chan outcome, c.Workers), ask: c.Now(),
	}
}

// run is the courier's loop: ask the ledger, send what may go, wait.
func (r *round) run(ctx context.Context) error {
	// Work outlives ctx by the time of grace.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	for ctx.Err() == nil && r.refused == nil {
		r.refill(ctx)
		next := r.dispatch(work)
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
// when an outcome will tell. What would wait for too long is given back.
func (r *round) tryStart(work context.Context, c claim, now time.Time) (started bool, at time.Time) {
	if r.flying >= r.Workers {
		return false, time.Time{}
	}
	at, known := r.pacer.ready(c.Delivery)
	if end := c.since.Add(r.Lease / 2); at.After(end) || now.After(end) {
		r.start(work, c.Delivery, giveBack(latest(at, now), now))
		return true, time.Time{}
	}
	if !known {
		return false, time.Time{}
	}
	if at.After(now) {
		return false, at
	}
	s := plan(c.Delivery, now)
	if s.asks() {
		if wait := r.pacer.take(now); wait > 0 {
			return false, now.Add(wait)
		}
	}
	r.start(work, c.Delivery, s)
	return true, time.Time{}
}

// wait blocks until next, the next question, an outcome, a wake-up or the end.
func (r *round) wait(ctx context.Context, next time.Time) {
	until := latest(r.ask, r.pacer.rest)
	if r.full() {
		until = r.Now().Add(poll) // no room to ask for more before something goes
	}
	if !next.IsZero() && next.Before(until) {
		until = next
	}
	r.tally.note(func(s *Stats) { s.Queued, s.InFlight, s.RestUntil = len(r.queue), r.flying, r.pacer.rest })
	timer := time.NewTimer(until.Sub(r.Now()))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-r.wake:
		r.ask = r.Now()
	case reached := <-r.idle:
		r.idlers = append(r.idlers, reached)
		r.ask = r.Now()
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
	delete(r.held, o.delivery.ID)
	r.tally.note(func(s *Stats) { s.count(o) })
	if o.paced {
		r.pacer.finish(o.delivery, now, o.asked)
	}
	if o.rest > 0 {
		r.pacer.pause(o.delivery, now.Add(o.rest), o.everyone)
	}
	if o.delayed != nil {
		r.delays.note(r.Log, now, o.delayed)
	}
	if o.refused != nil && r.refused == nil {
		r.refused = o.refused
	}
	r.ask = now
}

// finish waits for what is on its way and gives back the rest.
func (r *round) finish(work context.Context, stop func()) {
	timer := time.AfterFunc(grace, stop)
	defer timer.Stop()
	for r.flying > 0 {
		r.land(<-r.done)
	}
	r.workers.Wait()
	now := r.Now()
	for _, c := range r.queue {
		if r.Now().Sub(now) > settleTime {
			return // the ledger has trouble; the leases will end
		}
		r.settle(work, c.Delivery, giveBack(now, now).settlement)
	}
}
