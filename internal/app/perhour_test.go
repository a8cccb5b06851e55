package app_test

import (
	"strings"
	"testing"
	"time"
)

// TestSoManyAnHour: with one breaking post an hour, two stories wait behind a third;
// the one that more voices tell meanwhile goes first, an hour later, and the other
// one an hour after that.
func TestSoManyAnHour(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.configure(t, "breaking: {per_hour: 1}\nschedules:\n  - {name: breaking, cron: '* * * * *', posts: breaking, at_once: true, expires: 6h}\n")
	late := time.Duration(0)
	w.now = func() time.Time { return time.Now().Add(late) }
	w.start(t)
	for _, s := range w.sides {
		s.subscribed(t, "/subscribe breaking", "Subscribed")
	}
	const first, weak, strong = "Volcano wakes on Askja island", "Bridge over the Sella closed", "Express derails near Lonsdale junction"
	w.reports(t, reporter{"Harbour Post", "BREAKING: " + first, "Ash falls on the northern villages."})
	for _, s := range w.sides {
		s.await(t, "BREAKING · "+first)
	}
	w.settled(t)
	w.reports(t,
		reporter{"Harbour Post", "BREAKING: " + weak, "Cracks were found in a pillar at low tide."},
		reporter{"Coast Times", "BREAKING: " + strong, "Four carriages of the express left the rails near the Lonsdale junction."},
		reporter{"Northern Wire", "Express train derails at Lonsdale junction", "An express derailed at the junction of Lonsdale on its way south, the railway said."},
	)
	w.settled(t)
	for _, s := range w.sides {
		s.say(t, "/why 2")
		s.await(t, "waits for its turn at", "no more than 1 in an hour (breaking.per_hour), the weightiest first")
	}
	for _, want := range []struct{ shown, waits string }{{strong, weak}, {weak, "nothing"}} {
		if err := w.stop(); err != nil {
			t.Fatal(err)
		}
		late += 61 * time.Minute
		w.start(t)
		for _, s := range w.sides {
			s.await(t, "BREAKING · "+want.shown)
		}
		w.settled(t)
		for _, s := range w.sides {
			for _, m := range s.shown() {
				if strings.Contains(m.text, "BREAKING · "+want.waits) {
					t.Errorf("%s shows both within an hour:\n%s", s.name, m.text)
				}
				if strings.Contains(m.text, "Posts to ") {
					t.Errorf("%s is told that what had to wait waited:\n%s", s.name, m.text)
				}
			}
		}
	}
}
