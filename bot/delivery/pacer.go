package delivery

import (
	"time"

	"golang.org/x/time/rate"

	"herald/bot"
)

// pacer knows when the limits allow the next message. It belongs to one
// goroutine.
type pacer struct {
	limits  Limits
	overall *rate.Limiter
	// rest is until when the platform has asked for silence.
	rest   time.Time
	places map[string]*place
}

// place is what the pacer remembers of one conversation.
type place struct {
	// sent are the times of the latest messages, oldest first, as many as the
	// largest count of its rates.
	sent []time.Time
	// busy says that a message is on its way, so that its time is not known.
	busy bool
	rest time.Time
	// idle is from when on all of this may be forgotten.
	idle time.Time
}

func newPacer(l Limits) *pacer {
	p := &pacer{limits: l, places: map[string]*place{}}
	if l.PerSecond > 0 {
		p.overall = rate.NewLimiter(rate.Limit(l.PerSecond), max(l.Burst, 1))
	}
	return p
}

// ready is when the conversation of d may get its next message; not in the past
// means not yet. While a message is on its way there it is unknown: ok is false.
func (p *pacer) ready(d bot.Delivery) (at time.Time, ok bool) {
	c, found := p.places[p.limits.key(d)]
	if !found {
		return p.rest, true
	}
	at = latest(p.rest, c.rest)
	for _, r := range p.limits.rates(d) {
		if n := len(c.sent); n >= r.Count && r.Count > 0 {
			at = latest(at, c.sent[n-r.Count].Add(r.Per))
		}
	}
	return at, !c.busy
}

// take uses up one message of the whole platform at now, or says how long until
// there is one.
func (p *pacer) take(now time.Time) (wait time.Duration) {
	if p.overall == nil {
		return 0
	}
	r := p.overall.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// start notes that a message to the conversation of d is on its way.
func (p *pacer) start(d bot.Delivery) {
	key := p.limits.key(d)
	c := p.places[key]
	if c == nil {
		c = &place{}
		p.places[key] = c
	}
	c.busy = true
}

// finish notes that the message arrived, at now at the latest. Counting from
// here and not from the start keeps the limit whatever the line's delay was.
func (p *pacer) finish(d bot.Delivery, now time.Time, asked bool) {
	c := p.places[p.limits.key(d)]
	c.busy = false
	if !asked {
		return
	}
	most, span := 0, time.Duration(0)
	for _, r := range p.limits.rates(d) {
		most, span = max(most, r.Count), max(span, r.Per)
	}
	c.sent = append(c.sent, now)
	c.sent = c.sent[max(0, len(c.sent)-most):]
	c.idle = latest(c.idle, now.Add(span))
}

// pause keeps silence until then: to the conversation of d, or to all.
func (p *pacer) pause(d bot.Delivery, until time.Time, everyone bool) {
	if everyone {
		p.rest = latest(p.rest, until)
		return
	}
	c := p.places[p.limits.key(d)]
	c.rest, c.idle = latest(c.rest, until), latest(c.idle, until)
}

// forget drops conversations that no limit holds any more.
func (p *pacer) forget(now time.Time) {
	for key, c := range p.places {
		if !c.busy && !now.Before(c.idle) {
			delete(p.places, key)
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
