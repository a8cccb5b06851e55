package layout

import (
	"fmt"
	"time"
)

// Age says how long ago t was as people say it: "just now", "5 min ago",
// "3 h ago", "yesterday", or the date. A clock that runs a little ahead of ours
// is taken for now; a time further in the future is shown as its date. The zero
// time is "undated". Days are those of now's zone.
func Age(t, now time.Time) string {
	if t.IsZero() {
		return "undated"
	}
	t = t.In(now.Location())
	switch d := now.Sub(t); {
	case d < -time.Hour:
		return t.Format("2 Jan 2006")
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	case sameDay(t, now.AddDate(0, 0, -1)):
		return "yesterday"
	}
	return t.Format("2 Jan 2006")
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}
