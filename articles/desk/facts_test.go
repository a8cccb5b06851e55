package desk

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// told is an article of a publisher that appeared so long before noon.
func told(publisher, title string, ago time.Duration) articles.Article {
	return articles.Article{Source: publisher, Publisher: publisher, Title: title, Appeared: noon.Add(-ago)}
}

func marked(a articles.Article, marker string) articles.Article {
	a.Marker = marker
	return a
}

func citing(a articles.Article, names ...string) articles.Article {
	a.Credits = names
	return a
}

func copied(a articles.Article, from string) articles.Article {
	a.CopyOf = from
	return a
}

func TestJudgeObserves(t *testing.T) {
	t.Parallel()
	three := Observed{Publishers: 3, Within: time.Hour}
	mixed := func(source string) float64 {
		if f, ok := map[string]float64{"Rumour Mill": 0, "Blog": 0.5, "Blog Two": 0.5}[source]; ok {
			return f
		}
		return 1
	}
	tests := []struct {
		name     string
		articles []articles.Article
		rules    Rules
		rule     articles.Rule
		reason   string
	}{
		{"three within the time", []articles.Article{told("A", "Dam fails", 50*time.Minute), told("B", "Dam breaks", 40*time.Minute), told("C", "Dam", 0)},
			Rules{Observed: three}, articles.RuleObserved, "3 independent publishers within 50 min: A, B, C (it takes 3 within 1 h)"},
		{"three over a longer time", []articles.Article{told("A", "Dam fails", 90*time.Minute), told("B", "Dam breaks", 40*time.Minute), told("C", "Dam", 0)},
			Rules{Observed: three}, articles.RuleNone, "2 independent publishers within 50 min: A, B (it takes 3 within 1 h)"},
		{"out of order", []articles.Article{told("C", "Dam", 0), told("A", "Dam fails", 50*time.Minute), told("B", "Dam breaks", 40*time.Minute)},
			Rules{Observed: three}, articles.RuleObserved, "3 independent publishers within 50 min: A, B, C (it takes 3 within 1 h)"},
		{"one publisher thrice", []articles.Article{told("A", "Dam fails", 50*time.Minute), told("A", "Dam breaks", 40*time.Minute), told("A", "Dam", 0)},
			Rules{Observed: three}, articles.RuleNone, "1 independent publisher: A (it takes 3 within 1 h)"},
		{"a copy is no voice", []articles.Article{told("A", "Dam fails", 9*time.Minute), told("B", "Dam breaks", 4*time.Minute), copied(told("C", "Dam fails", 0), "A")},
			Rules{Observed: three}, articles.RuleNone, "2 independent publishers within 5 min: A, B (it takes 3 within 1 h)"},
		{"all cite one tweet", []articles.Article{citing(told("A", "Dam fails", 9*time.Minute), "Ada Lovelace"), citing(told("B", "Dam breaks", 4*time.Minute), "Ada Lovelace"), citing(told("C", "Dam", 0), "Ada Lovelace")},
			Rules{Observed: three}, articles.RuleNone, "1 independent publisher: A (it takes 3 within 1 h)"},
		{"untrusted sources weigh less", []articles.Article{told("A", "Dam fails", 9*time.Minute), told("Blog", "Dam breaks", 4*time.Minute), told("Rumour Mill", "Dam", 0)},
			Rules{Observed: three, Trust: mixed}, articles.RuleNone, "3 independent publishers within 9 min, weighing 1.5 by trust: A, Blog, Rumour Mill (it takes 3 within 1 h)"},
		{"enough of little trust", []articles.Article{told("A", "Dam fails", 9*time.Minute), told("Blog", "Dam breaks", 4*time.Minute), told("Blog Two", "Dam", 0), told("B", "Dam is gone", 0)},
			Rules{Observed: three, Trust: mixed}, articles.RuleObserved, "4 independent publishers within 9 min, weighing 3 by trust: A, Blog, Blog Two, B (it takes 3 within 1 h)"},
		{"long ago", []articles.Article{told("A", "Dam fails", 50*time.Hour), told("B", "Dam breaks", 50*time.Hour), told("C", "Dam", 50*time.Hour)},
			Rules{Observed: three}, articles.RuleNone, "0 independent publishers (it takes 3 within 1 h); 3 independent publishers told it more than 6 h ago, too long to count"},
		{"not asked for", []articles.Article{told("A", "Dam fails", 0), told("B", "Dam breaks", 0)},
			Rules{}, articles.RuleNone, "2 independent publishers; no number of them makes a story breaking here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := Judge(articles.Story{Articles: tt.articles}, noon, tt.rules)
			if v.Rule != tt.rule || v.Breaking != (tt.rule == articles.RuleObserved) {
				t.Errorf("rule %s, breaking %t, want %s", v.Rule, v.Breaking, tt.rule)
			}
			if got := v.Fact(articles.RuleObserved).Reason; got != tt.reason {
				t.Errorf("found %q\nwant  %q", got, tt.reason)
			}
		})
	}
}

