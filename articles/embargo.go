package articles

import (
	"strings"
	"time"
)

// Forms of ISO 8601 in which an embargo is read: with a zone, and without one.
var (
	zoned = []string{
		time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700",
		"20060102T150405Z0700", "20060102T150405Z07:00", "20060102T150405.000Z0700", "20060102T1504Z0700", time.RFC1123Z,
	}
	zoneless = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "20060102T150405", "20060102"}
)

// lastPlace is where every time of day comes last.
var lastPlace = time.FixedZone("", -12*60*60)

// EmbargoTime reads a time before which nobody must be told. Other than for a time
// that is only shown, half of it will not do: what is read as the day alone of
// "3 March, 6 pm" would be told too early. One that names no zone is that of the last
// place on Earth, because nobody can know which is meant. It is false for any other
// form.
func EmbargoTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), inRange(t)
		}
	}
	for _, layout := range zoneless {
		if t, err := time.ParseInLocation(layout, s, lastPlace); err == nil {
			return t.UTC(), inRange(t)
		}
	}
	return time.Time{}, false
}

func inRange(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }
