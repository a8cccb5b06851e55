package store

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// line is a batch with what it has written, and when.
type line struct {
	*batch
	begun  time.Time
	groups []int
	at     []time.Duration
	takes  time.Duration
}

func newLine(gather time.Duration) *line {
	return &line{batch: newBatch(gather), begun: time.Now()}
}

func (l *line) note(_ context.Context, group []*ending) {
	l.groups = append(l.groups, len(group))
	l.at = append(l.at, time.Since(l.begun))
	<-time.After(l.takes)
}

// settleEach settles so many, one each every, and waits for all.
func (l *line) settleEach(ctx context.Context, n int, every time.Duration) {
	var all sync.WaitGroup
	for range n {
		all.Go(func() { _ = l.settle(ctx, l.note, &ending{}) })
		<-time.After(every)
	}
	all.Wait()
}

// TestOutcomesGather: what comes within the time of gathering is written in one
// commit, when that of the first is over.
func TestOutcomesGather(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, tt := range []struct {
		name          string
		gather, takes time.Duration
		n             int
		every         time.Duration
		groups        []int
		at            []time.Duration
	}{
		{"alone, without gathering", 0, ms, 1, 0, []int{1}, []time.Duration{0}},
		{"alone", 20 * ms, ms, 1, 0, []int{1}, []time.Duration{20 * ms}},
		{"a stream", 20 * ms, ms, 6, 9 * ms, []int{3, 3}, []time.Duration{20 * ms, 47 * ms}},
		{"a stream on a slow disk", 20 * ms, 50 * ms, 6, 9 * ms, []int{3, 3}, []time.Duration{20 * ms, 70 * ms}},
		{"more than a commit takes", 20 * ms, ms, maxTogether + 1, 0, []int{maxTogether, 1}, []time.Duration{0, 20 * ms}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLine(tt.gather)
				l.takes = tt.takes
				l.settleEach(t.Context(), tt.n, tt.every)
				if len(l.groups) != len(tt.groups) {
					t.Fatalf("groups of %v, want %v", l.groups, tt.groups)
				}
				for i, n := range tt.groups {
					if l.groups[i] != n || l.at[i] != tt.at[i] {
						t.Errorf("group %d: %d at %v, want %d at %v", i, l.groups[i], l.at[i], n, tt.at[i])
					}
				}
			})
		})
	}
}

// TestGatheringEndsWithItsCaller: when everything is stopping, nobody waits.
func TestGatheringEndsWithItsCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLine(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		l.settleEach(ctx, 1, 0)
		if l.at[0] != time.Second {
			t.Errorf("written after %v, want when the caller gave up", l.at[0])
		}
	})
}
