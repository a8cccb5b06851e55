package alarm

import (
	"fmt"
	"strings"
	"time"
)

// listed is how many causes one notice names; the others are counted.
const listed = 10

// raised words the notice of causes of one group, which share what was done and
// what can be done.
func raised(b book, fresh []Cause, now time.Time) string {
	var lines []string
	for _, c := range fresh[:min(len(fresh), listed)] {
		line := c.What
		if since := b[c.Key].Since; now.Sub(since) >= time.Minute {
			line += " Since " + moment(since, now) + "."
		}
		lines = append(lines, line)
	}
	if more := len(fresh) - listed; more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more.", more))
	}
	return joined(append(lines, fresh[0].Did, fresh[0].Do))
}

// ended words the notice that causes of one group are over.
func ended(b book, keys []string, now time.Time) string {
	var lines []string
	for _, key := range keys[:min(len(keys), listed)] {
		e := b[key]
		lines = append(lines, fmt.Sprintf("Over: %s It lasted %s.", e.Over, span(now.Sub(e.Since))))
	}
	if more := len(keys) - listed; more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more.", more))
	}
	return joined(lines)
}

// joined puts lines that say something under each other.
func joined(lines []string) string {
	var text []string
	for _, l := range lines {
		if l != "" {
			text = append(text, l)
		}
	}
	return strings.Join(text, "\n")
}

// moment writes a time as admins read it; the day where it is not today's.
func moment(t, now time.Time) string {
	t = t.UTC()
	if t.Format(time.DateOnly) == now.UTC().Format(time.DateOnly) {
		return t.Format("15:04 UTC")
	}
	return t.Format("15:04 UTC on 2 Jan")
}

// span writes how long something lasted: one unit is enough.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < 2*time.Minute:
		return "a minute"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return fmt.Sprintf("%d days", d/(24*time.Hour))
}
