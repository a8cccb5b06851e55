package delivery

import (
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

func TestRepliesAndDeletions(t *testing.T) {
	t.Parallel()
	for _, lasting := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			s, m := &server{lasting: lasting}, newMemory()
			m.owe(channel(1), bot.KindDevelopment, 1)
			m.change(1, func(d *bot.Delivery) { d.ReplyTo = "m77" })
			m.owe(channel(1), bot.KindDeletion, 1)
			m.change(2, func(d *bot.Delivery) { d.Edits = "m78" })
			c, stop := start(t, s, m, nil)
			idle(t, c)
			pass(5 * time.Second)
			if err := stop(); err != nil {
				t.Error(err)
			}
			if got := s.got(); len(got) != 1 || got[0].answer != "m77" {
				t.Errorf("arrived: %+v, want one answer to m77", got)
			}
			gone, edited := 1, 0
			if lasting { // what cannot be deleted is struck out
				gone, edited = 0, 1
			}
			if len(s.deleted) != gone || len(s.edits) != edited {
				t.Errorf("lasting %v: deleted %q, edited %q", lasting, s.deleted, s.edits)
			}
			if n := m.states()[bot.Sent]; n != 2 {
				t.Errorf("%d of 2 deliveries are sent", n)
			}
		})
	}
}
