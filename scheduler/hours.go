package scheduler

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

var errQuiet = errors.New(`want a range such as "22:00-07:00", or "off"`)

// clock is a time of day as people write it: 22:00, 22.00, 22, 10pm, 10:30 pm.
var clock = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$`)

// ParseQuiet reads "22:00-07:00" (also "22-7", "10pm-7am" and with a long dash),
// or "off" for no quiet hours. A range gets the mode QuietHold. A range that
// covers the whole day is an error.
func ParseQuiet(s string) (Quiet, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "off" || s == "none" {
		return Quiet{}, nil
	}
	if len(s) > 40 {
		return Quiet{}, errQuiet
	}
	s = strings.NewReplacer("–", "-", "—", "-", " to ", "-").Replace(s)
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Quiet{}, errQuiet
	}
	q := Quiet{Mode: QuietHold}
	var err error
	if q.From, err = parseClock(from); err != nil {
		return Quiet{}, err
	}
	if q.To, err = parseClock(to); err != nil {
		return Quiet{}, err
	}
	if q.From == q.To {
		return Quiet{}, errors.New(`quiet hours must end at another time than they begin; "off" means none`)
	}
	return q, nil
}

// parseClock reads a time of day as minutes after midnight; 24:00 is midnight.
func parseClock(s string) (int, error) {
	m := clock.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, errQuiet
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[2])
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, errors.New("hours before am or pm must be 1–12")
		}
		hour %= 12
		if m[3] == "pm" {
			hour += 12
		}
	}
	if minute > 59 || hour > 24 || hour == 24 && minute > 0 {
		return 0, errors.New("times must be 00:00–24:00")
	}
	return (hour*60 + minute) % (24 * 60), nil
}
