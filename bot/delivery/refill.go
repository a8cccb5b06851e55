package delivery

import (
	"context"
	"time"
)

// room is how many deliveries are held at most: what goes out in five seconds
// at full speed, so that none waits in memory for longer than its lease allows.
func (r *round) room() int {
	return max(4*r.Workers, int(5*r.Limits.PerSecond))
}

// full reports whether there is not room enough to ask for more.
func (r *round) full() bool { return len(r.queue) > r.room()*3/4 }

// refill claims what is owed, when it is time to ask and a quarter of the room
// is free.
func (r *round) refill(ctx context.Context) {
	now := r.Now()
	free := r.room() - len(r.queue)
	if now.Before(r.ask) || now.Before(r.pacer.rest) || r.full() {
		return
	}
	got, err := r.Ledger.Claim(ctx, r.Platform.Name(), now, r.Lease, free)
	if err != nil {
		r.trouble(ctx, now, err)
		return
	}
	r.troubles = 0
	r.pacer.forget(now)
	before := len(r.queue)
	for _, d := range got {
		if !r.held[d.ID] { // else our own lease ended while it is on its way
			r.held[d.ID] = true
			r.queue = append(r.queue, claim{d, now})
		}
	}
	if len(r.queue)-before < free {
		r.ask = r.nextAsk(ctx, now)
	}
	r.tellIdlers()
}

// trouble puts off the next question, longer each time, and complains once.
func (r *round) trouble(ctx context.Context, now time.Time, err error) {
	if ctx.Err() != nil {
		return
	}
	if r.troubles == 0 {
		r.Log.Error("cannot claim deliveries", "err", err)
	}
	r.ask = now.Add(min(time.Second<<min(r.troubles, 5), 30*time.Second))
	r.troubles++
}

// nextAsk is when the ledger has something to ask for again.
func (r *round) nextAsk(ctx context.Context, now time.Time) time.Time {
	next, err := r.Ledger.Next(ctx, r.Platform.Name())
	if err != nil || next.IsZero() || next.After(now.Add(poll)) {
		return now.Add(poll)
	}
	return latest(next, now.Add(soonest))
}

// tellIdlers releases those who wait for idleness, if it is reached.
func (r *round) tellIdlers() {
	if len(r.queue) > 0 || r.flying > 0 {
		return
	}
	for _, reached := range r.idlers {
		close(reached)
	}
	r.idlers = nil
}
