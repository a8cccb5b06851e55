package app_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// damText is what the first publisher writes, and what two others copy.
const damText = `The dam above Vellin broke on Sunday morning after eleven hours of rain, and the river took away two bridges.
Twelve people are missing, the river office said, and 4,000 were told to leave their houses below the dam. Soldiers with
boats look for them. The railway to Vellin is closed. The mayor of Vellin asked people to stay away from the river, and
the river office said that the water would fall before night.`

// piece is an article file about the dam.
func piece(publisher, id, more, title, text string) string {
	return fmt.Sprintf("---\nid: %s\npublisher: %s\ntitle: %s\n%s---\n%s\n", id, publisher, title, more, text)
}

// TestStoryGrowsAndStaysHonest is one event from its first report to its end on both
// platforms: five publishers tell it, two sites copy one of them, the first corrects
// itself, and the story is withdrawn; Herald is stopped in between. A channel has one
// post, edited each time, and an answer to it where it matters.
func TestStoryGrowsAndStaysHonest(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	later := time.Duration(0)
	w.now = func() time.Time { return time.Now().Add(later) }
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	const wrong, right = "Dam above Vellin breaks, 12 missing", "Dam above Vellin breaks, 2 missing"
	w.drop(t, "post.md", piece("Harbour Post", "p", "", "'BREAKING: "+wrong+"'", damText))
	for _, s := range w.sides {
		s.await(t, "BREAKING · "+wrong, "Harbour Post")
	}
	w.settled(t)
	again := func() { // Herald is stopped, and started when edits are due
		if err := w.stop(); err != nil {
			t.Fatal(err)
		}
		later += 5 * time.Minute
		w.start(t)
	}

	for _, p := range []struct{ publisher, title, text string }{
		{"Coast Times", "Dam above Vellin breaks after eleven hours of rain", "The dam above Vellin has broken. Two bridges are gone, and people below the dam had to leave their houses, the mayor of Vellin said on the radio."},
		{"Northern Wire", "Vellin dam breaks, people leave houses below", "Soldiers with boats look for people below Vellin, where the dam broke on Sunday morning and took two bridges with it."},
		{"Island Herald", "Bridges gone as Vellin dam breaks", "Two bridges went when the dam above Vellin broke on Sunday. The railway to Vellin is closed, a speaker of the railway said."},
		{"Capital Post", "Broken dam above Vellin: soldiers search river", "Below the broken dam of Vellin soldiers search the river with boats, and houses stand in water, our reporter saw."},
		{"Valley Daily", wrong, damText},
		{"News of the Day", wrong, damText + " Read more on our site."},
	} {
		name := strings.ReplaceAll(p.publisher, " ", "") + ".md"
		w.drop(t, name, piece(p.publisher, name, "", "'"+p.title+"'", p.text))
		w.awaitRead(t, name)
	}
	again()
	for _, s := range w.sides {
		s.awaitEdited(t, "BREAKING · "+wrong, "Harbour Post · also: Coast Times, Northern Wire, Island Herald +1 · 5 independent voices · copies: 2 sites · ")
	}
	w.settled(t)

	w.drop(t, "post.md", piece("Harbour Post", "p", "correction: Two people are missing, not twelve.\n", "'BREAKING: "+right+"'", strings.Replace(damText, "Twelve", "Two", 1)))
	corrected := "Corrected by Harbour Post (TIME): Two people are missing, not twelve. The headline said “" + wrong + "”."
	for _, s := range w.sides {
		s.await(t, "CORRECTION · "+right, "Two people are missing, not twelve.")
	}
	w.settled(t)
	again()
	for _, s := range w.sides {
		post := timeless(s.awaitEdited(t, "BREAKING · "+right).text)
		if !strings.Contains(post, corrected) {
			t.Errorf("%s: the corrected post reads\n%s\nwant in it\n%s", s.name, post, corrected)
		}
	}
	w.settled(t)

	w.sides[1].say(t, "/withdraw 1 The river office denies it.")
	for _, s := range w.sides {
		s.await(t, "WITHDRAWN · "+right, "The river office denies it.")
	}
	w.settled(t)
	again() // the post was edited a moment ago
	for _, s := range w.sides {
		s.awaitEdited(t, "Withdrawn by an editor (", right)
	}
	w.settled(t)
	for _, s := range w.sides {
		var ends []string
		for _, m := range s.shown() {
			if strings.Contains(m.text, "above Vellin") {
				ends = append(ends, timeless(m.text))
			}
		}
		if len(ends) != 3 {
			t.Errorf("%s shows %d messages, want the post and two answers:\n%s", s.name, len(ends), strings.Join(ends, "\n--\n"))
		}
		for i, start := range []string{right, right, "WITHDRAWN · " + right} {
			if i < len(ends) && !strings.HasPrefix(ends[i], start) {
				t.Errorf("%s: message %d reads\n%s", s.name, i, ends[i])
			}
		}
	}
}

var clockTime = regexp.MustCompile(`\d\d:\d\d( [A-Z]+| [+-]\d+)?|t:\d+:\w`)

// timeless is a text with all times of day alike.
func timeless(text string) string { return clockTime.ReplaceAllString(text, "TIME") }

// settled waits until nothing is on its way.
func (w *town) settled(t *testing.T) {
	t.Helper()
	ctx, cancel := soon(t)
	defer cancel()
	if err := w.app.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}
