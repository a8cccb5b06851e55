package delivery

import (
	"maps"
	"sync"
	"time"

	"herald/bot"
)

// Stats are the figures of one courier since its start, for metrics and /status.
// What waits in the ledger is not among them: see Backlog.
type Stats struct {
	Platform bot.PlatformName
	// Queued are claimed and wait for the limits, InFlight are on their way.
	Queued, InFlight int
	// Outcomes counts how attempts ended.
	Outcomes map[Outcome]uint64
	// Limited counts the answers that asked to wait (429), LimitedAll those of
	// them that held for all channels.
	Limited, LimitedAll uint64
	// PerSecond is how many messages a second the courier allows itself now, and
	// Ceiling the most that it ever does; zero means no limit.
	PerSecond, Ceiling float64
	// InvalidLeft is how many further requests may be invalid before the courier
	// stops for a while; negative where the platform does not count them.
	InvalidLeft int
	// RestUntil is until when nothing is sent at all, zero or past for no rest.
	RestUntil time.Time
	// LastSent is when the platform last took a message, zero for never.
	LastSent time.Time
	// Refused says that the platform refuses the bot; the courier has stopped.
	Refused bool
}

// Outcome is one way in which an attempt ends: what became of a delivery of some
// class, and because of which fate (empty where the platform took it or was not
// asked).
type Outcome struct {
	Class bot.Class
	State bot.State
	Fate  bot.Fate
}

// Backlog is what one class of a platform has waiting in the ledger.
type Backlog struct {
	Platform bot.PlatformName
	Class    bot.Class
	// Owed counts what may go out now or is on its way, Later what waits for a
	// time: quiet hours, or another attempt.
	Owed, Later int
	// Oldest is when the oldest of Owed was owed; zero for none.
	Oldest time.Time
}

// tally keeps Stats; it is safe for concurrent use.
type tally struct {
	mu sync.Mutex
	s  Stats
}

// Stats are the courier's figures now.
func (c *Courier) Stats() Stats {
	c.tally.mu.Lock()
	defer c.tally.mu.Unlock()
	s := c.tally.s
	s.Outcomes = maps.Clone(s.Outcomes)
	return s
}

// note changes the figures.
func (t *tally) note(f func(*Stats)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f(&t.s)
}

// count counts what an outcome tells of the limits.
func (s *Stats) count(o outcome) {
	if o.fate == bot.Wait {
		s.Limited++
		if o.everyone {
			s.LimitedAll++
		}
	}
	s.Refused = s.Refused || o.refused != nil
}

// show fills in how the round stands at now.
func (r *round) show(s *Stats, now time.Time) {
	s.Queued, s.InFlight, s.RestUntil = len(r.queue), r.flying, r.pacer.rest
	s.InvalidLeft = r.pacer.invalid.left(now)
	if r.pacer.speed != nil {
		s.PerSecond = r.pacer.speed.now
	}
}
