package delivery

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// late is a ledger whose answers take a while to come back.
type late struct {
	*memory
	delay time.Duration
}

func (l late) Next(ctx context.Context, p bot.PlatformName) (time.Time, error) {
	at, err := l.memory.Next(ctx, p)
	pass(l.delay)
	return at, err
}

// TestWokenWhileAsking: what is owed just after the ledger has said that there is
// nothing, and before the courier has heard it, goes out at once.
func TestWokenWhileAsking(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		c, stop := start(t, s, m, func(o *Options) { o.Ledger = late{m, time.Second} })
		pass(500 * time.Millisecond) // the first answer is on its way
		m.owe(channel(1), bot.KindBreaking, 1)
		c.Wake()
		pass(3 * time.Second)
		if got := len(s.got()); got != 1 {
			t.Errorf("%d messages arrived within three seconds, want 1", got)
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
	})
}
