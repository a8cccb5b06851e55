package delivery

import (
	"fmt"
	"time"

	"herald/bot"
)

// Decision is what to do after an attempt that failed.
type Decision struct {
	// Settlement is written for the delivery.
	Settlement Settlement
	// Pause, when not empty, stops everything for the channel, for this reason.
	Pause string
	// MoveTo, when not zero, is the channel's new address.
	MoveTo bot.Address
	// Rest is how long nothing may be sent to the channel, or, with Everyone,
	// to any channel of the platform.
	Rest     time.Duration
	Everyone bool
	// Stop says that the platform refuses the bot itself.
	Stop bool
}

// Decide says what to do with d after an attempt at now failed with fate. It is
// pure: the same arguments give the same decision.
func Decide(fate *bot.SendError, d bot.Delivery, now time.Time, p Policy) Decision {
	p = p.withDefaults()
	cause := causeOf(fate)
	switch fate.Fate {
	case bot.Wait:
		rest := max(fate.After, time.Second)
		s := later(d, now, rest, p, cause)
		s.Untried = s.State == bot.Owed
		return Decision{Settlement: s, Rest: rest, Everyone: fate.Everyone}
	case bot.Gone:
		return Decision{Settlement: drop(now, cause), Pause: cause}
	case bot.Moved:
		return moved(fate, d, now, p, cause)
	case bot.Rejected:
		return Decision{Settlement: drop(now, "rejected: "+cause)}
	case bot.Refused:
		s := Settlement{State: bot.Owed, NotBefore: now, Reason: cause, At: now, Untried: true}
		return Decision{Settlement: s, Stop: true}
	case bot.Uncertain:
		return Decision{Settlement: perhaps(d, now, p, cause)}
	default: // bot.Retry, and what nobody has named yet
		return Decision{Settlement: retry(fate, d, now, p, cause)}
	}
}

// retry tries again after a pause; a longer one where the platform must know the
// nonce of the first attempt by then.
func retry(fate *bot.SendError, d bot.Delivery, now time.Time, p Policy, cause string) Settlement {
	pause := p.backoff(d.ID, d.Attempts)
	if fate.Perhaps {
		pause = max(pause, resendAfter)
	}
	s := again(d, now, pause, p, cause)
	s.Perhaps = fate.Perhaps
	return s
}

// causeOf is the error without the fate behind it.
func causeOf(fate *bot.SendError) string {
	if fate.Err == nil {
		return string(fate.Fate)
	}
	return fate.Err.Error()
}

// moved sends to the new address at once, unless the platform gives none or the
// one that was tried.
func moved(fate *bot.SendError, d bot.Delivery, now time.Time, p Policy, cause string) Decision {
	if fate.MovedTo == (bot.Address{}) || fate.MovedTo == d.Channel.Address {
		return Decision{Settlement: again(d, now, p.backoff(d.ID, d.Attempts), p, cause)}
	}
	return Decision{Settlement: again(d, now, 0, p, cause), MoveTo: fate.MovedTo}
}

// perhaps decides about what may have been sent already.
func perhaps(d bot.Delivery, now time.Time, p Policy, cause string) Settlement {
	if p.resends(d) {
		return again(d, now, max(resendAfter, p.backoff(d.ID, d.Attempts)), p, cause)
	}
	return Settlement{State: bot.Undecided, Reason: "perhaps sent: " + cause, At: now}
}

// doubtful settles what was being sent when Herald was killed, where it may not
// simply be sent again: the platform, which knows nonces for the time of once,
// might post it twice.
func doubtful(d bot.Delivery, now time.Time, once time.Duration, p Policy) (s Settlement, doubt bool) {
	since := now.Sub(d.Begun) // negative where the clock was set back: then nobody knows
	if d.Begun.IsZero() || since >= 0 && since < once || p.resends(d) {
		return Settlement{}, false
	}
	reason := "perhaps sent: Herald was cut off at " + d.Begun.UTC().Format(time.RFC3339) + " while it was on its way"
	return Settlement{State: bot.Undecided, Reason: reason, At: now}, true
}

// again owes d for another attempt after pause, unless it has had all of its
// attempts.
func again(d bot.Delivery, now time.Time, pause time.Duration, p Policy, cause string) Settlement {
	if n := d.Attempts + 1; n >= p.Attempts {
		return drop(now, fmt.Sprintf("gave up after %d attempts: %s", n, cause))
	}
	return later(d, now, pause, p, cause)
}

// later owes d after pause, unless it is worth nothing by then.
func later(d bot.Delivery, now time.Time, pause time.Duration, p Policy, cause string) Settlement {
	next := now.Add(pause)
	if end := lastMoment(d); !end.IsZero() && !next.Before(end) {
		return drop(now, "expired: "+cause)
	}
	if since := now.Sub(d.Owed); d.Expires.IsZero() && since+pause >= p.GiveUp {
		return drop(now, fmt.Sprintf("gave up after %s: %s", since.Round(time.Second), cause))
	}
	return Settlement{State: bot.Owed, NotBefore: next, Reason: cause, At: now}
}

func drop(now time.Time, reason string) Settlement {
	return Settlement{State: bot.Dropped, Reason: reason, At: now}
}
