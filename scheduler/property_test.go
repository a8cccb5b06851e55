package scheduler

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// zones have between them every kind of clock shift: at two, at midnight, before
// midnight, by half an hour, by two hours, by a day, with Ramadan, and none.
var zones = []string{
	"UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Havana",
	"America/Asuncion", "America/Santiago", "America/Sao_Paulo", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut",
	"Asia/Gaza", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
	"Pacific/Chatham", "Pacific/Easter", "Antarctica/Troll", "Atlantic/Azores", "Asia/Amman", "America/Godthab",
}

// shifts are the moments in a year when the clock of loc is moved.
func shifts(loc *time.Location, year int) []time.Time {
	var all []time.Time
	at := time.Date(year, 1, 1, 0, 0, 0, 0, loc)
	for {
		_, end := at.ZoneBounds()
		if end.IsZero() || end.Year() > year {
			return all
		}
		all = append(all, end)
		at = end
	}
}

// A job at a fixed time of day runs exactly once on every day of the zone's own
// calendar: at its time or, where the clock skips that, at the next minute there
// is.
func TestDailyOnceADay(t *testing.T) {
	t.Parallel()
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loc := zone(t, name)
			for _, minute := range []int{0, 30, 60, 90, 120, 135, 150, 195, 540, 1410, 1439} {
				checkDaily(t, loc, minute, 2010, 2012)
				checkDaily(t, loc, minute, 2026, 2027)
			}
		})
	}
}

func checkDaily(t *testing.T, loc *time.Location, minute, year, until int) {
	t.Helper()
	s := mustParse(t, fmt.Sprintf("%d %d * * *", minute%60, minute/60), loc)
	day := time.Date(year, 1, 1, 0, minute, 0, 0, time.UTC)
	tick := time.Date(year-1, 12, 31, 23, 59, 59, 0, loc)
	for ; day.Year() < until; day = day.AddDate(0, 0, 1) {
		tick = s.Next(tick)
		switch shown := wall(tick); {
		case shown.Equal(day):
		case shown.Before(day):
			t.Fatalf("%v: %v ticks a second time, at %v", loc, s, tick)
		case !wall(tick.Add(-time.Nanosecond)).Before(day):
			t.Fatalf("%v: %v of %v ticks late, at %v", loc, s, day, tick)
		}
		if firstShown := at(wall(tick), tick.Add(-24*time.Hour)); firstShown.Before(tick) && wall(firstShown).Equal(wall(tick)) {
			t.Fatalf("%v: %v of %v ticks at the second %v", loc, s, day, tick)
		}
		// A whole day was skipped, and its tick moved to that of the day after.
		if tomorrow := day.AddDate(0, 0, 1); wall(tick).Equal(tomorrow) {
			day = tomorrow
		}
	}
}

// Every expression: ticks come strictly later, on whole minutes that match, in
// order whatever one asks from, and Prev finds them back.
func TestNextProperties(t *testing.T) {
	t.Parallel()
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loc := zone(t, name)
			random := rand.New(rand.NewPCG(1, uint64(len(name))))
			for range 12 {
				s := mustParse(t, randomExpr(random), loc)
				for _, shift := range append(shifts(loc, 2026), time.Date(2026, 7, 1, 0, 0, 0, 0, loc)) {
					from := shift.Add(time.Duration(random.IntN(8*3600)-4*3600) * time.Second)
					checkNext(t, s, from)
				}
			}
		})
	}
}

func randomExpr(r *rand.Rand) string {
	minute := []string{"*", "*/7", "0", "30", "15,45", "59", "10-20"}
	hour := []string{"*", "*", "0", "1", "2", "2,3", "*/2", "0-6", "23", "9"}
	day := []string{"*", "*", "*", "1", "24", "25-31", "*/3"}
	month := []string{"*", "*", "3,4,10,11", "jan"}
	weekday := []string{"*", "*", "0", "7", "fri-sun", "1-5"}
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	if r.IntN(20) == 0 {
		return fmt.Sprintf("@every %dm", 1+r.IntN(3000))
	}
	return fmt.Sprintf("%s %s %s %s %s", pick(minute), pick(hour), pick(day), pick(month), pick(weekday))
}

