package delivery

import (
	"time"

	"herald/bot"
	"herald/scheduler"
)

// afterQuiet is how long after the end of quiet hours a post may still go out
// that expired in them: who asked for quiet asked for it later, not never.
const afterQuiet = 15 * time.Minute

// lastMoment is when d is worth nothing any more, zero for never. An expiry that
// falls into the channel's quiet hours moves to shortly after their end.
func lastMoment(d bot.Delivery) time.Time {
	if d.Expires.IsZero() || !hasQuiet(d) {
		return d.Expires
	}
	if end, quiet := d.Channel.Quiet.Until(d.Expires, d.Channel.Location()); quiet {
		return end.Add(afterQuiet)
	}
	return d.Expires
}

// hasQuiet reports whether quiet hours may touch d: edits notify nobody. It also
// spares channels without quiet hours the look-up of their zone.
func hasQuiet(d bot.Delivery) bool {
	return d.Edits == "" && d.Channel.Quiet.From != d.Channel.Quiet.To
}

// quiet says how the channel's quiet hours treat d at now: held until a time, or
// sent without a notification, or neither. Notices are never held: an admin who
// is needed should find them in the morning at the latest, and lose none.
func quiet(d bot.Delivery, now time.Time) (until time.Time, silent bool) {
	if !hasQuiet(d) {
		return time.Time{}, false
	}
	end, within := d.Channel.Quiet.Until(now, d.Channel.Location())
	switch {
	case !within:
		return time.Time{}, false
	case d.Kind == bot.KindNotice:
		return time.Time{}, true
	case d.Class() != bot.ClassBreaking || d.Channel.Quiet.Mode == scheduler.QuietHold || d.Channel.Quiet.Mode == "":
		return end, false
	}
	return time.Time{}, d.Channel.Quiet.Mode == scheduler.QuietSilent
}
