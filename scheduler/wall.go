package scheduler

import "time"

// Wall times are what a clock in some zone shows, kept as times in UTC so that
// counting in them knows no daylight saving. The cron library is only ever asked
// about wall times: in a zone with gaps it loses ticks, and whole days where the
// gap is at midnight.

// starBit is how the cron library marks a field that was written as *.
const starBit = 1 << 63

// maxShifts bounds the clock shifts that one search passes. No zone has had more
// than four a year.
const maxShifts = 64

// everyHour reports whether the hour field is *.
func (s Spec) everyHour() bool { return s.fields.Hour&starBit != 0 }

// wall is what the clock of t's zone shows at t.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// at is the moment when a clock that is offset as in t's zone at t shows w.
func at(w, t time.Time) time.Time {
	_, offset := t.Zone()
	return w.Add(-time.Duration(offset) * time.Second).In(t.Location())
}

// nextShown is the first moment after t when the clock shows a time that matches
// the fields, however often it shows it.
func (s Spec) nextShown(t time.Time) time.Time {
	w := wall(t)
	for range maxShifts {
		next := s.fields.Next(w)
		if next.IsZero() {
			return time.Time{}
		}
		_, shift := t.ZoneBounds()
		if tick := at(next, t); shift.IsZero() || tick.Before(shift) {
			return tick
		}
		t, w = shift, wall(shift).Add(-time.Nanosecond)
	}
	return time.Time{}
}

// nextOnce is the first moment after t that stands for a wall time that matches
// the fields. In the second run of a repeated hour the matches come first that
// have had their moment; they are at most those of the hours repeated.
func (s Spec) nextOnce(t time.Time) time.Time {
	w := wall(t)
	for {
		w = s.fields.Next(w)
		if w.IsZero() {
			return time.Time{}
		}
		if tick := moment(w, t.Location()); tick.After(t) {
			return tick
		}
	}
}

// moment is when the clock of loc shows w for the first time or, where it never
// does, the first moment after the gap that w is in.
func moment(w time.Time, loc *time.Location) time.Time {
	t := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, loc)
	start, end := t.ZoneBounds()
	switch shown := wall(t); {
	case shown.After(w):
		return start
	case shown.Before(w):
		return end
	case start.IsZero():
		return t
	}
	if first := at(w, start.Add(-time.Nanosecond)); first.Before(start) {
		return first
	}
	return t
}
