package layout_test

import (
	"slices"
	"strings"
	"testing"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

func TestCandidate(t *testing.T) {
	t.Parallel()
	decide, held := []string{"break 12", "hold 12", "notbreaking 12"}, []string{"break 12", "notbreaking 12"}
	facts := []articles.Fact{{Rule: articles.RuleDeclared, Holds: true, Reason: "A marked it"}, {Rule: articles.RuleObserved, Reason: "1 publisher"}}
	tests := []struct {
		name    string
		verdict articles.Verdict
		gone    string
		title   string
		line    string
		buttons []string
	}{
		{"waits", articles.Verdict{Waiting: articles.WaitApproval}, "", "BREAKING? · Dam breaks", "Else it is dropped.", decide},
		{"held", articles.Verdict{Waiting: articles.WaitEditor, By: "Ada"}, "", "HELD · Dam breaks", "Held by Ada at 11:58 UTC. It waits until an admin decides.", held},
		{"waits for a voice", articles.Verdict{Waiting: articles.WaitConfirmation}, "", "HELD · Dam breaks", "It waits for a second voice.", decide},
		{"posted", articles.Verdict{Breaking: true, Rule: articles.RuleDecided, By: "Ada"}, "", "POSTED · Dam breaks", "Posted by Ada at 11:58 UTC.", nil},
		{"posted by the clock", articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "A marked it; posted, as no admin decided within 10 min"}, "",
			"POSTED · Dam breaks", "Posted at 11:58 UTC, as no admin decided within 10 min.", nil},
		{"posted by the rules", articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "A marked it; 3 publishers"}, "", "POSTED · Dam breaks", "Posted at 11:58 UTC.", nil},
		{"refused", articles.Verdict{Rule: articles.RuleDecided, By: "Ada"}, "", "NOT BREAKING · Dam breaks", "Not breaking, said Ada at 11:58 UTC.", nil},
		{"dropped", articles.Verdict{Rule: articles.RuleTimeout, Reason: "A marked it; dropped, as no admin decided within 10 min"}, "",
			"DROPPED · Dam breaks", "Not posted, at 11:58 UTC, as no admin decided within 10 min.", nil},
		{"stale", articles.Verdict{Rule: articles.RuleStale, Reason: "too old"}, "", "NOT BREAKING · Dam breaks", "Not posted, at 11:58 UTC.", nil},
		{"withdrawn", articles.Verdict{Waiting: articles.WaitApproval}, "it held", "WITHDRAWN · Dam breaks", "Withdrawn: it held.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.verdict.At, tt.verdict.Facts = now.Add(-2*60e9), facts
			s := articles.Story{ID: 12, Headline: "Dam breaks", Verdict: tt.verdict, Withdrawn: tt.gone}
			m := layout.Candidate(s, "Else it is dropped.", now)
			if got := m.Body[0].Plain(); got != tt.title {
				t.Errorf("title %q", got)
			}
			if !slices.ContainsFunc(m.Body, func(b bot.Block) bool { return b.Plain() == tt.line }) {
				t.Errorf("no line %q in %q", tt.line, m.Plain())
			}
			if !strings.Contains(m.Plain(), "declared: A marked it\n") || strings.Contains(m.Plain(), "observed") {
				t.Errorf("facts in %q", m.Plain())
			}
			var got []string
			for _, b := range m.Buttons[0] {
				if b.Replace {
					got = append(got, b.Command)
				}
			}
			if !slices.Equal(got, tt.buttons) {
				t.Errorf("buttons %q, want %q", got, tt.buttons)
			}
		})
	}
}