// A story may be declared and observed, and what held when it broke stays true.
func TestJudgeKeepsFactsApart(t *testing.T) {
	t.Parallel()
	rules := Rules{Observed: Observed{Publishers: 2, Within: time.Hour}}
	s := articles.Story{Articles: []articles.Article{marked(told("A", "Dam fails", 0), "BREAKING")}}
	s.Verdict = Judge(s, noon, rules)
	if !s.Verdict.Breaking || s.Verdict.Rule != articles.RuleDeclared || !slices.Equal(s.Verdict.Holding(), []articles.Rule{articles.RuleDeclared}) {
		t.Fatalf("at first %+v", s.Verdict)
	}
	later := noon.Add(7 * time.Hour)
	for _, p := range []string{"B", "C"} {
		a := told(p, "Dam broken", 0)
		a.Appeared = later
		s.Articles = append(s.Articles, a)
	}
	v := Judge(s, later, rules)
	if diff := cmp.Diff([]articles.Rule{articles.RuleDeclared, articles.RuleObserved}, v.Holding()); diff != "" {
		t.Errorf("rules that hold (-want +got):\n%s", diff)
	}
	if got := v.Fact(articles.RuleDeclared).Reason; got != "A marked it BREAKING; it appeared 0 s ago (limit 6 h)" {
		t.Errorf("declared: %q", got)
	}
	if !v.Breaking || v.Rule != articles.RuleDeclared || !v.At.Equal(noon) || v.Reason != s.Verdict.Reason {
		t.Errorf("the verdict has changed: %+v", v)
	}
	v = newCase(s, later, rules).decide(true, "Ada")
	if diff := cmp.Diff([]articles.Rule{articles.RuleDeclared, articles.RuleObserved, articles.RuleDecided}, v.Holding()); diff != "" {
		t.Errorf("rules that hold once it is decided (-want +got):\n%s", diff)
	}
}

func TestJudgeSingleSource(t *testing.T) {
	t.Parallel()
	alone := citing(marked(told("A", "Dam fails", 20*time.Minute), "BREAKING"), "Ada Lovelace")
	second := told("B", "Dam breaks", 8*time.Minute)
	tests := []struct {
		name     string
		single   Single
		articles []articles.Article
		trust    func(string) float64
		breaking bool
		waiting  articles.Waiting
		note     string
	}{
		{"posted as any other", SinglePost, []articles.Article{alone}, nil, true, "", ""},
		{"labelled", SingleLabel, []articles.Article{alone}, nil, true, "", "One source so far: A, citing Ada Lovelace."},
		{"labelled, with two", SingleLabel, []articles.Article{alone, second}, nil, true, "", ""},
		{"held", SingleHold, []articles.Article{alone}, nil, false, articles.WaitConfirmation, "One source so far: A, citing Ada Lovelace."},
		{"held for a copy", SingleHold, []articles.Article{alone, copied(told("C", "Dam fails", 0), "A")}, nil, false, articles.WaitConfirmation, "One source so far: A, citing Ada Lovelace."},
		{"held for another on the same word", SingleHold, []articles.Article{alone, citing(second, "Ada Lovelace")}, nil, false, articles.WaitConfirmation, "One source so far: A, citing Ada Lovelace."},
		{"held for one that nobody trusts", SingleHold, []articles.Article{alone, second}, func(s string) float64 {
			if s == "B" {
				return 0
			}
			return 1
		}, false, articles.WaitConfirmation, "One source so far: A, citing Ada Lovelace."},
		{"two from the start", SingleHold, []articles.Article{alone, second}, nil, true, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := Judge(articles.Story{Articles: tt.articles}, noon, Rules{Single: tt.single, Trust: tt.trust})
			if v.Breaking != tt.breaking || v.Waiting != tt.waiting || v.Note != tt.note {
				t.Errorf("breaking %t, waiting %q, note %q", v.Breaking, v.Waiting, v.Note)
			}
		})
	}
}

