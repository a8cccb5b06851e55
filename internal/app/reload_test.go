package app_test

import (
	"context"
	"strings"
	"testing"
)

const yearly = `
schedules:
  - {name: breaking, cron: '* * * * *', posts: breaking, at_once: true}
  - {name: annual, cron: "%s", posts: latest}
`

// TestEditedScheduleTakesEffect edits config.yaml under a running Herald.
func TestEditedScheduleTakesEffect(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.configure(t, strings.ReplaceAll(yearly, "%s", "30 4 1 1 *"))
	w.start(t)
	telegram := w.sides[1]
	telegram.say(t, "/schedules")
	telegram.await(t, "annual", "04:30")

	w.configure(t, strings.ReplaceAll(yearly, "%s", "45 5 1 1 *"))
	w.awaitLog(t, "configuration in force")
	telegram.say(t, "/schedules")
	telegram.await(t, "annual", "05:45")

	w.configure(t, strings.ReplaceAll(yearly, "%s", "0 25 * * *")+"\nunknown_key: 1\n")
	// The admin channel is told everything that is wrong, with lines.
	notice := w.sides[0].await(t, "config.yaml", "hour must be 0–23")
	if !strings.Contains(notice.text, "unknown") || !strings.Contains(notice.text, "config.yaml:") {
		t.Errorf("the notice does not tell all mistakes with their lines:\n%s", notice.text)
	}
	before := len(telegram.shown())
	telegram.say(t, "/schedules")
	telegram.awaitCount(t, before+1)
	if last := telegram.shown()[before]; !strings.Contains(last.text, "05:45") {
		t.Errorf("after a broken edit the schedules are\n%s", last.text)
	}
}

// awaitLog waits until the log says something.
func (w *town) awaitLog(t *testing.T, text string) {
	t.Helper()
	ctx, cancel := soon(t)
	defer cancel()
	if !w.log.Until(ctx, text) {
		t.Fatalf("the log does not say %q", text)
	}
}

// awaitRead waits until a file of the folder has been read: the name that it has
// while it is written, which begins alike, may be seen before.
func (w *town) awaitRead(t *testing.T, name string) {
	t.Helper()
	w.awaitLog(t, "path="+name+" articles=")
}

func soon(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(t.Context()), patience)
}
