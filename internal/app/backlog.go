package app

import (
	"context"
	"sync"
	"time"

	"herald/bot"
	"herald/bot/delivery"
)

// What was read of the queue is good enough for backlogFor, and for backlogShare
// times as long as it took to read, at most backlogMost: reading it looks at every
// delivery that is owed, and must not keep a small machine busy.
const (
	backlogFor   = 5 * time.Second
	backlogShare = 50
	backlogMost  = time.Minute
)

// backlog reads what is owed, now and then.
type backlog struct {
	from interface {
		Backlog(ctx context.Context) ([]delivery.Backlog, error)
	}
	now func() time.Time

	mu   sync.Mutex
	at   time.Time
	took time.Duration
	last []delivery.Backlog
}

func (b *backlog) read(ctx context.Context) ([]delivery.Backlog, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	good := min(max(backlogFor, backlogShare*b.took), backlogMost)
	if !b.at.IsZero() && now.Sub(b.at) < good && !now.Before(b.at) {
		return b.last, nil
	}
	list, err := b.from.Backlog(ctx)
	if err != nil {
		return nil, err
	}
	b.at, b.took, b.last = now, max(b.now().Sub(now), 0), list
	return list, nil
}

// waiting is how long the oldest delivery of a platform waits, and how many do.
func waiting(list []delivery.Backlog, p bot.PlatformName, now time.Time) (age time.Duration, owed int) {
	for _, q := range list {
		if q.Platform != p {
			continue
		}
		owed += q.Owed
		if !q.Oldest.IsZero() {
			age = max(age, now.Sub(q.Oldest))
		}
	}
	return age, owed
}
