package reliability_test

import (
	"context"
	"testing"

	"herald/bot/discord/discordtest"
)

// TestDatabaseStuckWhileSettling takes the database away while posts are on their
// way, as a full disk does: what was shown cannot be written down. When it is
// back, nothing is lost, and nothing comes twice but what breaks on Telegram.
func TestDatabaseStuckWhileSettling(t *testing.T) {
	t.Parallel()
	w := newTown(t, 12, 12)
	w.oweLists(t, 1, 3)
	p := w.start(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	w.ledger.until(ctx, func() bool { return w.shown() > 0 })
	tx, err := w.ledger.db.Conn(ctx)
	must(t, err)
	_, err = tx.ExecContext(ctx, `BEGIN IMMEDIATE`)
	must(t, err)
	if !p.log.Until(ctx, "cannot write down an outcome") {
		t.Errorf("the program does not notice; the log ends:\n%s", p.log.Tail(20))
	}
	_, err = tx.ExecContext(ctx, `ROLLBACK`)
	must(t, err)
	must(t, tx.Close())
	p.stop(t)
	w.ledger.pass(t)
	w.checkRestart(t, "breaking")
}

// TestSlowGateway: posts do not wait for a gateway that never says more than hello.
func TestSlowGateway(t *testing.T) {
	t.Parallel()
	w := newTown(t, 5, 0)
	for range 100 {
		w.discord.OpenNext(discordtest.Silent, discordtest.HelloOnly)
	}
	w.oweLists(t, 1, 2)
	p := w.start(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if !w.ledger.until(ctx, func() bool { return w.ledger.pending(t) == 0 }) {
		t.Errorf("%d still pending while the gateway is silent; the log ends:\n%s", w.ledger.pending(t), p.log.Tail(20))
	}
	p.stop(t)
}
