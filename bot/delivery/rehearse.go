package delivery

import (
	"context"
	"fmt"
	"time"

	"herald/bot"
)

// Rehearsed is what a courier would have done with a delivery.
type Rehearsed struct {
	bot.Delivery
	// At is when, Held until when it was held instead, zero where it was not.
	At, Held time.Time
	// Silent says that it would have notified nobody.
	Silent bool
	// Expired says that it was worth nothing any more, and not sent.
	Expired bool
}

// rehearsals is how many deliveries a rehearsal claims at a time.
const rehearsals = 500

// Rehearse does with all that a ledger owes on a platform at now what a courier
// would: it holds it for quiet hours, drops what has expired, and settles the rest
// as sent. It sends nothing, and nothing limits its speed.
func Rehearse(ctx context.Context, l Ledger, p bot.PlatformName, now time.Time) (list []Rehearsed, err error) {
	for {
		claimed, err := l.Claim(ctx, p, now, time.Minute, rehearsals)
		if err != nil || len(claimed) == 0 {
			return list, err
		}
		for _, d := range claimed {
			r, err := rehearse(ctx, l, d, now)
			if err != nil {
				return list, fmt.Errorf("rehearse delivery %d: %w", d.ID, err)
			}
			list = append(list, r)
		}
	}
}

func rehearse(ctx context.Context, l Ledger, d bot.Delivery, now time.Time) (Rehearsed, error) {
	r := Rehearsed{Delivery: d, At: now}
	if end := lastMoment(d); !end.IsZero() && !now.Before(end) {
		r.Expired = true
		return r, settled(ctx, l, d, drop(now, "expired"))
	}
	if r.Held, r.Silent = quiet(d, now); !r.Held.IsZero() {
		return r, l.Hold(ctx, d.ID, r.Held)
	}
	message := d.Edits
	if message == "" {
		message = bot.MessageID(fmt.Sprint(d.ID))
	}
	return r, settled(ctx, l, d, Settlement{State: bot.Sent, Message: message, At: now})
}

func settled(ctx context.Context, l Ledger, d bot.Delivery, s Settlement) error {
	s.Claim = d.Claim
	return l.Settle(ctx, d.ID, s)
}
