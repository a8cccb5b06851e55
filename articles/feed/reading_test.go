package feed

import (
	"testing"
	"time"

	"herald/articles"
)

// Few documents are read at a time; those that wait are read later, or, when the
// poller stops, not at all.
func TestPollerReadsFewDocumentsAtATime(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		reading := w.poller.reading
		for range cap(reading) {
			reading <- struct{}{}
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(10 * time.Second)
		w.want("filed while others are read", &w.filed)
		reading.give()
		w.pass(time.Second)
		stop()
		w.want("filed", &w.filed, "a/1")

		reading <- struct{}{}
		next := w.newPoller()
		next.reading = reading
		w.poller, w.states.states = next, nil
		w.poller.SetSources([]articles.Source{source("c", "https://c.example/feed")})
		stop = w.run()
		w.pass(time.Second)
		stop()
		w.want("filed after the stop", &w.filed, "a/1")
		w.want("reports", &w.reports)
	})
}
