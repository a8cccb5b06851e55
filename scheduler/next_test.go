package scheduler

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestNext(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, expr, zone, from string
		want                   []string
	}{
		{
			"plain", "30 9 * * 1-5", "Europe/Berlin", "2026-05-08T09:30:00+02:00",
			[]string{"2026-05-11T09:30:00+02:00", "2026-05-12T09:30:00+02:00"},
		},
		{
			"seconds count", "* * * * *", "UTC", "2026-05-08T09:30:59Z",
			[]string{"2026-05-08T09:31:00Z", "2026-05-08T09:32:00Z"},
		},
		{
			"either day is enough", "0 0 13 * 5", "UTC", "2026-11-01T00:00:00Z",
			[]string{"2026-11-06T00:00:00Z", "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"},
		},
		{
			"leap day", "0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z",
			[]string{"2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"},
		},
		{
			"in a gap", "30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"},
		},
		{
			"at the start of a gap", "0 2 * * *", "America/New_York", "2026-03-07T12:00:00-05:00",
			[]string{"2026-03-08T03:00:00-04:00", "2026-03-09T02:00:00-04:00"},
		},
		{
			"in a gap and at its end", "30 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00"},
		},
		{
			"skipped and existing collapse", "0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00"},
		},
		{
			"every minute of a skipped hour is one", "* 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+01:00",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00", "2026-03-30T02:01:00+02:00"},
		},
		{
			"repeated", "30 1 * * *", "America/New_York", "2026-10-31T12:00:00-04:00",
			[]string{"2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"},
		},
		{
			"asked within the repeated hour", "30 1 * * *", "America/New_York", "2026-11-01T01:10:00-05:00",
			[]string{"2026-11-02T01:30:00-05:00"},
		},
		{
			"minutes of a repeated hour", "*/30 1 * * *", "America/New_York", "2026-11-01T00:59:00-04:00",
			[]string{"2026-11-01T01:00:00-04:00", "2026-11-01T01:30:00-04:00", "2026-11-02T01:00:00-05:00"},
		},
		{
			"hourly over a repeated hour", "0 * * * *", "Europe/Berlin", "2026-10-25T01:30:00+02:00",
			[]string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"},
		},
		{
			"every minute at the turn", "* * * * *", "Europe/Berlin", "2026-10-25T02:58:00+02:00",
			[]string{"2026-10-25T02:59:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T02:01:00+01:00"},
		},
		{
			"hourly over a gap", "30 * * * *", "Europe/Berlin", "2026-03-29T00:40:00+01:00",
			[]string{"2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"},
		},
		{
			"half an hour's gap", "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00+10:30",
			[]string{"2026-10-04T02:30:00+11:00", "2026-10-05T02:15:00+11:00"},
		},
		{
			"Friday in Cairo", "0 9 * * 5", "Africa/Cairo", "2026-04-20T00:00:00+02:00",
			[]string{"2026-04-24T09:00:00+03:00", "2026-05-01T09:00:00+03:00"},
		},
		{
			"date in Cairo", "0 9 24 4 *", "Africa/Cairo", "2026-01-01T00:00:00+02:00",
			[]string{"2026-04-24T09:00:00+03:00", "2027-04-24T09:00:00+02:00"},
		},
		{
			"midnight in Cairo", "0 0 * * *", "Africa/Cairo", "2026-04-23T00:00:00+02:00",
			[]string{"2026-04-24T01:00:00+03:00", "2026-04-25T00:00:00+03:00"},
		},
		{
			"Sunday in Beirut", "0 9 * * 0", "Asia/Beirut", "2026-03-23T00:00:00+02:00",
			[]string{"2026-03-29T09:00:00+03:00", "2026-04-05T09:00:00+03:00"},
		},
		{
			"monthly at a skipped midnight", "0 0 1 * *", "America/Asuncion", "2017-09-30T12:00:00-04:00",
			[]string{"2017-10-01T01:00:00-03:00", "2017-11-01T00:00:00-03:00"},
		},
		{
			"a skipped day", "0 9 * * *", "Pacific/Apia", "2011-12-29T00:00:00-10:00",
			[]string{"2011-12-29T09:00:00-10:00", "2011-12-31T00:00:00+14:00", "2011-12-31T09:00:00+14:00"},
		},
		{
			"a repeated midnight", "0 0 * * *", "America/Havana", "2026-10-31T12:00:00-04:00",
			[]string{"2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"},
		},
		{
			"two hours repeated", "30 1 * * *", "Antarctica/Troll", "2026-10-24T12:00:00+02:00",
			[]string{"2026-10-25T01:30:00+02:00", "2026-10-26T01:30:00+00:00"},
		},
		{
			"every is anchored", "@every 45m", "Asia/Kolkata", "2026-05-08T09:31:07+05:30",
			[]string{"2026-05-08T10:00:00+05:30", "2026-05-08T10:45:00+05:30"},
		},
		{
			"every before 1970", "@every 24h", "UTC", "1969-12-30T10:00:00Z",
			[]string{"1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := mustParse(t, tt.expr, zone(t, tt.zone))
			var got []string
			at := instant(t, tt.from)
			for range tt.want {
				at = s.Next(at)
				got = append(got, at.Format(time.RFC3339))
			}
			if d := cmp.Diff(utc(t, tt.want), utc(t, got)); d != "" {
				t.Errorf("ticks of %q after %s (-want +got):\n%s", tt.expr, tt.from, d)
			}
		})
	}
}

