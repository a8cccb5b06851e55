package delivery

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// overtaken is a ledger in which the first delivery is owed anew as soon as it is
// settled, as an edit is whose story changes while it is sent; and the courier asks
// for more before it hears of its end.
type overtaken struct {
	*memory
	once  atomic.Bool
	again chan struct{} // closed when it is owed anew
}

func (o *overtaken) Settle(ctx context.Context, id bot.DeliveryID, s Settlement) error {
	if err := o.memory.Settle(ctx, id, s); err != nil || !o.once.CompareAndSwap(false, true) {
		return err
	}
	o.change(id, func(d *bot.Delivery) { d.State = bot.Owed })
	close(o.again)
	pass(time.Second)
	return nil
}

// TestOwedAnewWhileItEnds: what is claimed again before its first end is known is
// sent at once, not when the lease of the forgotten claim has ended.
func TestOwedAnewWhileItEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		m.owe(channel(1), bot.KindUpdate, 1)
		m.change(1, func(d *bot.Delivery) { d.Edits = "m1" })
		o := &overtaken{memory: m, again: make(chan struct{})}
		begin := time.Now()
		c, stop := start(t, s, m, func(opts *Options) { opts.Ledger = o })
		<-o.again
		c.Wake()
		pass(5 * time.Second)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if d := m.get(1); d.State != bot.Sent || d.Claim < 2 {
			t.Errorf("after %s it is %s, claimed %d times", time.Since(begin), d.State, d.Claim)
		}
	})
}
