package scheduler

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// maxExpr bounds an expression in bytes. The longest sensible ones list every
// value of a field.
const maxExpr = 500

// The bounds of @every. Ticks are counted in minutes, so that a tick has the same
// name in every process.
const (
	minEvery = time.Minute
	maxEvery = 366 * 24 * time.Hour
)

// parseError is a mistake in an expression, told with the expression.
type parseError struct {
	expr string
	err  error
}

func (e *parseError) Error() string {
	expr := e.expr
	if len(expr) > maxExpr {
		expr = strings.ToValidUTF8(expr[:40], "") + "…"
	}
	return fmt.Sprintf("%q: %v", expr, e.err)
}

func (e *parseError) Unwrap() error { return e.err }

func parse(expr string) (Spec, error) {
	trimmed := strings.TrimSpace(expr)
	switch {
	case trimmed == "":
		return Spec{}, errors.New("empty; want 5 fields: minute hour day-of-month month day-of-week")
	case len(expr) > maxExpr:
		return Spec{}, fmt.Errorf("longer than %d characters", maxExpr)
	case hasZone(trimmed):
		return Spec{}, errors.New("the zone does not belong here but in timezone")
	case strings.HasPrefix(trimmed, "@"):
		return parseDescriptor(trimmed)
	}
	return parseFields(trimmed)
}

// hasZone finds the zone prefixes of other crons. The cron library would take
// them, and panics when nothing follows.
func hasZone(expr string) bool {
	upper := strings.ToUpper(expr)
	return strings.HasPrefix(upper, "TZ=") || strings.HasPrefix(upper, "CRON_TZ=")
}

func parseFields(expr string) (Spec, error) {
	words := strings.Fields(expr)
	if err := checkCount(len(words)); err != nil {
		return Spec{}, err
	}
	for i, f := range fields {
		plain, err := f.normalize(words[i])
		if err != nil {
			return Spec{}, err
		}
		words[i] = plain
	}
	return ask(strings.Join(words, " "), expr)
}

func checkCount(n int) error {
	switch {
	case n == len(fields):
		return nil
	case n == len(fields)+1:
		return errors.New("6 fields, want 5: minute hour day-of-month month day-of-week; leave out the seconds or the year")
	}
	return fmt.Errorf("%d fields, want 5: minute hour day-of-month month day-of-week", n)
}

func parseDescriptor(expr string) (Spec, error) {
	name, rest, _ := strings.Cut(expr, " ")
	if name = strings.ToLower(name); name == "@every" {
		return parseEvery(strings.TrimSpace(rest), expr)
	}
	switch name {
	case "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually":
		if rest == "" {
			return ask(name, expr)
		}
		return Spec{}, fmt.Errorf("nothing may follow %s", name)
	case "@reboot":
		return Spec{}, errors.New("@reboot is no time; Herald ticks by the clock only")
	}
	return Spec{}, errors.New("unknown; want @hourly, @daily, @weekly, @monthly, @yearly or @every 30m")
}

func parseEvery(interval, expr string) (Spec, error) {
	d, err := time.ParseDuration(interval)
	switch {
	case err != nil:
		return Spec{}, errors.New("want a duration after @every, such as 30m or 1h30m")
	case d < minEvery:
		return Spec{}, errors.New("@every must be at least 1m")
	case d > maxEvery:
		return Spec{}, errors.New("@every must be at most 8784h (a year)")
	case d%time.Minute != 0:
		return Spec{}, errors.New("@every must be whole minutes")
	}
	return Spec{expr: expr, every: d}, nil
}

// ask has the cron library read what was found to be well formed. Its answer is
// taken with care all the same: it is known to panic on some input.
func ask(plain, expr string) (spec Spec, err error) {
	defer func() {
		if r := recover(); r != nil {
			spec, err = Spec{}, errors.New("not a cron expression")
		}
	}()
	parsed, err := cron.ParseStandard(plain)
	if err != nil {
		return Spec{}, err
	}
	f, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return Spec{}, errors.New("not a cron expression")
	}
	f.Location = time.UTC
	// A leap year begins here, so that 29 February counts as possible.
	if f.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(-1)).IsZero() {
		return Spec{}, errors.New("no such date ever comes")
	}
	return Spec{expr: expr, fields: *f}, nil
}
