package app_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// damText is what the first publisher writes, and what two others copy.
const damText = `The dam above Vellin broke on Sunday morning after eleven hours of rain, and the river took away two bridges.
Twelve people are missing, the river office said, and 4,000 were told to leave their houses below the dam. Soldiers with
boats look for them. The railway to Vellin is closed. The mayor of Vellin asked people to stay away from the river, and
the river office said that the water would fall before night.`

// piece is an article file about the dam.
func piece(publisher, id, more, title, text string) string {
	return fmt.Sprintf("---\nid: %s\npublisher: %s\ntitle: %s\n%s---\n%s\n", id, publisher, title, more, text)
}

// The headlines of the first report, before and after its correction.
const wrongTitle, rightTitle = "Dam above Vellin breaks, 12 missing", "Dam above Vellin breaks, 2 missing"

// followers tell what the first publisher told: four in their own words, one of them
// with a picture, and two in its words.
var followers = []struct{ publisher, more, title, text string }{
	{"Coast Times", "image: https://coast.example/dam.jpg\n", "Dam above Vellin breaks after eleven hours of rain", "The dam above Vellin has broken. Two bridges are gone, and people below the dam had to leave their houses, the mayor of Vellin said on the radio."},
	{"Northern Wire", "", "Vellin dam breaks, people leave houses below", "Soldiers with boats look for people below Vellin, where the dam broke on Sunday morning and took two bridges with it."},
	{"Island Herald", "", "Bridges gone as Vellin dam breaks", "Two bridges went when the dam above Vellin broke on Sunday. The railway to Vellin is closed, a speaker of the railway said."},
	{"Capital Post", "", "Broken dam above Vellin: soldiers search river", "Below the broken dam of Vellin soldiers search the river with boats, and houses stand in water, our reporter saw."},
	{"Valley Daily", "", wrongTitle, damText},
	{"News of the Day", "", wrongTitle, damText + " Read more on our site."},
}

// TestStoryGrowsAndStaysHonest is one event from its first report to its end on both
// platforms, as a reader sees it: five publishers tell it, two sites copy one of them,
// the first corrects itself, one takes its article back, and the story is withdrawn.
// Herald is killed in between, and stopped. A channel has one post, edited each time,
// and an answer to it where it matters.
func TestStoryGrowsAndStaysHonest(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	late := time.Duration(0)
	w.now = func() time.Time { return time.Now().Add(late) }
	w.start(t)
	for _, s := range w.sides {
		s.subscribed(t, "/subscribe breaking", "Subscribed")
	}
	w.drop(t, "post.md", piece("Harbour Post", "p", "", "'BREAKING: "+wrongTitle+"'", damText))
	for _, s := range w.sides {
		s.await(t, "BREAKING · "+wrongTitle, "Harbour Post")
	}
	w.settled(t)
	w.shows(t, "1-posted")

	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	kill := w.startChild(t, late)
	for _, f := range followers {
		name := strings.ReplaceAll(f.publisher, " ", "") + ".md"
		w.drop(t, name, piece(f.publisher, name, f.more, "'"+f.title+"'", f.text))
		w.awaitRead(t, name)
	}
	kill() // the edits are owed, and not made yet
	late += 5 * time.Minute
	w.start(t)
	for _, s := range w.sides {
		s.awaitEdited(t, "BREAKING · "+wrongTitle, "5 independent voices · copies: 2 sites")
	}
	w.settled(t)
	w.shows(t, "2-grown")

	w.drop(t, "post.md", piece("Harbour Post", "p", "correction: Two people are missing, not twelve.\n", "'BREAKING: "+rightTitle+"'", strings.Replace(damText, "Twelve", "Two", 1)))
	for _, s := range w.sides {
		s.await(t, "CORRECTION · "+rightTitle)
	}
	w.settled(t)
	w.afterAWhile(t, &late)
	for _, s := range w.sides {
		s.awaitEdited(t, "BREAKING · "+rightTitle)
	}
	w.settled(t)
	w.shows(t, "3-corrected")

	back := followers[1]
	w.drop(t, "NorthernWire-kill.md", piece(back.publisher, "NorthernWire.md", "status: canceled\ncorrection: Our reporter was not there.\n", "'"+back.title+"'", back.text))
	w.awaitRead(t, "NorthernWire-kill.md")
	w.settled(t)
	w.afterAWhile(t, &late)
	for _, s := range w.sides {
		s.awaitEdited(t, "BREAKING · "+rightTitle, "Report taken back by Northern Wire")
	}
	w.settled(t)
	w.shows(t, "4-one-less")

	w.sides[1].say(t, "/withdraw 1 The river office denies it.")
	for _, s := range w.sides {
		s.await(t, "WITHDRAWN · "+rightTitle, "The river office denies it.")
	}
	w.settled(t)
	w.afterAWhile(t, &late) // the post was edited a moment ago
	for _, s := range w.sides {
		s.awaitEdited(t, "Withdrawn by an editor (")
	}
	w.settled(t)
	w.shows(t, "5-withdrawn")
}

// shows compares all that either platform shows of the dam with a golden file.
func (w *town) shows(t *testing.T, step string) {
	t.Helper()
	for _, s := range w.sides {
		name := filepath.Join("testdata", "growing", step+"-"+s.name+".txt")
		got := s.transcript("Vellin")
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// transcript is what a channel shows of a subject, message by message.
func (s *side) transcript(word string) string {
	all := s.shown()
	all = slices.DeleteFunc(all, func(m shown) bool { return !strings.Contains(m.text, word) })
	var b strings.Builder
	for i, m := range all {
		fmt.Fprintf(&b, "── message %d", i+1)
		if m.edited {
			b.WriteString(", edited")
		}
		if m.struck {
			b.WriteString(", struck out")
		}
		if m.silent {
			b.WriteString(", silent")
		}
		if n := slices.IndexFunc(all, func(o shown) bool { return o.id == m.answers }); n >= 0 {
			fmt.Fprintf(&b, ", in answer to message %d", n+1)
		}
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(ages.ReplaceAllString(timeless(m.text), "AGE")))
		if m.picture != "" {
			fmt.Fprintf(&b, "picture: %s\n", m.picture)
		}
		if len(m.buttons) > 0 {
			fmt.Fprintf(&b, "buttons: %s\n", strings.Join(m.buttons, ", "))
		}
	}
	return b.String()
}

var clockTime = regexp.MustCompile(`\d\d:\d\d( [A-Z]+| [+-]\d+)?|t:\d+:[^R]`)

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