// What was held for a second voice, or posted as one source's word, says who
// confirmed it.
func TestJudgeConfirms(t *testing.T) {
	t.Parallel()
	for _, single := range []Single{SingleLabel, SingleHold} {
		s := articles.Story{Articles: []articles.Article{marked(told("A", "Dam fails", 20*time.Minute), "BREAKING")}}
		rules := Rules{Single: single}
		s.Verdict = Judge(s, noon.Add(-20*time.Minute), rules)
		s.Verdict = Judge(s, noon.Add(-10*time.Minute), rules) // nothing new
		if !s.Verdict.At.Equal(noon.Add(-20 * time.Minute)) {
			t.Errorf("%s: it has waited since %s", single, s.Verdict.At)
		}
		s.Articles = append(s.Articles, told("B", "Dam breaks", 8*time.Minute))
		v := Judge(s, noon, rules)
		if !v.Breaking || v.Waiting != "" || v.Note != "Confirmed by B, 12 min after A." {
			t.Errorf("%s: confirmed it is %+v", single, v)
		}
		if held := single == SingleHold; held != v.At.Equal(noon) {
			t.Errorf("%s: judged at %s", single, v.At)
		}
	}
}

func TestJudgeRepeats(t *testing.T) {
	t.Parallel()
	old := 30 * time.Hour
	tests := []struct {
		name     string
		articles []articles.Article
		rule     articles.Rule
		reason   string
	}{
		{"a publisher gives an old piece a new date", []articles.Article{told("A", "Dam fails in the north", old), marked(told("A", "Dam fails in the North", time.Minute), "BREAKING")},
			articles.RuleStale, "A marked it BREAKING 1 min ago, which only repeats its own headline of 30 h ago (limit 6 h)"},
		{"another takes over an old mark", []articles.Article{marked(told("A", "Dam fails in the north", old), "BREAKING"), marked(told("B", "Dam fails in the north", time.Minute), "URGENT")},
			articles.RuleStale, "B marked it URGENT 1 min ago, which only repeats the headline of A of 30 h ago (limit 6 h)"},
		{"a development of an old story", []articles.Article{marked(told("A", "Dam fails in the north", old), "BREAKING"), marked(told("B", "Minister resigns over dam", time.Minute), "BREAKING")},
			articles.RuleDeclared, "B marked it BREAKING; it appeared 1 min ago (limit 6 h)"},
		{"an old piece that nobody marked", []articles.Article{told("A", "Dam fails in the north", old), marked(told("B", "Dam fails in the north", time.Minute), "BREAKING")},
			articles.RuleStale, "B marked it BREAKING 1 min ago, which only repeats the headline of A of 30 h ago (limit 6 h)"},
		{"a live page", []articles.Article{marked(told("A", "Live updates: Dam fails", 0), "BREAKING")},
			articles.RuleNone, "A marked it BREAKING, but it is a live page"},
		{"a list", []articles.Article{marked(told("A", "5 things to know about the dam", 0), "BREAKING")},
			articles.RuleNone, "A marked it BREAKING, but it is a list"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := Judge(articles.Story{Articles: tt.articles}, noon, Rules{})
			if v.Rule != tt.rule || v.Reason != tt.reason {
				t.Errorf("%s, %q\nwant %s, %q", v.Rule, v.Reason, tt.rule, tt.reason)
			}
		})
	}
}

// Nobody decided, or somebody did: more articles change nothing.
func TestJudgeLeavesDecisions(t *testing.T) {
	t.Parallel()
	s := articles.Story{Articles: []articles.Article{marked(told("A", "Dam fails", 0), "BREAKING")}}
	for _, was := range []articles.Verdict{
		{Rule: articles.RuleDecided, Reason: "no", At: noon},
		{Rule: articles.RuleTimeout, Reason: "nobody", At: noon},
		{Rule: articles.RuleDeclared, Waiting: articles.WaitEditor, By: "Ada", At: noon},
	} {
		s.Verdict = was
		got := Judge(s, noon.Add(time.Minute), Rules{})
		was.Facts = got.Facts
		if diff := cmp.Diff(was, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}
