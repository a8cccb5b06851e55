package scheduler

import (
	"time"

	"github.com/robfig/cron/v3"
)

// Spec is a parsed cron expression in a time zone. The zero Spec never ticks.
// Two Specs that tick at the same times for the same reason are Equal.
//
// Ticks follow the clock on the wall of the zone. Where daylight saving moves
// that clock:
//
//   - A time that the clock skips ticks at the first minute after the gap, once:
//     02:30 in a gap from 02:00 to 03:00 ticks at 03:00.
//   - A time that the clock shows twice ticks the first time only.
//   - An expression whose hour is * means an interval rather than a time of day,
//     and keeps it: it ticks whenever the clock shows a matching minute, in a
//     repeated hour too, and not once more for an hour that never was.
//   - @every counts real time from the Unix epoch, not from when it was read, so
//     that a restart or reload moves nothing.
type Spec struct {
	expr   string
	loc    *time.Location
	fields cron.SpecSchedule
	every  time.Duration
}

// Parse reads a cron expression of 5 fields (minute, hour, day of month, month,
// day of week) or a descriptor such as @hourly, in the zone loc (nil: UTC).
//
// A field is *, a number, a name (jan, mon), a range a-b, each with a step /n, or
// several of them with commas. Sunday is 0 or 7. When both the day of month and
// the day of week are given, either is enough. Descriptors are @hourly, @daily,
// @midnight, @weekly, @monthly, @yearly, @annually and @every with whole minutes,
// such as @every 90m.
//
// An error says which field is wrong and what is allowed there; expressions that
// could never tick, such as 31 February, are errors too.
func Parse(expr string, loc *time.Location) (Spec, error) {
	if loc == nil {
		loc = time.UTC
	}
	s, err := parse(expr)
	if err != nil {
		return Spec{}, &parseError{expr, err}
	}
	s.loc = loc
	return s, nil
}

// String is the expression as written.
func (s Spec) String() string { return s.expr }

// Location is the zone in which the expression is meant; UTC for the zero Spec.
func (s Spec) Location() *time.Location {
	if s.loc == nil {
		return time.UTC
	}
	return s.loc
}

// Equal reports whether s and other tick at the same times for the same reason:
// they have the same fields or interval, and the same zone by name. "0 9 * * 0"
// and "00 9 * * sun" are equal.
func (s Spec) Equal(other Spec) bool {
	return s.fields == other.fields && s.every == other.every &&
		s.Location().String() == other.Location().String()
}

// Next is the first tick after t, in the zone of s, or the zero time when none
// comes within five years.
func (s Spec) Next(t time.Time) time.Time {
	t = t.In(s.Location())
	switch {
	case s.every > 0:
		return nextInterval(t, s.every)
	case s.fields.Minute == 0:
		return time.Time{}
	case s.everyHour():
		return s.nextShown(t)
	}
	return s.nextOnce(t)
}

// Prev is the last tick not after t, in the zone of s, or the zero time when
// there was none in the five years before.
func (s Spec) Prev(t time.Time) time.Time {
	const horizon = 5 * 366 * 24 * time.Hour
	ticksWithin := func(d time.Duration) bool {
		next := s.Next(t.Add(-d))
		return !next.IsZero() && !next.After(t)
	}
	back := time.Minute
	for !ticksWithin(back) {
		if back == horizon {
			return time.Time{}
		}
		back = min(2*back, horizon)
	}
	// The last tick lies more than near and at most back before t.
	near := time.Duration(0)
	for back-near > time.Second {
		if middle := (near + back) / 2; ticksWithin(middle) {
			back = middle
		} else {
			near = middle
		}
	}
	return s.Next(t.Add(-back))
}

// nextInterval is the first multiple of every since the Unix epoch after t.
func nextInterval(t time.Time, every time.Duration) time.Time {
	step := int64(every / time.Second)
	n := t.Unix() / step
	if t.Unix()%step < 0 {
		n--
	}
	return time.Unix((n+1)*step, 0).In(t.Location())
}
