package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// found is a date in a line, and the bytes that it takes up.
type found struct {
	at         time.Time
	start, end int
}

// dateShapes are the ways to write a day; order says which group is what. A day
// like 3/4/2026, which is another one on the other side of an ocean, is not
// read.
var dateShapes = []struct {
	shape *regexp.Regexp
	order string
}{
	{regexp.MustCompile(`(?:^|[^\d])((\d{4})-(\d{1,2})-(\d{1,2}))`), "ymd"},
	{regexp.MustCompile(`(?:^|[^\d])((\d{4})[/.](\d{1,2})[/.](\d{1,2}))(?:[^\d]|$)`), "ymd"},
	{regexp.MustCompile(`(?:^|[^\d])((\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日)`), "ymd"},
	{regexp.MustCompile(`(?:^|[^\p{L}])((\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}))(?:[^\d]|$)`), "mdy"},
	{regexp.MustCompile(`(?:^|[^\d])((\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:\s+|-)(?:of\s+|de\s+)?(\p{L}{3,12})\.?,?(?:\s+|-)(?:de\s+)?(\d{4}))(?:[^\d]|$)`), "dmy"},
	{regexp.MustCompile(`(?:^|[^\d])((\d{1,2})\.(\d{1,2})\.(\d{4}))(?:[^\d]|$)`), "dmy"},
	{regexp.MustCompile(`(?:^|[^\d])((\d{1,2})/(\d{1,2})/(\d{4}))(?:[^\d]|$)`), "???"},
}

// clock is a time of day with its zone.
const clock = `(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?\s*(?:(Z|[+-]\d{2}:?\d{2}|(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?)|\(?\b(` + zoneNames + `)\b\)?)?`

var (
	clockAfter  = regexp.MustCompile(`(?i)^(?:T|,?\s+(?:at\s+|um\s+|à\s+|[-–—|•·/]\s*)?|\s*[-–—|•·/]\s*|,)` + clock + `(?:\s+uhr)?`)
	clockBefore = regexp.MustCompile(`(?i)(?:^|\s)` + clock + `,?\s*(?:on\s+|[-–—|•·]\s*)?$`)
	weekday     = regexp.MustCompile(`(?i)(?:^|[^\p{L}])((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)$`)
)

// findDate is the first date in s, with its time of day and zone where it has
// them, else at midnight UTC.
func findDate(s string) (found, bool) {
	if !hasYear(s) {
		return found{}, false
	}
	best, ok := found{}, false
	for _, d := range dateShapes {
		m := d.shape.FindStringSubmatchIndex(s)
		if m == nil || ok && m[2] >= best.start {
			continue
		}
		if day, valid := dayOf(d.order, s[m[4]:m[5]], s[m[6]:m[7]], s[m[8]:m[9]]); valid {
			best, ok = found{day, m[2], m[3]}, true
		}
	}
	if !ok {
		return best, false
	}
	if w := weekday.FindStringSubmatchIndex(s[:best.start]); w != nil {
		best.start = w[2]
	}
	return withClock(s, best), true
}

// hasYear reports whether s has four digits in a row, as every date read here has.
func hasYear(s string) bool {
	run := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			run = 0
		} else if run++; run == 4 {
			return true
		}
	}
	return false
}

func dayOf(order, a, b, c string) (time.Time, bool) {
	switch order {
	case "ymd":
		return day(a, b, c)
	case "mdy":
		return day(c, a, b)
	case "dmy":
		return day(c, b, a)
	}
	if x, _ := strconv.Atoi(a); x > 12 || a == b {
		return day(c, b, a)
	}
	if x, _ := strconv.Atoi(b); x > 12 {
		return day(c, a, b)
	}
	return time.Time{}, false
}

// day reads the parts of a date; the month is a number or a name.
func day(year, month, dom string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(dom)
	m, err := strconv.Atoi(month)
	if err != nil {
		m = months[strings.ToLower(month)]
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, y >= 1900 && y < 2100 && m >= 1 && t.Day() == d && t.Month() == time.Month(m)
}

// withClock adds the time of day that stands right after f, or right before.
func withClock(s string, f found) found {
	if m := clockAfter.FindStringSubmatchIndex(s[f.end:]); m != nil {
		if at, ok := clockOf(f.at, groups(s[f.end:], m)); ok {
			return found{at, f.start, f.end + m[1]}
		}
	}
	if m := clockBefore.FindStringSubmatchIndex(s[:f.start]); m != nil {
		if at, ok := clockOf(f.at, groups(s[:f.start], m)); ok {
			return found{at, m[0], f.end}
		}
	}
	return f
}

// clockOf sets the hours, minutes, seconds, am or pm, offset and zone name g on
// day.
func clockOf(day time.Time, g []string) (time.Time, bool) {
	h, _ := strconv.Atoi(g[0])
	m, _ := strconv.Atoi(g[1])
	sec, _ := strconv.Atoi(g[2])
	switch {
	case g[3] != "" && (h < 1 || h > 12), h > 23, m > 59, sec > 59:
		return day, false
	case strings.EqualFold(g[3], "p") && h < 12:
		h += 12
	case strings.EqualFold(g[3], "a") && h == 12:
		h = 0
	}
	return time.Date(day.Year(), day.Month(), day.Day(), h, m, sec, 0, zone(g[4], g[5])).UTC(), true
}

func groups(s string, m []int) []string {
	var g []string
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] < 0 {
			g = append(g, "")
		} else {
			g = append(g, s[m[i]:m[i+1]])
		}
	}
	return g
}
