package delivery

import (
	"time"

	"herald/bot"
)

// pacer knows when the limits allow the next message. It belongs to one
// goroutine.
type pacer struct {
	limits Limits
	speed  *speed
	// rest is until when the platform has asked for silence.
	rest    time.Time
	places  map[string]*place
	invalid invalids
}

// place is what the pacer remembers of one conversation.
type place struct {
	// sent are the times of the latest messages, oldest first, as many as the
	// largest count of its rates.
	sent []time.Time
	// posts and edits are what the platform said of its own count.
	posts, edits window
	// busy says that a message is on its way, so that its time is not known.
	busy bool
	rest time.Time
	// strain counts how often the platform asked to wait though the rates were
	// kept; each time doubles what they are taken to be, up to maxStrain times,
	// and each strainLasts without another takes one back.
	strain   int
	strained time.Time
	// idle is from when on all of this may be forgotten.
	idle time.Time
}

const (
	maxStrain   = 3
	strainLasts = time.Minute
	// slack is added to what a platform says of its own times: its clock and
	// ours are read at different moments.
	slack = 15 * time.Millisecond
)

// window is a platform's own count of one sort of call: left of them until ends.
type window struct {
	left int
	ends time.Time
}

func newPacer(l Limits) *pacer {
	p := &pacer{limits: l, places: map[string]*place{}, invalid: invalids{most: l.Invalid}}
	if l.PerSecond > 0 {
		p.speed = newSpeed(l.PerSecond, max(l.Burst, 1))
	}
	return p
}

// ready is when the conversation of d may get its next message; not in the
// future means now. While a message is on its way there it is unknown: ok is
// false.
func (p *pacer) ready(d bot.Delivery, now time.Time) (at time.Time, ok bool) {
	c, found := p.places[p.limits.key(d)]
	if !found {
		return time.Time{}, true
	}
	at = c.rest
	w := c.window(d.Edits != "")
	switch {
	case w.ends.IsZero():
		at = latest(at, c.byRates(p.limits.rates(d)))
	case w.left <= 0 && now.Before(w.ends):
		at = latest(at, w.ends)
	}
	return at, !c.busy
}

// byRates is when the rates allow the next message.
func (c *place) byRates(rates []Rate) (at time.Time) {
	for _, r := range rates {
		if n := len(c.sent); n >= r.Count && r.Count > 0 {
			at = latest(at, c.sent[n-r.Count].Add(r.Per<<c.strain))
		}
	}
	return at
}

func (c *place) window(edit bool) *window {
	if edit {
		return &c.edits
	}
	return &c.posts
}

// take uses up one message of the whole platform at now, or says how long until
// there is one.
func (p *pacer) take(now time.Time) (wait time.Duration) {
	if p.speed == nil {
		return 0
	}
	return p.speed.take(now)
}

// start notes that a message to the conversation of d is on its way.
func (p *pacer) start(d bot.Delivery) {
	c := p.place(p.limits.key(d))
	c.busy = true
	c.window(d.Edits != "").left-- // what the platform says of it puts this right
}

func (p *pacer) place(key string) *place {
	c := p.places[key]
	if c == nil {
		c = &place{}
		p.places[key] = c
	}
	return c
}

// finish notes that the message arrived, at now at the latest. Counting from
// here and not from the start keeps the limit whatever the line's delay was.
func (p *pacer) finish(d bot.Delivery, now time.Time, asked bool) {
	c := p.place(p.limits.key(d))
	c.busy = false
	if asked {
		c.count(p.limits.rates(d), now)
	}
}

// count counts one message at now.
func (c *place) count(rates []Rate, now time.Time) {
	most, span := 0, time.Duration(0)
	for _, r := range rates {
		most, span = max(most, r.Count), max(span, r.Per)
	}
	if c.strain > 0 && now.Sub(c.strained) > strainLasts {
		c.strain, c.strained = c.strain-1, now
	}
	c.sent = append(c.sent, now)
	c.sent = c.sent[max(0, len(c.sent)-most):]
	c.idle = latest(c.idle, now.Add(span<<c.strain))
}

// learn takes in what the platform says of its limits.
func (p *pacer) learn(u bot.Usage, now time.Time) {
	key := p.limits.addressKey(u.At)
	if u.Direct {
		if p.speed != nil {
			p.speed.spend(now)
		}
		p.place(key).count(p.limits.Private, now)
	}
	if u.Known {
		c, ends := p.place(key), now.Add(u.ResetAfter+slack)
		*c.window(u.Edit) = window{left: u.Remaining, ends: ends}
		c.idle = latest(c.idle, ends)
	}
}

// pause keeps silence until then, because the platform asked for it: to the
// conversation of d, or to all.
func (p *pacer) pause(d bot.Delivery, now, until time.Time, everyone bool) {
	if everyone {
		p.rest = latest(p.rest, until)
		if p.speed != nil {
			p.speed.slowDown(now, until)
		}
		return
	}
	c := p.place(p.limits.key(d))
	c.strain, c.strained = min(c.strain+1, maxStrain), now
	c.rest, c.idle = latest(c.rest, until), latest(c.idle, latest(until, now.Add(strainLasts)))
}

// fault counts a request that the platform calls invalid, and rests when there
// were too many.
func (p *pacer) fault(now time.Time) (stopped bool) {
	until := p.invalid.add(now)
	if until.IsZero() || !until.After(p.rest) {
		return false
	}
	p.rest = until
	return true
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
