package scheduler

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("load zone: %v", err)
	}
	return loc
}

func mustParse(t testing.TB, expr string, loc *time.Location) Spec {
	t.Helper()
	s, err := Parse(expr, loc)
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return s
}

// instant reads a time with its offset, such as 2026-03-29T03:00:00+02:00.
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatalf("read time: %v", err)
	}
	return at
}
