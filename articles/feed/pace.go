package feed

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// Pace is how often a publisher wishes a feed to be asked.
type Pace struct {
	// Every is the time between two looks, zero where nothing is said; at most a
	// day.
	Every time.Duration `json:"every,omitzero"`
	// SkipHours has a bit for each hour of the day, in UTC, and SkipDays one for
	// each day of the week (bit 0 is Sunday), at which nobody should ask.
	SkipHours uint32 `json:"skip_hours,omitzero"`
	SkipDays  uint8  `json:"skip_days,omitzero"`
}

// Everything skipped is nothing said.
const (
	allHours = 1<<24 - 1
	allDays  = 1<<7 - 1
)

// periods are the words of the syndication module,
// https://web.resource.org/rss/1.0/modules/syndication/.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// next is the first time from at on that is not skipped.
func (p Pace) next(at time.Time) time.Time {
	if p.SkipHours == 0 && p.SkipDays == 0 {
		return at
	}
	for range 8 * 24 {
		u := at.UTC()
		if p.SkipHours&(1<<u.Hour()) == 0 && p.SkipDays&(1<<u.Weekday()) == 0 {
			return at
		}
		at = u.Truncate(time.Hour).Add(time.Hour)
	}
	return at
}

// pace reads ttl, skipHours and skipDays of RSS
// (https://www.rssboard.org/rss-specification#optionalChannelElements) and the
// syndication module. A ttl in the elements beside a period: the longer counts.
func (p *parsed) pace(f *gofeed.Feed) Pace {
	pace := Pace{Every: max(minutes(p.ttl), syndication(f))}
	for _, h := range p.skipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 {
			pace.SkipHours |= 1 << (n % 24)
		}
	}
	for _, d := range p.skipDays {
		pace.SkipDays |= dayBit(strings.TrimSpace(d))
	}
	if pace.SkipHours == allHours {
		pace.SkipHours = 0
	}
	if pace.SkipDays == allDays {
		pace.SkipDays = 0
	}
	return pace
}

func dayBit(name string) uint8 {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(name, day.String()) {
			return 1 << day
		}
	}
	return 0
}

func minutes(s string) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return bound(time.Duration(min(n, int(maxDelay/time.Minute))) * time.Minute)
}

// syndication is the period of the module divided by its frequency. The daily and
// weekly that WordPress writes by default come with a frequency of 1, and hourly
// is what it says.
func syndication(f *gofeed.Feed) time.Duration {
	value := func(name string) string {
		if list := f.Extensions["sy"][name]; len(list) > 0 {
			return strings.ToLower(strings.TrimSpace(list[0].Value))
		}
		return ""
	}
	period, ok := periods[value("updatePeriod")]
	if !ok {
		return 0
	}
	if n, err := strconv.Atoi(value("updateFrequency")); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return bound(period)
}
