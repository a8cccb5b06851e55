package delivery

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestOutcomesOutlastAnOutage: while the ledger takes nothing, what was sent is kept
// in mind, though leases end meanwhile. Nothing is in doubt afterwards.
func TestOutcomesOutlastAnOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{}, newMemory()
		for id := range 3 {
			m.owe(channel(id+1), "latest", 1)
		}
		m.fail["settle"] = 100
		var log bytes.Buffer
		c, stop := start(t, s, m, func(o *Options) {
			o.Policy = func() Policy { return Policy{Uncertain: HoldAll} }
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
		})
		pass(10 * time.Minute)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		checkOnce(t, s, m, 3)
		if n := strings.Count(log.String(), "cannot write down an outcome"); n != 3 {
			t.Errorf("the log complains %d times, want once for each:\n%s", n, &log)
		}
	})
}
