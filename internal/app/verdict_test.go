package app_test

import (
	"slices"
	"strings"
	"testing"
)

// quay are two first reports of one event in words of their own, and one by which they
// turn out to be one.
var quay = []reporter{
	{
		"Harbour Post", "BREAKING: Explosion heard near Kestrel quay",
		"Windows broke in the old town of Kestrel shortly after six. Fire engines went to the grain quay.",
	},
	{
		"Coast Times", "BREAKING: Silo collapses in port, workers missing",
		"A grain silo fell in on itself at the northern terminal. Three workers were not accounted for in the evening.",
	},
	{
		"Island Herald", "Grain silo explosion at Kestrel quay: three workers missing",
		"An explosion broke windows in the old town of Kestrel shortly after six, when a grain silo at the northern terminal of the quay fell in. Three workers were missing, fire engines were at the quay.",
	},
}

// TestMergeConfirms: two stories are held, each told by one voice, until they turn out
// to be one that two tell; who shows it confirms nothing, as nobody trusts that source.
// Subscribers get the story, or the admins are asked, once.
func TestMergeConfirms(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		rules string
		shown []string
	}{
		"to subscribers": {"{single_source: hold}", []string{"BREAKING · Explosion heard near Kestrel quay", "Confirmed by Coast Times,", "after Harbour Post."}},
		"to admins":      {"{single_source: hold, approve: true}", []string{"BREAKING? · Explosion heard near Kestrel quay", "If nobody decides, it is dropped at"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.judged(t, tt.rules)
			w.addSource(t, "  - {name: gossip, folder: ./gossip, trust: 0}\n")
			w.makeFolder(t, "gossip")
			w.start(t)
			w.busy(t)
			w.subscribed(t)
			w.reports(t, quay[:2]...)
			w.settled(t)
			w.sides[1].say(t, "/candidates")
			w.sides[1].await(t, "Waiting for a decision: 2", "Explosion heard", "Silo collapses")
			for _, s := range w.sides {
				if n := s.posts(""); n != 0 {
					t.Errorf("%s shows %d posts of what is held", s.name, n)
				}
			}
			w.dropIn(t, "gossip", "island.md", piece(quay[2].publisher, "i", "", "'"+quay[2].title+"'", quay[2].text))
			w.awaitLog(t, "stories grouped anew")
			for _, s := range w.sides {
				s.await(t, tt.shown...)
			}
			w.settled(t)
			for _, s := range w.sides {
				told := slices.DeleteFunc(s.shown(), func(m shown) bool { return !containsAll(m.text, tt.shown[:1]) })
				if len(told) != 1 {
					t.Errorf("%s shows it %d times:\n%+v", s.name, len(told), told)
				}
				for _, m := range s.shown() {
					if strings.Contains(m.text, "BREAKING · Silo collapses") || strings.Contains(m.text, "BREAKING? · Silo collapses") {
						t.Errorf("%s shows the other story, too:\n%s", s.name, m.text)
					}
				}
			}
		})
	}
}

// TestTrustWeighs: three publishers make a story breaking that weigh two together,
// two that weigh one and a half do not.
func TestTrustWeighs(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{observed: {publishers: 2, within: 1h}}")
	w.addSource(t, "  - {name: gossip, folder: ./gossip, trust: 0.5}\n")
	w.makeFolder(t, "gossip")
	w.start(t)
	w.busy(t)
	w.subscribed(t)
	w.reports(t, reporter{"Harbour Post", "Dam above Vellin breaks after storm", damText})
	said := []reporter{
		{"Coast Gossip", "Dam above Vellin breaks in the night", followers[0].text},
		{"Valley Gossip", "Dam of Vellin breaks, houses left", followers[1].text},
	}
	w.dropIn(t, "gossip", "coast.md", piece(said[0].publisher, "c", "", "'"+said[0].title+"'", said[0].text))
	w.awaitRead(t, "coast.md")
	w.settled(t)
	w.sides[1].say(t, "/why 41")
	w.sides[1].await(t, "2 independent publishers", "weighing 1.5 by trust: Harbour Post, Coast Gossip (it takes 2 within 1 h)")
	w.dropIn(t, "gossip", "valley.md", piece(said[1].publisher, "v", "", "'"+said[1].title+"'", said[1].text))
	for _, s := range w.sides {
		s.await(t, "BREAKING · Dam above Vellin breaks after storm", "also: Coast Gossip, Valley Gossip · 3 independent voices")
	}
	w.settled(t)
	for _, s := range w.sides {
		if n := s.posts("Dam above"); n != 1 {
			t.Errorf("%s shows %d posts", s.name, n)
		}
	}
}
