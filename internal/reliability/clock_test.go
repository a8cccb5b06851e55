package reliability_test

import (
	"context"
	"os"
	"testing"
	"time"
)

// TestClockWasAhead kills the program in the middle of its work, and starts it with
// a clock that shows an hour less than what it has written down. Posts go on as if
// nothing had happened: none waits for the hour to come round.
func TestClockWasAhead(t *testing.T) {
	t.Parallel()
	w := newTown(t, 12, 12)
	must(t, os.WriteFile(w.config, []byte(w.yaml()+"delivery: {uncertain: resend}\n"), 0o600))
	w.oweLists(t, 1, 3)
	p := w.start(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	w.ledger.until(ctx, func() bool { return w.shown() > 0 })
	p.kill()
	hour := time.Hour.Microseconds()
	for _, q := range []string{
		`UPDATE channels SET due = due + ?, served = CASE WHEN served > 0 THEN served + ? ELSE 0 END`,
		`UPDATE deliveries SET ready = ready + ?, owed = owed + ?`,
	} {
		_, err := w.ledger.db.ExecContext(t.Context(), q, hour, hour)
		must(t, err)
	}
	_, err := w.ledger.db.ExecContext(t.Context(), `UPDATE deliveries SET begun = begun + ? WHERE begun > 0`, hour)
	must(t, err)
	p = w.start(t)
	if !w.ledger.until(ctx, func() bool { return w.ledger.pending(t) == 0 }) {
		t.Errorf("%d still pending; the log ends:\n%s", w.ledger.pending(t), p.log.Tail(20))
	}
	p.stop(t)
	c := &chaos{town: w, policy: "resend"}
	a := account{twice: map[string]int{}}
	c.tally(t, &a, c.look(), w.ledger.entries(t))
	if a.lost > 0 || a.twice["discord latest"] > 0 {
		t.Errorf("lost %d, twice %v", a.lost, a.twice)
	}
}
