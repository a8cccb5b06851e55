package scheduler

import (
	"fmt"
	"time"
)

// QuietMode says what happens to breaking posts in quiet hours. Other posts are
// always held.
type QuietMode string

// The modes of quiet hours.
const (
	QuietHold    QuietMode = "hold"    // held until the quiet hours end
	QuietSilent  QuietMode = "silent"  // posted without a notification
	QuietThrough QuietMode = "through" // posted as ever
)

// Quiet are the hours of the day in which a channel wants no posts, as minutes
// after midnight of its own zone. From is within, To is not; a range may pass
// midnight. Equal ends mean no quiet hours: the zero value has none.
type Quiet struct {
	From, To int
	Mode     QuietMode
}

// String is the range as ParseQuiet reads it: "22:00-07:00", or "off".
func (q Quiet) String() string {
	if q.From == q.To {
		return "off"
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", q.From/60, q.From%60, q.To/60, q.To%60)
}

// Until reports whether t, seen in loc (nil: UTC), lies in the quiet hours, and
// when they end. Daylight saving is honoured: they end when the local clock says
// so, be it by jumping over their end.
func (q Quiet) Until(t time.Time, loc *time.Location) (end time.Time, quiet bool) {
	if loc == nil {
		loc = time.UTC
	}
	t = t.In(loc)
	if !q.covers(wall(t)) {
		return time.Time{}, false
	}
	for range maxShifts {
		end = at(q.endAfter(wall(t)), t)
		_, shift := t.ZoneBounds()
		if shift.IsZero() || end.Before(shift) {
			return end, true
		}
		if t = shift; !q.covers(wall(t)) {
			return t, true
		}
	}
	return end, true
}

// covers reports whether a clock that shows w is in the quiet hours.
func (q Quiet) covers(w time.Time) bool {
	minute := w.Hour()*60 + w.Minute()
	if q.From <= q.To {
		return q.From <= minute && minute < q.To
	}
	return minute >= q.From || minute < q.To
}

// endAfter is the first wall time after w at which the quiet hours end.
func (q Quiet) endAfter(w time.Time) time.Time {
	end := time.Date(w.Year(), w.Month(), w.Day(), 0, q.To, 0, 0, time.UTC)
	if !end.After(w) {
		end = end.AddDate(0, 0, 1)
	}
	return end
}
