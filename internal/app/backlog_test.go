package app

import (
	"context"
	"testing"
	"time"

	"herald/bot/delivery"
)

// slowQueue takes its time at each question.
type slowQueue struct {
	clock *time.Time
	takes time.Duration
	asked int
}

func (q *slowQueue) Backlog(context.Context) ([]delivery.Backlog, error) {
	q.asked++
	*q.clock = q.clock.Add(q.takes)
	return nil, nil
}

// TestBacklogIsReadSeldomWhereItIsSlow asks once a second for ten minutes.
func TestBacklogIsReadSeldomWhereItIsSlow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		takes    time.Duration
		from, to int
	}{
		{0, 115, 120},
		{400 * time.Millisecond, 25, 30},
		{10 * time.Second, 8, 10},
	} {
		begun := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		clock := begun
		queue := &slowQueue{clock: &clock, takes: tt.takes}
		b := &backlog{from: queue, now: func() time.Time { return clock }}
		for clock.Sub(begun) < 10*time.Minute {
			if _, err := b.read(t.Context()); err != nil {
				t.Fatal(err)
			}
			clock = clock.Add(time.Second)
		}
		if queue.asked < tt.from || queue.asked > tt.to {
			t.Errorf("what takes %v was read %d times in ten minutes, want %d to %d", tt.takes, queue.asked, tt.from, tt.to)
		}
	}
}
