package feed

import (
	"regexp"
	"strings"
	"time"
)

// earliest is before any feed: what is dated earlier has a date that was never
// set, such as 1970-01-01.
var earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// dayMonthYear is the date that RSS asks for, in whatever language the month is.
var dayMonthYear = regexp.MustCompile(`(\d{1,2})\.?\s(\pL{3,12})\.?\s(\d{4}),?\s(\d{1,2}:\d{2}:\d{2})\s?([+-]\d{2}:?\d{2})?`)

// months are the beginnings of their names in languages that publishers forget
// to translate: Italian, Spanish, French, German, Portuguese, Dutch.
var months = map[string]string{
	"gen": "Jan", "ene": "Jan", "jan": "Jan", "jän": "Jan", "feb": "Feb", "fév": "Feb", "fev": "Feb",
	"mar": "Mar", "mär": "Mar", "mrz": "Mar", "maa": "Mar", "mrt": "Mar", "apr": "Apr", "abr": "Apr", "avr": "Apr",
	"mag": "May", "may": "May", "mai": "May", "mei": "May", "giu": "Jun", "jun": "Jun", "jui": "Jun",
	"lug": "Jul", "jul": "Jul", "ago": "Aug", "aug": "Aug", "aoû": "Aug", "aou": "Aug",
	"set": "Sep", "sep": "Sep", "ott": "Oct", "oct": "Oct", "okt": "Oct", "out": "Oct", "nov": "Nov",
	"dic": "Dec", "dez": "Dec", "dec": "Dec", "déc": "Dec",
}

// when is the time that the parser found in text or, if it found none, one in a
// form that it does not know. Zero: none that could be a publisher's time.
func when(parsed *time.Time, text string) time.Time {
	t := fallbackTime(text)
	if parsed != nil {
		t = *parsed
	}
	if t.Before(earliest) || t.Year() > 9999 {
		return time.Time{}
	}
	return t.UTC()
}

func fallbackTime(text string) time.Time {
	text = oneLine(text)
	if t, err := time.Parse("Mon, Jan 2 2006 03:04:05 PM", text); err == nil {
		return t
	}
	m := dayMonthYear.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}
	}
	name := strings.ToLower(m[2])
	month := months[string([]rune(name)[:3])]
	if strings.HasPrefix(name, "juil") {
		month = "Jul"
	}
	zone := strings.ReplaceAll(m[5], ":", "")
	if zone == "" {
		zone = "+0000"
	}
	t, err := time.Parse("2 Jan 2006 15:04:05 -0700", strings.Join([]string{m[1], month, m[3], m[4], zone}, " "))
	if err != nil {
		return time.Time{}
	}
	return t
}