func checkNext(t *testing.T, s Spec, from time.Time) {
	t.Helper()
	at := from
	for range 5 {
		next := s.Next(at)
		if !next.After(at) || next.Second() != 0 || next.Nanosecond() != 0 {
			t.Fatalf("%q in %v: next of %v is %v", s, s.loc, at, next)
		}
		if !s.stands(next) {
			t.Fatalf("%q in %v: %v does not match", s, s.loc, next)
		}
		between := at.Add(next.Sub(at) / 2)
		if again := s.Next(between); !again.Equal(next) {
			t.Fatalf("%q in %v: next of %v is %v, but of %v, before it, %v", s, s.loc, between, again, at, next)
		}
		if prev := s.Prev(next); !prev.Equal(next) {
			t.Fatalf("%q in %v: %v ticks, but the last tick up to it is %v", s, s.loc, next, prev)
		}
		if prev := s.Prev(next.Add(-time.Nanosecond)); prev.After(at) {
			t.Fatalf("%q in %v: no tick between %v and %v, but %v was", s, s.loc, at, next, prev)
		}
		at = next
	}
}

// stands reports whether there is a reason for a tick at t: the clock shows a match,
// or has just jumped over one.
func (s Spec) stands(t time.Time) bool {
	if s.every > 0 {
		return t.Unix()%int64(s.every/time.Second) == 0
	}
	shown := wall(t)
	matches := func(w time.Time) bool { return s.fields.Next(w.Add(-time.Second)).Equal(w) }
	if matches(shown) {
		return true
	}
	jumpedFrom := wall(t.Add(-time.Nanosecond)).Add(time.Nanosecond)
	return shown.After(jumpedFrom) && s.fields.Next(jumpedFrom.Add(-time.Second)).Before(shown)
}

func FuzzNext(f *testing.F) {
	for i, name := range zones {
		f.Add("30 2 * * *", int64(1774746000+i*86400*17), name)
		f.Add("0 0 * * 5", int64(1776981600), name)
	}
	f.Add("* * 29 2 *", int64(-62135596800), "Europe/Berlin")
	f.Add("@every 45m", int64(-1), "Asia/Kolkata")
	f.Fuzz(func(t *testing.T, expr string, unix int64, name string) {
		loc, err := time.LoadLocation(name)
		// Until 1972 some clocks were off by seconds, so that no minute was whole.
		if err != nil || unix < 100000000 || unix > 10000000000 {
			return
		}
		s, err := Parse(expr, loc)
		if err != nil || s.Next(time.Unix(unix, 0).AddDate(4, 0, 0)).IsZero() {
			return
		}
		if s.Next(time.Unix(unix, 0)).IsZero() {
			return
		}
		at := time.Unix(unix, 0)
		next := s.Next(at)
		if !next.After(at) || !s.stands(next) {
			t.Fatalf("%q in %v: next of %v is %v", s, loc, at, next)
		}
		if prev := s.Prev(next); !prev.Equal(next) {
			t.Fatalf("%q in %v: %v ticks, but the last tick up to it is %v", s, loc, next, prev)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	loc := zone(b, "Europe/Berlin")
	s := mustParse(b, "30 7 * * 1-5", loc)
	at := time.Date(2026, 5, 8, 8, 0, 0, 0, loc)
	for b.Loop() {
		s.Next(at)
	}
}

func BenchmarkPrev(b *testing.B) {
	loc := zone(b, "Europe/Berlin")
	s := mustParse(b, "0 0 29 2 *", loc)
	at := time.Date(2028, 2, 28, 8, 0, 0, 0, loc)
	for b.Loop() {
		s.Prev(at)
	}
}
