package bot_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
)

func TestLinkLogKeepsWhenTheLineChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l bot.LinkLog
		check := func(want bot.Link) {
			t.Helper()
			if got := l.Link(); got != want {
				t.Errorf("the link is %+v, want %+v", got, want)
			}
			<-time.NewTimer(time.Minute).C
		}
		start := time.Now()
		check(bot.Link{})
		l.Down(errors.New("no route"))
		check(bot.Link{Since: start.Add(time.Minute), Reason: "no route"})
		l.Up()
		check(bot.Link{Up: true, Since: start.Add(2 * time.Minute), Times: 1})
		l.Up()
		check(bot.Link{Up: true, Since: start.Add(2 * time.Minute), Times: 1})
		l.Down(errors.New("reset"))
		check(bot.Link{Since: start.Add(4 * time.Minute), Times: 1, Reason: "reset"})
		l.Down(errors.New("refused"))
		check(bot.Link{Since: start.Add(4 * time.Minute), Times: 1, Reason: "refused"})
		l.Down(nil)
		check(bot.Link{Since: start.Add(4 * time.Minute), Times: 1, Reason: "refused"})
		l.Up()
		check(bot.Link{Up: true, Since: start.Add(7 * time.Minute), Times: 2})
	})
}
