package feed

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const testURL = "https://news.example/feed.xml"

func TestAfterSuccess(t *testing.T) {
	t.Parallel()
	before := State{URL: testURL, ETag: `"old"`, LastModified: "then", Failures: 3, Error: "x", OK: testNow.Add(-time.Hour)}
	tests := []struct {
		name     string
		response Response
		chance   float64
		want     State
	}{
		{"new document", Response{ETag: `"new"`}, 0, State{ETag: `"new"`, Due: testNow.Add(10 * time.Minute)}},
		{"no validators any more", Response{}, 0, State{Due: testNow.Add(10 * time.Minute)}},
		{"not modified", Response{NotModified: true}, 0, State{ETag: `"old"`, LastModified: "then", Due: testNow.Add(10 * time.Minute)}},
		{"not modified, new validator", Response{NotModified: true, ETag: `"new"`}, 0, State{ETag: `"new"`, LastModified: "then", Due: testNow.Add(10 * time.Minute)}},
		{"fresh for longer", Response{MaxAge: time.Hour}, -1, State{Due: testNow.Add(time.Hour)}},
		{"fresh for less", Response{MaxAge: time.Minute}, 0, State{Due: testNow.Add(10 * time.Minute)}},
		{"asked to wait", Response{RetryAfter: 2 * time.Hour}, 0, State{Due: testNow.Add(2 * time.Hour)}},
		{"sooner by chance", Response{}, -1, State{Due: testNow.Add(9 * time.Minute)}},
		{"later by chance", Response{}, 1, State{Due: testNow.Add(11 * time.Minute)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.want.URL, tt.want.OK = testURL, testNow
			got := before.after(outcome{response: tt.response, at: testNow, chance: tt.chance}, testURL, timing{every: 10 * time.Minute, slowest: 10 * time.Minute})
			if got.Memory.Why == "" {
				t.Error("it does not say why it waits")
			}
			tt.want.Memory = got.Memory
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAfterFailure(t *testing.T) {
	t.Parallel()
	fail := errors.New("broken")
	tests := []struct {
		name     string
		failures int // before
		every    time.Duration
		o        outcome
		wait     time.Duration
	}{
		{"first", 0, 5 * time.Minute, outcome{}, 5 * time.Minute},
		{"second", 1, 5 * time.Minute, outcome{}, 10 * time.Minute},
		{"fourth", 3, 5 * time.Minute, outcome{}, 40 * time.Minute},
		{"eighth", 7, 5 * time.Minute, outcome{}, 6 * time.Hour},
		{"thousandth", 999, 5 * time.Minute, outcome{}, 6 * time.Hour},
		{"rare source", 999, 24 * time.Hour, outcome{}, 24 * time.Hour},
		{"asked to wait", 0, 5 * time.Minute, outcome{response: Response{RetryAfter: 12 * time.Hour}}, 12 * time.Hour},
		{"asked to wait less", 3, 5 * time.Minute, outcome{response: Response{RetryAfter: time.Second}}, 40 * time.Minute},
		{"ours", 9, 5 * time.Minute, outcome{ours: true}, time.Minute},
		{"by chance", 0, 10 * time.Minute, outcome{chance: 1}, 11 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := State{URL: testURL, ETag: `"kept"`, LastModified: "kept", OK: testNow.Add(-time.Hour), Failures: tt.failures}
			tt.o.err, tt.o.at = fail, testNow
			want := before
			want.Failures, want.Error, want.Due = tt.failures+1, "broken", testNow.Add(tt.wait)
			got := before.after(tt.o, testURL, timing{every: tt.every, slowest: tt.every})
			if got.Memory.Why == "" || !got.Memory.Down.Equal(testNow) {
				t.Errorf("memory = %+v, want why it waits and since when it is down", got.Memory)
			}
			want.Memory = got.Memory
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// What is stored and compared must not change from one try to the next.
func TestReasonIsStable(t *testing.T) {
	t.Parallel()
	a := reason(fmt.Errorf("x: %w", &StatusError{Host: "a.example", Status: 503, RetryAfter: time.Minute}))
	b := reason(&StatusError{Host: "a.example", Status: 503, RetryAfter: time.Hour})
	if a != b || a != "a.example: HTTP 503" {
		t.Errorf("reasons %q and %q", a, b)
	}
}
