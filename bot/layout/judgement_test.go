package layout_test

import (
	"strings"
	"testing"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

func TestPostSaysHowSureItIs(t *testing.T) {
	t.Parallel()
	s := articles.Story{ID: 3, Headline: "Dam fails", Verdict: articles.Verdict{Breaking: true, Note: "One source so far: A, citing Ada Lovelace."}}
	if text := layout.Post(s, now).Plain(); !strings.Contains(text, "BREAKING · Dam fails\nOne source so far: A, citing Ada Lovelace.\n") {
		t.Errorf("the post is %q", text)
	}
}

func TestJudgement(t *testing.T) {
	t.Parallel()
	facts := []articles.Fact{
		{Rule: articles.RuleDeclared, Holds: true, Reason: "A marked it BREAKING"},
		{Rule: articles.RuleObserved, Holds: true, Reason: "3 independent publishers within 24 min: A, B, C"},
		{Rule: articles.RuleDecided, Holds: true, Reason: "Ada Lovelace said so"},
	}
	tests := []struct {
		name    string
		verdict articles.Verdict
		want    []string
	}{
		{"not breaking", articles.Verdict{Facts: facts}, nil},
		{"of unknown reason", articles.Verdict{Breaking: true}, nil},
		{"all three", articles.Verdict{Breaking: true, Facts: facts, Note: "Confirmed by B."}, []string{
			"Confirmed by B.",
			"Breaking, declared: A marked it BREAKING; observed: 3 independent publishers within 24 min: A, B, C; decided by an editor",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			m := layout.Story(articles.Story{Headline: "Dam fails", Verdict: tt.verdict}, nil, 1, bot.Format{}, now)
			for _, b := range m.Body[2 : len(m.Body)-1] { // between the line of facts and the missing text
				got = append(got, b.Plain())
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
