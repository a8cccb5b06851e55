package scheduler

import "time"

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

// ParseQuiet reads "22:00-07:00" (also "22-7"), or "off" for no quiet hours.
func ParseQuiet(s string) (Quiet, error) { return Quiet{}, nil }

// String is the range as ParseQuiet reads it: "22:00-07:00", or "off".
func (q Quiet) String() string { return "" }

// Until reports whether t, seen in loc, lies in the quiet hours, and when they
// end. Daylight saving is honoured: they end when the local clock says so.
func (q Quiet) Until(t time.Time, loc *time.Location) (end time.Time, quiet bool) {
	return time.Time{}, false
}
