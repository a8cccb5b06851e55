package desk

import (
	"testing"
	"time"

	"herald/articles"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	piece := func(publisher, marker string, ago time.Duration) articles.Article {
		return articles.Article{Publisher: publisher, Marker: marker, Appeared: noon.Add(-ago)}
	}
	urgent := func(publisher string, n int) articles.Article {
		return articles.Article{Publisher: publisher, Urgency: n, Appeared: noon.Add(-5 * time.Minute)}
	}
	before := articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Reason: "as it was", At: noon.Add(-48 * time.Hour)}
	refused := articles.Verdict{Rule: articles.RuleDecided, Reason: "Ada said that it is not", At: noon.Add(-time.Hour)}
	tests := []struct {
		name     string
		story    articles.Story
		rules    Rules
		rule     articles.Rule
		breaking bool
		reason   string
	}{
		{"nobody marked it", articles.Story{Articles: []articles.Article{piece("Coast Times", "", 0)}}, Rules{},
			articles.RuleNone, false, "no publisher marked it"},
		{"marked and fresh", articles.Story{Articles: []articles.Article{piece("Coast Times", "BREAKING", 2*time.Minute)}}, Rules{},
			articles.RuleDeclared, true, "Coast Times marked it BREAKING; it appeared 2 min ago (limit 6 h)"},
		{"marked at the very limit", articles.Story{Articles: []articles.Article{piece("Coast Times", "EIL", 90*time.Minute)}}, Rules{MaxAge: 90 * time.Minute},
			articles.RuleDeclared, true, "Coast Times marked it EIL; it appeared 90 min ago (limit 90 min)"},
		{"marked and old", articles.Story{Articles: []articles.Article{piece("Coast Times", "BREAKING", 72*time.Hour)}}, Rules{},
			articles.RuleStale, false, "Coast Times marked it BREAKING, but it is too old: it appeared 3 d ago (limit 6 h)"},
		{"a fresh mark counts beside an old one", articles.Story{Articles: []articles.Article{piece("Coast Times", "BREAKING", 7*time.Hour), piece("Harbour Post", "URGENT", 40*time.Second)}}, Rules{},
			articles.RuleDeclared, true, "Harbour Post marked it URGENT; it appeared 40 s ago (limit 6 h)"},
		{"an appearance still to come is now", articles.Story{Articles: []articles.Article{piece("Coast Times", "BREAKING", -time.Hour)}}, Rules{},
			articles.RuleDeclared, true, "Coast Times marked it BREAKING; it appeared 0 s ago (limit 6 h)"},
		{"breaking stays", articles.Story{Verdict: before, Articles: []articles.Article{piece("Coast Times", "", 72*time.Hour)}}, Rules{},
			articles.RuleDeclared, true, "as it was"},
		{"decided stays", articles.Story{Verdict: refused, Articles: []articles.Article{piece("Coast Times", "BREAKING", 0)}}, Rules{},
			articles.RuleDecided, false, "Ada said that it is not"},
		{"urgent", articles.Story{Articles: []articles.Article{urgent("Northern Wire", 2)}}, Rules{Urgency: 2},
			articles.RuleDeclared, true, "Northern Wire gave it urgency 2 (2 is enough); it appeared 5 min ago (limit 6 h)"},
		{"less urgent", articles.Story{Articles: []articles.Article{urgent("Northern Wire", 3)}}, Rules{Urgency: 2},
			articles.RuleNone, false, "no publisher marked it"},
		{"urgent, where that does not count", articles.Story{Articles: []articles.Article{urgent("Northern Wire", 1)}}, Rules{},
			articles.RuleNone, false, "no publisher marked it"},
		{"without an urgency", articles.Story{Articles: []articles.Article{urgent("Northern Wire", 0)}}, Rules{Urgency: 9},
			articles.RuleNone, false, "no publisher marked it"},
		{"no articles", articles.Story{}, Rules{}, articles.RuleNone, false, "no publisher marked it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Judge(tt.story, noon, tt.rules)
			if got.Rule != tt.rule || got.Breaking != tt.breaking || got.Reason != tt.reason || got.At.IsZero() {
				t.Errorf("verdict is %+v, want %s, breaking %t, %q", got, tt.rule, tt.breaking, tt.reason)
			}
		})
	}
}
