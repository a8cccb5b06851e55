package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

// TestKillsAreNoAttempts: what nobody refused is not given up, however often
// Herald was killed with it, or asked to wait.
func TestKillsAreNoAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, m := &server{answer: answers(25, bot.SendError{Fate: bot.Wait, After: time.Second})}, newMemory()
		m.owe(channel(1), bot.KindBreaking, 1)
		for range 25 { // claimed, and never heard of again
			if ds, err := m.Claim(t.Context(), bot.Telegram, time.Now(), time.Second, 1); err != nil || len(ds) != 1 {
				t.Fatalf("claimed %v, %v", ds, err)
			}
			pass(time.Second)
		}
		c, stop := start(t, s, m, nil)
		pass(10 * time.Minute)
		idle(t, c)
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		if d := m.get(1); d.State != bot.Sent || d.Attempts != 1 {
			t.Errorf("the delivery is %s after %d attempts (%s), want sent after 1", d.State, d.Attempts, d.Reason)
		}
	})
}
