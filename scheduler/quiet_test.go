package scheduler

import (
	"testing"
	"time"
)

func TestParseQuiet(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"22:00-07:00", "22:00-07:00"},
		{"22-7", "22:00-07:00"},
		{" 22:30 – 6:15 ", "22:30-06:15"},
		{"10pm-7am", "22:00-07:00"},
		{"10:30 PM - 12 am", "22:30-00:00"},
		{"12pm-1pm", "12:00-13:00"},
		{"22.00-07.30", "22:00-07:30"},
		{"22:00 to 07:00", "22:00-07:00"},
		{"20-24", "20:00-00:00"},
		{"0-6", "00:00-06:00"},
		{"off", "off"},
		{"None", "off"},
	}
	for _, tt := range tests {
		q, err := ParseQuiet(tt.in)
		if err != nil || q.String() != tt.want {
			t.Errorf("ParseQuiet(%q) = %v, %v; want %s", tt.in, q, err, tt.want)
			continue
		}
		again, err := ParseQuiet(q.String())
		if err != nil || again != q {
			t.Errorf("%q does not read as itself: %v, %v", q, again, err)
		}
		if wantMode := tt.want != "off"; (q.Mode == QuietHold) != wantMode {
			t.Errorf("ParseQuiet(%q) has mode %q", tt.in, q.Mode)
		}
	}
}

func TestParseQuietRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", "-", "22", "22-", "-7", "22:00", "25-7", "22:60-7", "24:30-7", "7-7", "0-24", "13pm-7", "0am-7",
		"22-7-9", "night", "22:0-7", "+22-7", "22:00:00-7", "٢٢-٧",
	} {
		if q, err := ParseQuiet(in); err == nil {
			t.Errorf("ParseQuiet(%q) = %v, want an error", in, q)
		}
	}
}

func TestQuietUntil(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, hours, zone, at, want string }{
		{"before", "22-7", "UTC", "2026-05-08T21:59:59Z", ""},
		{"begins", "22-7", "UTC", "2026-05-08T22:00:00Z", "2026-05-09T07:00:00Z"},
		{"after midnight", "22-7", "UTC", "2026-05-09T06:59:59Z", "2026-05-09T07:00:00Z"},
		{"over", "22-7", "UTC", "2026-05-09T07:00:00Z", ""},
		{"by day", "13-14:30", "Asia/Kolkata", "2026-05-09T08:00:00Z", "2026-05-09T14:30:00+05:30"},
		{"until midnight", "20-24", "Europe/Berlin", "2026-05-09T21:30:00+02:00", "2026-05-10T00:00:00+02:00"},
		{"from midnight", "0-6", "Europe/Berlin", "2026-05-09T23:59:59+02:00", ""},
		{"off", "off", "UTC", "2026-05-09T00:00:00Z", ""},
		{"a shorter night", "22-7", "Europe/Berlin", "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"},
		{"a longer night", "22-7", "Europe/Berlin", "2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00"},
		{"the clock jumps over the end", "22-2:30", "Europe/Berlin", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"},
		{"the clock jumps over all of it", "2:15-2:45", "Europe/Berlin", "2026-03-29T03:00:00+02:00", ""},
		{"the clock goes back into it", "2-2:30", "Europe/Berlin", "2026-10-25T02:29:00+02:00", "2026-10-25T02:30:00+02:00"},
		{"again", "2-2:30", "Europe/Berlin", "2026-10-25T02:00:00+01:00", "2026-10-25T02:30:00+01:00"},
		{"the end comes after the clock went back", "22-3", "Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+01:00"},
		{"the end is skipped at midnight", "20-24", "Africa/Cairo", "2026-04-23T22:00:00+02:00", "2026-04-24T01:00:00+03:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			q, err := ParseQuiet(tt.hours)
			if err != nil {
				t.Fatal(err)
			}
			end, quiet := q.Until(instant(t, tt.at), zone(t, tt.zone))
			switch {
			case quiet != (tt.want != ""):
				t.Errorf("quiet = %v until %v, want %q", quiet, end, tt.want)
			case quiet && !end.Equal(instant(t, tt.want)):
				t.Errorf("ends %v, want %s", end, tt.want)
			}
		})
	}
	if _, quiet := (Quiet{From: 0, To: 60}).Until(time.Unix(0, 0), nil); !quiet {
		t.Error("without a zone: not UTC")
	}
}

// Over the days when clocks move: while it is quiet the clock shows so, and at the
// end it does not any more. From 01:00 to 00:00 can last two days, when the hour
// between is skipped.
func TestQuietFollowsTheClock(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "America/Havana"} {
		loc := zone(t, name)
		for _, q := range []Quiet{{From: 22 * 60, To: 7 * 60}, {From: 30, To: 150}, {From: 60, To: 0}, {From: 120, To: 135}} {
			for _, at := range shifts(loc, 2026) {
				checkQuiet(t, q, loc, at)
			}
		}
	}
}

func checkQuiet(t *testing.T, q Quiet, loc *time.Location, shift time.Time) {
	t.Helper()
	for at := shift.Add(-26 * time.Hour); at.Before(shift.Add(26 * time.Hour)); at = at.Add(7 * time.Minute) {
		end, quiet := q.Until(at, loc)
		if quiet != q.covers(wall(at.In(loc))) {
			t.Fatalf("%v at %v: quiet = %v", q, at.In(loc), quiet)
		}
		for m := at; quiet && m.Before(end); m = m.Add(time.Minute) {
			if !q.covers(wall(m.In(loc))) {
				t.Fatalf("%v at %v ends %v, but is over at %v", q, at.In(loc), end, m.In(loc))
			}
		}
		if quiet && (!end.After(at) || q.covers(wall(end)) || end.Sub(at) > 50*time.Hour) {
			t.Fatalf("%v at %v ends %v", q, at.In(loc), end)
		}
	}
}

func FuzzParseQuiet(f *testing.F) {
	for _, seed := range []string{"22:00-07:00", "22-7", "10pm-7am", "off", "24-0", "–", "1:1-2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuiet(s)
		if err != nil {
			return
		}
		if q.From < 0 || q.From >= 1440 || q.To < 0 || q.To >= 1440 {
			t.Fatalf("ParseQuiet(%q) = %d to %d", s, q.From, q.To)
		}
		if again, err := ParseQuiet(q.String()); err != nil || again != q {
			t.Fatalf("%q does not read as itself: %v, %v", q, again, err)
		}
	})
}
