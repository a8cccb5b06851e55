package feed

import (
	"strconv"
	"time"

	"herald/articles/page"
)

const (
	// maxAhead is how far ahead of us a publisher's clock may be, whatever its zone.
	maxAhead = 24 * time.Hour
	// seconds and milliseconds are how many digits a count of them since 1970 has.
	seconds, milliseconds = 10, 13
)

// earliest is before any feed: what is dated earlier has a date that was never
// set, such as 1970-01-01.
var earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// when is the time that the parser found in text or, if it found none, one in a
// form that it does not know. Zero: none at which something could have been
// published that is read now.
func when(parsed *time.Time, text string, now time.Time) time.Time {
	var t time.Time
	if parsed != nil {
		t = *parsed
	} else if text != "" {
		t = fallbackTime(oneLine(text))
	}
	if t.Before(earliest) || t.After(now.Add(maxAhead)) {
		return time.Time{}
	}
	return t.UTC()
}

// fallbackTime reads what people write, in many languages, and what programs count.
func fallbackTime(text string) time.Time {
	if t, ok := page.ParseTime(text); ok {
		return t
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil && len(text) == seconds:
		return time.Unix(n, 0)
	case err == nil && len(text) == milliseconds:
		return time.UnixMilli(n)
	}
	return time.Time{}
}
