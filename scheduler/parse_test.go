package scheduler

import (
	"strings"
	"testing"
	"time"
)

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	const sixth = "6 fields, want 5: minute hour day-of-month month day-of-week; leave out the seconds or the year"
	tests := []struct{ name, expr, want string }{
		{"hour", "0 25 * * *", `"0 25 * * *": hour must be 0–23`},
		{"minute", "60 * * * *", `"60 * * * *": minute must be 0–59`},
		{"day", "0 0 0 * *", `"0 0 0 * *": day of month must be 1–31`},
		{"month", "0 0 1 13 *", `"0 0 1 13 *": month must be 1–12 or jan–dec`},
		{"month name", "0 0 1 foo *", `"0 0 1 foo *": month must be 1–12 or jan–dec`},
		{"weekday", "0 0 * * 8", `"0 0 * * 8": day of week must be 0–7 or sun–sat`},
		{"sign", "+5 * * * *", `"+5 * * * *": minute must be 0–59`},
		{"other digits", "٥ * * * *", `"٥ * * * *": minute must be 0–59`},
		{"hole in list", "1,,2 * * * *", `"1,,2 * * * *": minute must be 0–59`},
		{"lone comma", ", * * * *", `", * * * *": minute must be 0–59`},
		{"star range", "*-5 * * * *", `"*-5 * * * *": minute must be 0–59`},
		{"two hyphens", "1-2-3 * * * *", `"1-2-3 * * * *": minute must be 0–59`},
		{"backwards", "0 22-6 * * *", `"0 22-6 * * *": hour: the range 22-6 runs backwards; write it as two with a comma`},
		{"long step", "*/90 * * * *", `"*/90 * * * *": minute: the step after / must be 1–59`},
		{"zero step", "*/0 * * * *", `"*/0 * * * *": minute: the step after / must be 1–59`},
		{"two steps", "*/5/2 * * * *", `"*/5/2 * * * *": minute: the step after / must be 1–59`},
		{"long day step", "0 0 */31 * *", `"0 0 */31 * *": day of month: the step after / must be 1–30`},
		{"last day", "0 0 L * *", `"0 0 L * *": day of month must be 1–31`},
		{"nth weekday", "0 0 * * 5#2", `"0 0 * * 5#2": day of week must be 0–7 or sun–sat`},
		{"31 February", "0 0 31 2 *", `"0 0 31 2 *": no such date ever comes`},
		{"30 and 31 February", "0 0 30,31 feb *", `"0 0 30,31 feb *": no such date ever comes`},
		{"31 of short months", "0 0 31 4,6,9,11 *", `"0 0 31 4,6,9,11 *": no such date ever comes`},
		{"six fields", "0 0 9 * * *", `"0 0 9 * * *": ` + sixth},
		{"four fields", "0 9 * *", `"0 9 * *": 4 fields, want 5: minute hour day-of-month month day-of-week`},
		{"seven fields", "0 0 9 * * * *", `"0 0 9 * * * *": 7 fields, want 5: minute hour day-of-month month day-of-week`},
		{"nothing", "", `"": empty; want 5 fields: minute hour day-of-month month day-of-week`},
		{"blank", " \t", `" \t": empty; want 5 fields: minute hour day-of-month month day-of-week`},
		{"zone alone", "TZ=UTC", `"TZ=UTC": the zone does not belong here but in timezone`},
		{"cron zone alone", "CRON_TZ=Asia/Tokyo", `"CRON_TZ=Asia/Tokyo": the zone does not belong here but in timezone`},
		{"empty zone", "CRON_TZ= * * * * *", `"CRON_TZ= * * * * *": the zone does not belong here but in timezone`},
		{"zone", "TZ=UTC 0 9 * * *", `"TZ=UTC 0 9 * * *": the zone does not belong here but in timezone`},
		{"unknown descriptor", "@fortnightly", `"@fortnightly": unknown; want @hourly, @daily, @weekly, @monthly, @yearly or @every 30m`},
		{"reboot", "@reboot", `"@reboot": @reboot is no time; Herald ticks by the clock only`},
		{"descriptor and more", "@daily 9", `"@daily 9": nothing may follow @daily`},
		{"every alone", "@every", `"@every": want a duration after @every, such as 30m or 1h30m`},
		{"every nonsense", "@every day", `"@every day": want a duration after @every, such as 30m or 1h30m`},
		{"every negative", "@every -5m", `"@every -5m": @every must be at least 1m`},
		{"every zero", "@every 0s", `"@every 0s": @every must be at least 1m`},
		{"every fraction of a second", "@every 10ms", `"@every 10ms": @every must be at least 1m`},
		{"every odd", "@every 90s", `"@every 90s": @every must be whole minutes`},
		{"every age", "@every 100000h", `"@every 100000h": @every must be at most 8784h (a year)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, err := Parse(tt.expr, nil)
			if err == nil {
				t.Fatalf("Parse(%q) = %v, want an error", tt.expr, s)
			}
			if got := err.Error(); got != tt.want {
				t.Errorf("Parse(%q):\ngot  %s\nwant %s", tt.expr, got, tt.want)
			}
		})
	}
}

func TestParseRefusesLong(t *testing.T) {
	t.Parallel()
	_, err := Parse(strings.Repeat("é", 5000), nil)
	if err == nil || len(err.Error()) > 200 {
		t.Errorf("got %v, want a short error", err)
	}
}

func TestParseMeansTheSame(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	tests := []struct{ name, a, b string }{
		{"Sunday is 7", "0 9 * * 7", "0 9 * * 0"},
		{"Sunday by name", "0 9 * * SUN", "0 9 * * 0"},
		{"weekend", "0 9 * * 6-7", "0 9 * * 6,0"},
		{"weekend by name", "0 9 * * sat-sun", "0 9 * * 0,6"},
		{"whole week", "0 9 * * 1-7", "0 9 * * 0-6"},
		{"zeros", "00 09 * * *", "0 9 * * *"},
		{"spaces", "  0   9 *\t* * ", "0 9 * * *"},
		{"month by name", "0 9 1 Jan *", "0 9 1 1 *"},
		{"question mark", "0 9 ? * 1", "0 9 * * 1"},
		{"step of one", "*/1 */1 * * *", "* * * * *"},
		{"longest step", "*/59 * * * *", "0,59 * * * *"},
		{"step from", "5/20 * * * *", "5,25,45 * * * *"},
		{"step in range", "10-30/10 * * * *", "10,20,30 * * * *"},
		{"hourly", "@hourly", "0 * * * *"},
		{"daily", "@daily", "0 0 * * *"},
		{"midnight", "@Midnight", "@daily"},
		{"weekly", "@weekly", "0 0 * * 0"},
		{"monthly", "@monthly", "0 0 1 * *"},
		{"yearly", "@annually", "0 0 1 1 *"},
		{"every", "@every 90m", "@every 1h30m"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, b := mustParse(t, tt.a, berlin), mustParse(t, tt.b, berlin)
			if !a.Equal(b) {
				t.Errorf("%q and %q are not equal", tt.a, tt.b)
			}
			if a.String() != strings.TrimSpace(tt.a) {
				t.Errorf("String() = %q, want %q", a, tt.a)
			}
		})
	}
}

func TestEqual(t *testing.T) {
	t.Parallel()
	nine := mustParse(t, "0 9 * * *", zone(t, "Europe/Berlin"))
	again := mustParse(t, "0 9 * * *", zone(t, "Europe/Berlin"))
	if !nine.Equal(again) {
		t.Error("the same expression in the same zone, loaded twice, is not equal")
	}
	for name, other := range map[string]Spec{
		"zone":   mustParse(t, "0 9 * * *", zone(t, "Europe/Paris")),
		"hour":   mustParse(t, "0 8 * * *", zone(t, "Europe/Berlin")),
		"every":  mustParse(t, "@every 24h", zone(t, "Europe/Berlin")),
		"zero":   {},
		"nobody": {expr: "0 9 * * *", loc: zone(t, "Europe/Berlin")},
	} {
		if nine.Equal(other) {
			t.Errorf("%s: equal, want different", name)
		}
	}
	if mustParse(t, "@every 24h", nil).Equal(mustParse(t, "@every 12h", nil)) {
		t.Error("different intervals are equal")
	}
	if !(Spec{}).Equal(Spec{loc: time.UTC}) {
		t.Error("zero Specs are not equal")
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"0 9 * * 1-5", "*/5 8-18 * * *", "@hourly", "@every 15m", "TZ=UTC", "CRON_TZ=X", "TZ=", "@", "* * * * * *",
		"0 0 31 2 *", "1,,2 * * * *", "0-99999999999999999999 * * * *", "a-b/c * * * *", "\x00", "0 0 ? * sun#1",
	} {
		f.Add(seed)
	}
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, expr string) {
		s, err := Parse(expr, time.UTC)
		if err != nil {
			if len(err.Error()) > 5000 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		again, err := Parse(s.String(), time.UTC)
		if err != nil || !again.Equal(s) {
			t.Fatalf("%q does not read as itself: %v", s, err)
		}
		if s.Next(start.AddDate(-1, 0, 0)).IsZero() && s.Next(start.AddDate(2, 0, 0)).IsZero() {
			t.Fatalf("%q never ticks", expr)
		}
	})
}
