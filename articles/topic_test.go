package articles

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTopicMatch(t *testing.T) {
	t.Parallel()
	topic := Topic{
		Name: "water", Words: []string{"dam", "flood warning"},
		Patterns: []*regexp.Regexp{regexp.MustCompile(`(?i)\briver \w+ rises`), regexp.MustCompile(`x*`)},
		Sources:  []string{"hydro"},
	}
	tests := []struct {
		name   string
		a      Article
		reason string
	}{
		{"source", Article{Source: "hydro"}, `source hydro`},
		{"headline", Article{Title: "The dam fails"}, `“dam” in the headline`},
		{"marked headline", Article{Title: "In the north", MarkedTitle: "Dam fails"}, `“dam” in the marked headline`},
		{"deck", Article{Deck: "Flood warning for the valley"}, `“flood warning” in the deck`},
		{"summary", Article{Summary: "A dam has failed."}, `“dam” in the summary`},
		{"keyword", Article{Keywords: []string{"north", "Dams"}}, `“dam” in the keywords`},
		{"pattern", Article{Title: "River Aa rises"}, `pattern “\briver \w+ rises” matched “River Aa rises” in the headline`},
		{"over two keywords", Article{Keywords: []string{"flood", "warning"}}, ""},
		{"text only", Article{Text: "There was a dam."}, ""},
		{"nothing", Article{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			reason, ok := topic.Match(tt.a)
			if reason != tt.reason || ok != (tt.reason != "") {
				t.Errorf("Match = %q, %v; want %q", reason, ok, tt.reason)
			}
		})
	}
}

func TestMatchTopics(t *testing.T) {
	t.Parallel()
	topics := []Topic{{Name: "water", Words: []string{"dam"}}, {Name: "north"}, {Name: "sport", Words: []string{"cup"}}}
	got := MatchTopics(Article{Title: "Dam fails"}, Source{Name: "valley", Topics: []string{"north", "unknown"}}, topics)
	want := []TopicMatch{{"water", `“dam” in the headline`}, {"north", `all of source valley`}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestInterestWants(t *testing.T) {
	t.Parallel()
	story := Story{
		Topics: []string{"water"},
		Articles: []Article{
			{Title: "Dam fails", Summary: "In the north.", Keywords: []string{"Safety"}},
			{Title: "Valley evacuated", Text: "The minister’s plane landed in L’Aquila."},
		},
	}
	tests := []struct {
		name     string
		interest Interest
		reason   string
		ok       bool
		text     string // of the interest itself
	}{
		{"everything", Interest{}, "wants everything", true, "everything"},
		{"topic", Interest{Topic: "water"}, "topic water", true, "water"},
		{"other topic", Interest{Topic: "sport"}, "not of topic sport", false, "sport"},
		{"words", Interest{Words: "north dam"}, `the words “north dam” in “Dam fails”`, true, "“north dam”"},
		{"keyword", Interest{Words: "dam safety"}, `the words “dam safety” in “Dam fails”`, true, "“dam safety”"},
		{"words of the text", Interest{Words: "minister aquila"}, `the words “minister aquila” in “Valley evacuated”`, true, "“minister aquila”"},
		{"words of two articles", Interest{Words: "dam minister"}, `not all of the words “dam minister”`, false, "“dam minister”"},
		{"no words", Interest{Words: "?!"}, `not all of the words “?!”`, false, "“?!”"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			reason, ok := tt.interest.Wants(story)
			if reason != tt.reason || ok != tt.ok || tt.interest.String() != tt.text {
				t.Errorf("Wants = %q, %v, String = %q; want %q, %v, %q", reason, ok, tt.interest, tt.reason, tt.ok, tt.text)
			}
		})
	}
}
