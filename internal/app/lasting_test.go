package app

import (
	"testing"
	"time"
)

// TestLasting holds that a time is told in its two largest units, however long it is.
func TestLasting(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:                  "0 s",
		59 * time.Second:              "59 s",
		61 * time.Second:              "1 min",
		2*time.Hour + 3*time.Minute:   "2 h 3 min",
		25 * time.Hour:                "1 d 1 h",
		365*24*time.Hour - 1:          "364 d 23 h",
		2499*24*time.Hour + time.Hour: "6 y 309 d",
	} {
		if got := lasting(d); got != want {
			t.Errorf("lasting(%v) = %q, want %q", d, got, want)
		}
	}
}
