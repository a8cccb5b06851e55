package articles

import (
	"math"
	"testing"
	"time"
)

func TestWeight(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	by := func(names ...string) (s Story) {
		s.Appeared = now
		for _, n := range names {
			s.Articles = append(s.Articles, Article{Source: n, Publisher: n, Appeared: now})
		}
		return s
	}
	with := func(s Story, change func(*Story)) Story {
		change(&s)
		return s
	}
	marked := func(s *Story) { s.Verdict.Facts = []Fact{{Rule: RuleDeclared, Holds: true}} }
	trust := func(source string) float64 {
		if source == "Blog" {
			return 0.5
		}
		return 1
	}
	tests := []struct {
		name  string
		story Story
		// voices is how many fresh voices weigh as much, times is how much of that.
		voices, times float64
	}{
		{"nobody", by(), 0, 1},
		{"one voice", by("A"), 1, 1},
		{"three voices", by("A", "B", "C", "A"), 3, 1},
		{"less trusted", by("A", "Blog"), 1.5, 1},
		{"a copy", with(by("A", "B"), func(s *Story) { s.Articles[1].CopyOf = "A" }), 1, 1},
		{"taken back", with(by("A", "B"), func(s *Story) { s.Articles[1].Status = Canceled }), 1, 1},
		{"marked", with(by("A"), marked), 1.5, 1},
		{"marked too long ago", with(by("A"), func(s *Story) { s.Verdict.Facts = []Fact{{Rule: RuleDeclared}} }), 1, 1},
		{"most urgent", with(by("A"), func(s *Story) { s.Articles[0].Urgency = 1 }), 3, 1},
		{"urgent", with(by("A"), func(s *Story) { s.Articles[0].Urgency = 2 }), 2, 1},
		{"not urgent", with(by("A"), func(s *Story) { s.Articles[0].Urgency = 7 }), 1, 1},
		{"an admin's", with(by("A"), func(s *Story) { s.Verdict = Verdict{Breaking: true, Rule: RuleDecided} }), 4, 1},
		{"not breaking, said an admin", with(by("A"), func(s *Story) { s.Verdict = Verdict{Rule: RuleDecided} }), 1, 1},
		{"half a day old", with(by("A"), func(s *Story) { s.Appeared, s.Articles[0].Appeared = now.Add(-halfFresh), now.Add(-halfFresh) }), 1, 0.75},
		{"told again now", with(by("A", "B"), func(s *Story) { s.Appeared, s.Articles[0].Appeared = now.Add(-halfFresh), now.Add(-halfFresh) }), 2, 1},
		{"of two topics", with(by("A"), func(s *Story) { s.Topics = []string{"a", "b"} }), 1, 1.2},
		{"of many topics", with(by("A"), func(s *Story) { s.Topics = []string{"a", "b", "c", "d", "e"} }), 1, 1.3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := math.Log2(1+tt.voices) * tt.times
			if got := tt.story.Weight(now, trust); math.Abs(got-want) > 1e-9 {
				t.Errorf("weighs %v, want %v", got, want)
			}
		})
	}
}
