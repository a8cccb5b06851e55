package store

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// some are posts of a channel: a few made within the last hour, the others to come,
// some of them later than now.
func some(r *rand.Rand, made, n int, now time.Time) []place {
	places := make([]place, 0, made+n)
	for range made {
		places = append(places, place{made: true, at: now.Add(-time.Duration(r.Int64N(int64(hour))))})
	}
	for range n {
		p := place{at: now.Add(-time.Minute)}
		if r.IntN(4) == 0 {
			p.at = now.Add(time.Duration(r.Int64N(int64(5 * hour))))
		}
		places = append(places, p)
	}
	return places
}

// most is how many of times, which are in order, fall into one hour.
func most(times []time.Time) (n int) {
	for i, t := range times {
		end, _ := slices.BinarySearchFunc(times, t.Add(hour), time.Time.Compare)
		n = max(n, end-i)
	}
	return n
}

// earliest are the times from at on and before turn at which a post might go out
// first: at once, or an hour after another.
func earliest(taken []time.Time, at, turn time.Time) (times []time.Time) {
	for _, t := range append([]time.Time{at.Add(-hour)}, taken...) {
		if t = t.Add(hour); !t.Before(at) && t.Before(turn) {
			times = append(times, t)
		}
	}
	return times
}

// with is taken and one more, in order.
func with(taken []time.Time, at time.Time) []time.Time {
	return slices.SortedFunc(slices.Values(append(slices.Clone(taken), at)), time.Time.Compare)
}

// TestTurnsAreTheFirstPossible: no hour has more posts than the limit, and every
// turn is the first that keeps to it.
func TestTurnsAreTheFirstPossible(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same every time
		limit := 1 + r.IntN(4)
		places := some(r, r.IntN(limit+1), 30, now)
		var taken []time.Time
		for i, turn := range turns(places, limit, now) {
			at := places[i].at
			if !places[i].made {
				at = later(at, now)
			}
			for _, early := range earliest(taken, at, turn) {
				if most(with(taken, early)) <= limit {
					t.Fatalf("seed %d, limit %d: post %d has its turn at %v, but might go out at %v", seed, limit, i, turn, early)
				}
			}
			taken = with(taken, later(at, turn))
		}
		if n := most(taken); n > limit {
			t.Errorf("seed %d: %d posts in an hour, want at most %d", seed, n, limit)
		}
	}
}

// TestTurnsOfWhatExpires: what expires before its turn takes it from nobody.
func TestTurnsOfWhatExpires(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	soon, late := now.Add(90*time.Minute), now.Add(3*hour)
	places := []place{
		{at: now, expires: soon}, {at: now, expires: soon}, // at once, and in an hour
		{at: now, expires: soon}, {at: now, expires: soon}, // in vain
		{at: now, expires: late}, {at: now, expires: now}, {at: now},
	}
	var got []time.Duration
	for _, turn := range turns(places, 1, now) {
		if turn.IsZero() {
			turn = now
		}
		got = append(got, turn.Sub(now))
	}
	want := []time.Duration{0, hour, 2 * hour, 2 * hour, 2 * hour, 3 * hour, 3 * hour}
	if !slices.Equal(got, want) {
		t.Errorf("turns %v, want %v", got, want)
	}
}

// BenchmarkTurns has very many posts wait in one channel.
func BenchmarkTurns(b *testing.B) {
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	places := make([]place, 1000)
	for i := range places {
		places[i].at = now
	}
	for b.Loop() {
		turns(places, 2, now)
	}
}
