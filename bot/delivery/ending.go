package delivery

import (
	"time"

	"herald/bot"
)

// Ending is how one attempt at a delivery ended, for those who count.
type Ending struct {
	Delivery   bot.Delivery
	Settlement Settlement
	// Fate is what the platform made of the message; empty where it took it, or
	// was not asked.
	Fate bot.Fate
	// Asked says that the platform was asked, Took for how long it was.
	Asked bool
	Took  time.Duration
}

// tell counts how an attempt ended, and passes it on.
func (r *round) tell(e Ending) {
	r.tally.note(func(s *Stats) {
		s.Outcomes[Outcome{e.Delivery.Class(), e.Settlement.State, e.Fate}]++
		if e.Settlement.State == bot.Sent {
			s.LastSent = e.Settlement.At
		}
	})
	if r.OnEnding != nil {
		r.OnEnding(e)
	}
}
