package scheduler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// field is one of the five fields of a cron expression.
type field struct {
	name     string
	min, max int
	// names stand for min, min+1 and so on.
	names []string
}

var fields = [5]field{
	{name: "minute", min: 0, max: 59},
	{name: "hour", min: 0, max: 23},
	{name: "day of month", min: 1, max: 31},
	{name: "month", min: 1, max: 12, names: []string{
		"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
	}},
	// 7 is Sunday too.
	{name: "day of week", min: 0, max: 7, names: []string{
		"sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
	}},
}

// normalize checks one field and returns it in the form that the cron library
// understands as it was meant. The library alone takes "1,,2", "*-5" and "+3",
// takes steps beyond the range, and knows no Sunday 7.
func (f field) normalize(s string) (string, error) {
	var parts []string
	for part := range strings.SplitSeq(s, ",") {
		plain, err := f.normalizePart(part)
		if err != nil {
			return "", err
		}
		parts = append(parts, plain)
	}
	return strings.Join(parts, ","), nil
}

func (f field) normalizePart(s string) (string, error) {
	span, step, stepped := strings.Cut(s, "/")
	n := 1
	if stepped {
		var err error
		if n, err = f.step(step); err != nil {
			return "", err
		}
	}
	if span == "*" || span == "?" {
		if n == 1 {
			return "*", nil
		}
		return fmt.Sprintf("*/%d", n), nil
	}
	from, to, err := f.span(span, stepped)
	if err != nil {
		return "", err
	}
	return f.list(from, to, n), nil
}

// step is how far apart the values are. One as long as the range or longer would
// leave the first value only, which is never what was meant.
func (f field) step(s string) (int, error) {
	n, ok := number(s)
	most := f.last() - f.min
	if !ok || n < 1 || n > most {
		return 0, fmt.Errorf("%s: the step after / must be 1–%d", f.name, most)
	}
	return n, nil
}

// span reads "5", "5-9" or, before a step, "5" as the range from 5 on.
func (f field) span(s string, stepped bool) (from, to int, err error) {
	low, high, ranged := strings.Cut(s, "-")
	if from, err = f.value(low); err != nil {
		return 0, 0, err
	}
	switch {
	case ranged:
		to, err = f.value(high)
	case stepped:
		to = max(from, f.last())
	default:
		to = from
	}
	if err != nil {
		return 0, 0, err
	}
	// sat-sun and 5-7 end on the second Sunday.
	if to == 0 && from > 0 && f.max == 7 {
		to = 7
	}
	if from > to {
		return 0, 0, fmt.Errorf("%s: the range %s runs backwards; write it as two with a comma", f.name, s)
	}
	return from, to, nil
}

// value reads one number or name.
func (f field) value(s string) (int, error) {
	if i := slices.Index(f.names, strings.ToLower(s)); i >= 0 {
		return f.min + i, nil
	}
	n, ok := number(s)
	if ok && n >= f.min && n <= f.max {
		return n, nil
	}
	if len(f.names) > 0 {
		return 0, fmt.Errorf("%s must be %d–%d or %s–%s", f.name, f.min, f.max, f.names[0], f.names[f.last()-f.min])
	}
	return 0, fmt.Errorf("%s must be %d–%d", f.name, f.min, f.max)
}

// last is the greatest value that is not another name for the first.
func (f field) last() int {
	if f.max == 7 {
		return 6
	}
	return f.max
}

// list writes the values from, from+step, … to one by one, Sunday always as 0.
func (f field) list(from, to, step int) string {
	var values []string
	for v := from; v <= to; v += step {
		n := v
		if f.max == 7 {
			n = v % 7
		}
		values = append(values, strconv.Itoa(n))
	}
	return strings.Join(values, ",")
}

// number reads digits and nothing else.
func number(s string) (int, bool) {
	if s == "" || len(s) > 4 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
