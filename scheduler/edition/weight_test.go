package edition

import (
	"math"
	"testing"
	"time"

	"herald/articles"
)

func TestWeigh(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	by := func(names ...string) (all []articles.Article) {
		for _, n := range names {
			all = append(all, articles.Article{Source: n, Publisher: n})
		}
		return all
	}
	marked := []articles.Fact{{Rule: articles.RuleDeclared, Holds: true}}
	trust := func(source string) float64 {
		if source == "Blog" {
			return 0.5
		}
		return 1
	}
	copied := by("A", "B")
	copied[1].CopyOf = "A"
	urgent := by("A")
	urgent[0].Urgency = 1
	tests := []struct {
		name  string
		story articles.Story
		want  float64
	}{
		{"one voice", articles.Story{Articles: by("A"), Verdict: articles.Verdict{At: now}}, 1},
		{"three voices", articles.Story{Articles: by("A", "B", "C", "A"), Verdict: articles.Verdict{At: now}}, 3},
		{"less trusted", articles.Story{Articles: by("A", "Blog"), Verdict: articles.Verdict{At: now}}, 1.5},
		{"a copy", articles.Story{Articles: copied, Verdict: articles.Verdict{At: now}}, 1},
		{"marked", articles.Story{Articles: by("A"), Verdict: articles.Verdict{At: now, Facts: marked}}, 2},
		{"most urgent", articles.Story{Articles: urgent, Verdict: articles.Verdict{At: now, Facts: marked}}, 4},
		{"decided", articles.Story{Articles: by("A"), Verdict: articles.Verdict{At: now, Rule: articles.RuleDecided}}, 4},
		{"two hours old", articles.Story{Articles: by("A", "B"), Verdict: articles.Verdict{At: now.Add(-2 * time.Hour)}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := weigh(tt.story, now, trust); math.Abs(got-tt.want) > 1e-9 {
				t.Errorf("weighs %v, want %v", got, tt.want)
			}
		})
	}
}
