package delivery

import (
	"time"

	"golang.org/x/time/rate"
)

// speed paces all messages of one platform together, close below what it allows.
//
// The platform counts messages when they arrive. What is sent evenly arrives a
// little unevenly, so in any second and a margin no more start than it allows in
// a second; the margin is how much the times of answers have varied lately. Where
// that is not enough the platform says so: then the courier gives up a little of
// its speed at once, much where that happens again soon, and takes it back in
// small steps.
type speed struct {
	// ceiling is what the platform allows in a second, now what the courier
	// allows itself.
	ceiling, now float64
	even         *rate.Limiter
	// starts are the latest starts, oldest first, at most ceiling of them.
	starts []time.Time
	// slowed is when the platform last stopped complaining, raised when the speed
	// was last raised.
	slowed, raised time.Time
	// trouble is the speed at which the platform complained again and again, zero
	// for none.
	trouble float64
	// typical is the usual time of an answer, varies how far one was from it
	// lately.
	typical, varies time.Duration
}

const (
	// leastMargin and mostMargin bound how much longer than a second the span is
	// in which no more start than are allowed in a second.
	leastMargin = 12 * time.Millisecond
	mostMargin  = 20 * time.Millisecond
	// slower is what is left of the speed when the platform complains, muchSlower
	// when it does again within soonAgain, and slowest the least part of the
	// ceiling. A complaint that asks for no more than brief rest is about one
	// message too many in one second: then slightlySlower is left.
	slower         = 0.95
	muchSlower     = 0.8
	slightlySlower = 0.98
	soonAgain      = 30 * time.Second
	slowest        = 0.1
	brief          = 1100 * time.Millisecond
	// After calm without complaint the speed rises by raise of the ceiling, and
	// again after each raiseEvery.
	calm       = 5 * time.Second
	raiseEvery = time.Second
	raise      = 0.01
	// Near the speed of trouble it rises only by carefully; trouble is forgotten
	// after as long as forgiving without complaint.
	near      = 0.93
	carefully = 0.001
	forgiving = 2 * time.Minute
	// fading is what is left of a deviation with each further message.
	fading = 0.995
)

func newSpeed(perSecond float64, burst int) *speed {
	return &speed{ceiling: perSecond, now: perSecond, even: rate.NewLimiter(rate.Limit(perSecond), burst)}
}

// take uses up one message at now, or says how long until there is one.
func (s *speed) take(now time.Time) (wait time.Duration) {
	s.recover(now)
	if wait = s.full(now); wait > 0 {
		return wait
	}
	r := s.even.ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait
	}
	s.note(now)
	return 0
}

// full says how long until fewer have started in a second and the margin than
// are allowed in a second.
func (s *speed) full(now time.Time) time.Duration {
	most := max(int(s.ceiling), 1)
	if len(s.starts) < most {
		return 0
	}
	margin := min(max(s.varies, leastMargin), mostMargin)
	span := time.Duration(float64(most)/s.now*float64(time.Second)) + margin
	return s.starts[len(s.starts)-most].Add(span).Sub(now)
}

func (s *speed) note(now time.Time) {
	s.starts = append(s.starts, now)
	s.starts = s.starts[max(0, len(s.starts)-max(int(s.ceiling), 1)):]
}

// spend counts a message that somebody else has sent.
func (s *speed) spend(now time.Time) {
	s.even.AllowN(now, 1)
	s.note(now)
}

// took takes note of how long the platform took to answer.
func (s *speed) took(d time.Duration) {
	if s.typical == 0 || d < s.typical {
		s.typical = d
	}
	off := d - s.typical
	s.typical += min(off, leastMargin) / 16
	s.varies = max(off, time.Duration(float64(s.varies)*fading))
}

// slowDown lowers the speed, after the platform has asked for rest until then.
// What was on its way when it was lowered may be complained about as well, and
// says nothing new.
func (s *speed) slowDown(now, until time.Time) {
	since, left := now.Sub(s.slowed), slower
	if since < time.Second {
		return
	}
	switch again := since < soonAgain; {
	case until.Sub(now) <= brief && again:
		left = slower
	case until.Sub(now) <= brief:
		left = slightlySlower
	case again:
		left, s.trouble = muchSlower, s.now
	}
	s.slowed, s.raised = latest(now, until), now
	s.set(now, max(s.now*left, s.ceiling*slowest))
}

// recover raises the speed when it is time to.
func (s *speed) recover(now time.Time) {
	since := now.Sub(s.slowed)
	if s.now >= s.ceiling || since < calm || now.Sub(s.raised) < raiseEvery {
		return
	}
	if since > forgiving {
		s.trouble = 0
	}
	step := raise
	if s.trouble > 0 && s.now >= s.trouble*near {
		step = carefully
	}
	s.raised = now
	s.set(now, min(s.now+s.ceiling*step, s.ceiling))
}

func (s *speed) set(now time.Time, perSecond float64) {
	s.now = perSecond
	s.even.SetLimitAt(now, rate.Limit(perSecond))
}