// utc makes +00:00 and Z the same.
func utc(t *testing.T, times []string) []string {
	var out []string
	for _, s := range times {
		out = append(out, instant(t, s).Format(time.RFC3339))
	}
	return out
}

func TestNextNever(t *testing.T) {
	t.Parallel()
	if got := (Spec{}).Next(time.Now()); !got.IsZero() {
		t.Errorf("the zero Spec ticks at %v", got)
	}
	if got := (Spec{}).Prev(time.Now()); !got.IsZero() {
		t.Errorf("the zero Spec ticked at %v", got)
	}
	leap := mustParse(t, "0 0 29 2 *", nil)
	if got := leap.Next(instant(t, "2096-03-01T00:00:00Z")); !got.IsZero() {
		t.Errorf("no leap day within five years of 2096-03-01, got %v", got)
	}
}

func TestPrev(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, expr, zone, from, want string }{
		{"the tick itself", "0 9 * * *", "UTC", "2026-05-08T09:00:00Z", "2026-05-08T09:00:00Z"},
		{"just before it", "0 9 * * *", "UTC", "2026-05-08T08:59:59.999999999Z", "2026-05-07T09:00:00Z"},
		{"this minute", "* * * * *", "UTC", "2026-05-08T08:59:59Z", "2026-05-08T08:59:00Z"},
		{"four years ago", "0 0 29 2 *", "UTC", "2028-02-28T23:59:00Z", "2024-02-29T00:00:00Z"},
		{"dense then nothing", "* * 1 1 *", "UTC", "2026-12-31T00:00:00Z", "2026-01-01T23:59:00Z"},
		{"moved out of a gap", "30 2 * * *", "Europe/Berlin", "2026-03-29T12:00:00+02:00", "2026-03-29T03:00:00+02:00"},
		{"first of the repeated", "30 2 * * *", "Europe/Berlin", "2026-10-25T02:45:00+01:00", "2026-10-25T02:30:00+02:00"},
		{"every", "@every 1h", "UTC", "2026-05-08T08:59:59Z", "2026-05-08T08:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := mustParse(t, tt.expr, zone(t, tt.zone))
			got := s.Prev(instant(t, tt.from)).Format(time.RFC3339)
			if got != instant(t, tt.want).In(s.Location()).Format(time.RFC3339) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
