package edition

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// by is a story told so long before noon by publishers, whose sources have their
// names.
func by(id articles.StoryID, headline string, ago time.Duration, publishers ...string) articles.Story {
	s := articles.Story{ID: id, Headline: headline, Appeared: noon.Add(-ago)}
	for _, p := range publishers {
		s.Articles = append(s.Articles, articles.Article{Publisher: p, Source: p, Title: headline, Appeared: s.Appeared})
	}
	return s
}

func about(s articles.Story, topics ...string) articles.Story {
	s.Topics = topics
	return s
}

func TestRank(t *testing.T) {
	t.Parallel()
	copied := by(2, "Mayor resigns", 0, "A", "B", "C")
	for i := range copied.Articles[1:] {
		copied.Articles[i+1].CopyOf = "A"
	}
	breaking := by(2, "Mayor resigns", 0, "A")
	breaking.Verdict = articles.Verdict{Breaking: true, Rule: articles.RuleDeclared, Facts: []articles.Fact{{Rule: articles.RuleDeclared, Holds: true}}}
	grown := by(2, "Mayor resigns", 20*time.Hour, "A", "B")
	grown.Articles[1].Appeared = noon
	doubt := func(source string) float64 {
		if source == "Rumour" {
			return 0.1
		}
		return 1
	}
	for name, test := range map[string]struct {
		stories []articles.Story
		want    []articles.StoryID
	}{
		"more voices first":               {[]articles.Story{by(1, "Ferry sinks", 0, "A"), by(2, "Mayor resigns", 0, "A", "B")}, []articles.StoryID{2, 1}},
		"copies are no voices":            {[]articles.Story{copied, by(1, "Ferry sinks", 0, "A", "B")}, []articles.StoryID{1, 2}},
		"doubtful sources count less":     {[]articles.Story{by(1, "Ferry sinks", 0, "Rumour", "A"), by(2, "Mayor resigns", 0, "A", "B")}, []articles.StoryID{2, 1}},
		"fresh ones first":                {[]articles.Story{by(1, "Ferry sinks", 10*time.Hour, "A"), by(2, "Mayor resigns", 0, "A")}, []articles.StoryID{2, 1}},
		"fresh by the newest article":     {[]articles.Story{by(1, "Ferry sinks", 10*time.Hour, "A", "B"), grown}, []articles.StoryID{2, 1}},
		"many voices outweigh some hours": {[]articles.Story{by(1, "Ferry sinks", 0, "A"), by(2, "Mayor resigns", 10*time.Hour, "A", "B", "C")}, []articles.StoryID{2, 1}},
		"breaking ones first":             {[]articles.Story{by(1, "Ferry sinks", 0, "A"), breaking}, []articles.StoryID{2, 1}},
		"topics count a little":           {[]articles.Story{by(1, "Ferry sinks", 0, "A"), about(by(2, "Mayor resigns", 0, "A"), "towns")}, []articles.StoryID{2, 1}},
		"not all of one topic": {[]articles.Story{
			about(by(1, "Ferry sinks", 0, "A", "B"), "sea"), about(by(2, "Whale beached", 0, "A", "B"), "sea"),
			about(by(3, "Storm ahead", 0, "A", "B"), "sea"), by(4, "Mayor resigns", 0, "A"),
		}, []articles.StoryID{3, 2, 4, 1}},
		"the topic that was asked for is no subject": {[]articles.Story{
			about(by(1, "Ferry sinks", 0, "A", "B"), "ports"), about(by(2, "Crane falls", 0, "A", "B"), "ports"), by(3, "Mayor resigns", 0, "A"),
		}, []articles.StoryID{2, 1, 3}},
		"not the same words": {[]articles.Story{
			by(1, "Ferry sinks", 0, "A", "B"), by(2, "Ferry sinks off Lonsdale", 0, "A", "B"), by(3, "Mayor resigns", 0, "A"),
		}, []articles.StoryID{2, 3, 1}},
		"the newest of equals": {[]articles.Story{by(1, "Ferry sinks", 0, "A"), by(2, "Mayor resigns", 0, "A")}, []articles.StoryID{2, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 3 { // it gives the same again
				var got []articles.StoryID
				for _, s := range Rank(test.stories, "ports", noon, doubt, 9) {
					got = append(got, s.ID)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Fatalf("ranked (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestRankIsBounded(t *testing.T) {
	t.Parallel()
	var many []articles.Story
	for i := range 3 * maxWeighed {
		many = append(many, by(articles.StoryID(i+1), fmt.Sprintf("headline%d", i), 0, "A"))
	}
	if got := len(Rank(many, "", noon, nil, 5)); got != 5 {
		t.Errorf("%d stories, want 5", got)
	}
	if got := len(Rank(many, "", noon, nil, 9999)); got != maxWeighed {
		t.Errorf("%d stories, want %d", got, maxWeighed)
	}
}

// TestDevelopedStoryComesAgain: a story of an earlier digest is chosen again when it
// has changed in a way that matters.
func TestDevelopedStoryComesAgain(t *testing.T) {
	t.Parallel()
	p := newPaper(daily)
	p.subscribe(1, "daily", articles.Interest{}, noon.Add(-time.Hour))
	p.tell("Mayor resigns", 0, false, 1)
	p.tell("Ferry sinks", 0, false, 1)
	p.tick(t, daily, noon.Add(time.Hour))
	p.stories[0].Changes = []articles.Change{{At: noon.Add(2 * time.Hour), Material: true}}
	p.stories[1].Changes = []articles.Change{{At: noon.Add(2 * time.Hour)}}
	p.tick(t, daily, noon.Add(25*time.Hour))
	if len(p.rows) != 2 {
		t.Fatalf("%d digests, want 2", len(p.rows))
	}
	second := p.rows[1]
	if diff := cmp.Diff([]articles.StoryID{1}, second.Stories); diff != "" {
		t.Errorf("the second digest (-want +got):\n%s", diff)
	}
	if second.Had(1, noon.Add(time.Hour)) || !second.Had(1, noon.Add(3*time.Hour)) || second.Had(2, noon.Add(3*time.Hour)) {
		t.Errorf("what counts as had is wrong: %+v", second.Once)
	}
}

// TestDigestHasNewAndDeveloped: beside new stories a digest has those that have
// developed, each once, whichever it is.
func TestDigestHasNewAndDeveloped(t *testing.T) {
	t.Parallel()
	p := newPaper(daily)
	p.subscribe(1, "daily", articles.Interest{}, noon.Add(-time.Hour))
	p.tell("Mayor resigns", 0, false, 1)
	p.tick(t, daily, noon.Add(time.Hour))
	p.now = noon.Add(3 * time.Hour)
	p.tell("Ferry sinks", 0, false, 1)
	for i := range p.stories {
		p.stories[i].Changes = []articles.Change{{At: noon.Add(4 * time.Hour), Material: true}}
	}
	p.tick(t, daily, noon.Add(25*time.Hour))
	if len(p.rows) != 2 {
		t.Fatalf("%d digests, want 2", len(p.rows))
	}
	got := slices.Sorted(slices.Values(p.rows[1].Stories))
	if diff := cmp.Diff([]articles.StoryID{1, 2}, got); diff != "" {
		t.Errorf("the second digest (-want +got):\n%s", diff)
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	f := Fanout{Stories: []articles.StoryID{1, 2}, More: 4, Once: &Once{Spare: []articles.StoryID{3, 4}}}
	for name, test := range map[string]struct {
		had, want []articles.StoryID
		more      int
	}{
		"nothing":     {nil, []articles.StoryID{1, 2}, 4},
		"the first":   {[]articles.StoryID{1}, []articles.StoryID{2, 3}, 3},
		"most":        {[]articles.StoryID{1, 2, 3}, []articles.StoryID{4}, 2},
		"all of them": {[]articles.StoryID{1, 2, 3, 4}, nil, 2},
	} {
		got, more := f.Without(test.had)
		if diff := cmp.Diff(test.want, got); diff != "" || more != test.more {
			t.Errorf("%s: %d more, want %d (-want +got):\n%s", name, more, test.more, diff)
		}
	}
}
