package desk

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// newsroom is an office whose rules a test sets, with a marked story 1, and what
// it was told of.
type newsroom struct {
	*office
	rules           Rules
	waiting, judged []articles.StoryID
}

func newNewsroom(t *testing.T, r Rules) *newsroom {
	t.Helper()
	n := &newsroom{office: newOffice(), rules: r}
	n.Rules = func() Rules { return n.rules }
	n.OnWaiting = func(_ context.Context, s articles.Story) { n.note(&n.waiting, s.ID) }
	n.OnJudged = func(_ context.Context, s articles.Story) { n.note(&n.judged, s.ID) }
	post := ferryPost
	post.Marker = "BREAKING"
	n.file(t, post)
	return n
}

func (n *newsroom) verdict(t *testing.T) articles.Verdict {
	t.Helper()
	s, err := n.store.Story(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return s.Verdict
}

func TestAdminsDecideOnce(t *testing.T) {
	t.Parallel()
	type act func(context.Context, articles.StoryID, string) (articles.Story, error)
	tests := []struct {
		name   string
		acts   func(n *newsroom) []act
		err    error
		rule   articles.Rule
		broke  int
		by     string
		waits  articles.Waiting
		judged int
	}{
		{"post, twice", func(n *newsroom) []act { return []act{n.Break, n.Break} }, nil, articles.RuleDecided, 1, "admin 1", "", 2},
		{"refuse, twice", func(n *newsroom) []act { return []act{n.Refuse, n.Refuse} }, nil, articles.RuleDecided, 0, "admin 1", "", 2},
		{"refuse what is posted", func(n *newsroom) []act { return []act{n.Break, n.Refuse} }, ErrPosted, articles.RuleDecided, 1, "admin 1", "", 2},
		{"hold, twice", func(n *newsroom) []act { return []act{n.Hold, n.Hold} }, nil, articles.RuleDeclared, 0, "admin 1", articles.WaitEditor, 2},
		{"hold what is refused", func(n *newsroom) []act { return []act{n.Refuse, n.Hold} }, ErrNotWaiting, articles.RuleDecided, 0, "admin 1", "", 2},
		{"hold, then post", func(n *newsroom) []act { return []act{n.Hold, n.Break} }, nil, articles.RuleDecided, 1, "admin 2", "", 3},
		{"refuse, then post after all", func(n *newsroom) []act { return []act{n.Refuse, n.Break} }, nil, articles.RuleDecided, 1, "admin 2", "", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t, Rules{Approve: true})
			if diff := cmp.Diff([]articles.StoryID{1}, n.waiting); diff != "" || len(n.breaking) != 0 {
				t.Fatalf("told to wait (-want +got):\n%s\nbroke %v", diff, n.breaking)
			}
			var err error
			for i, act := range tt.acts(n) {
				_, err = act(t.Context(), 1, []string{"admin 1", "admin 2"}[i])
			}
			v := n.verdict(t)
			if !errors.Is(err, tt.err) || v.Rule != tt.rule || v.By != tt.by || v.Waiting != tt.waits {
				t.Errorf("%+v, %v", v, err)
			}
			if len(n.breaking) != tt.broke || len(n.judged) != tt.judged {
				t.Errorf("told %d times that it broke, %d times that it was judged", len(n.breaking), len(n.judged))
			}
		})
	}
}

func TestReview(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		filed   Rules // those under which the story came
		now     Rules
		after   time.Duration
		want    articles.Verdict
		broke   int
		next    time.Duration // after noon; 0: never
		waiting int           // times told
	}{
		{"in time", Rules{Approve: true, ApproveWithin: time.Hour}, Rules{Approve: true, ApproveWithin: time.Hour}, time.Minute,
			articles.Verdict{Rule: articles.RuleDeclared, Waiting: articles.WaitApproval}, 0, time.Hour, 2},
		{"too late, drop", Rules{Approve: true, ApproveWithin: time.Hour}, Rules{Approve: true, ApproveWithin: time.Hour}, time.Hour,
			articles.Verdict{Rule: articles.RuleTimeout}, 0, 0, 1},
		{"too late, post", Rules{Approve: true, ApproveWithin: time.Hour}, Rules{Approve: true, ApproveWithin: time.Hour, PostLate: true}, time.Hour,
			articles.Verdict{Rule: articles.RuleDeclared, Breaking: true}, 1, 0, 1},
		{"without a time", Rules{Approve: true}, Rules{Approve: true}, DefaultMaxAge, articles.Verdict{Rule: articles.RuleTimeout}, 0, 0, 1},
		{"nobody is asked any more", Rules{Approve: true}, Rules{}, time.Minute, articles.Verdict{Rule: articles.RuleDeclared, Breaking: true}, 1, 0, 1},
		{"nobody is asked any more, and it is old", Rules{Approve: true}, Rules{}, 7 * time.Hour, articles.Verdict{Rule: articles.RuleStale}, 0, 0, 1},
		{"a second voice is waited for", Rules{Single: SingleHold}, Rules{Single: SingleHold}, time.Hour,
			articles.Verdict{Rule: articles.RuleDeclared, Waiting: articles.WaitConfirmation, Note: "One source so far: Harbour Post."}, 0, DefaultMaxAge + time.Second, 0},
		{"it never came", Rules{Single: SingleHold}, Rules{Single: SingleHold}, DefaultMaxAge + time.Second, articles.Verdict{Rule: articles.RuleStale}, 0, 0, 0},
		{"one voice is enough now", Rules{Single: SingleHold}, Rules{}, time.Hour, articles.Verdict{Rule: articles.RuleDeclared, Breaking: true}, 1, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t, tt.filed)
			n.rules, n.now = tt.now, noon.Add(tt.after)
			next, err := n.Review(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			v := n.verdict(t)
			got := articles.Verdict{Rule: v.Rule, Breaking: v.Breaking, Waiting: v.Waiting, Note: v.Note}
			if v.Breaking {
				got.Note = ""
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("verdict (-want +got):\n%s", diff)
			}
			if tt.next == 0 != next.IsZero() || tt.next != 0 && !next.Equal(noon.Add(tt.next)) {
				t.Errorf("to look again at %v", next)
			}
			if len(n.breaking) != tt.broke || len(n.waiting) != tt.waiting {
				t.Errorf("told %d times that it broke, %d times that it waits", len(n.breaking), len(n.waiting))
			}
		})
	}
}

// What a batch brings is told once a story, as it stands in the end.
func TestBatchIsToldOnce(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, Rules{})
	if diff := cmp.Diff([]articles.StoryID{1}, n.breaking); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	m := &newsroom{office: newOffice(), rules: Rules{Single: SingleHold}}
	m.Rules = func() Rules { return m.rules }
	m.OnJudged = func(_ context.Context, s articles.Story) { m.note(&m.judged, s.ID) }
	post := ferryPost
	post.Marker = "BREAKING"
	m.file(t, post, ferryTimes)
	if diff := cmp.Diff([]articles.StoryID{1}, m.breaking); diff != "" || len(m.judged) != 1 {
		t.Errorf("told of %v as breaking, of %v as judged", m.breaking, m.judged)
	}
}

// TestConfirmationIsAReason: what kept a story waiting, and who ended that, is told
// with the verdict.
func TestConfirmationIsAReason(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, Rules{Single: SingleHold})
	n.file(t, ferryTimes)
	v := n.verdict(t)
	if !v.Breaking || !strings.HasSuffix(v.Reason, "(limit 6 h). "+v.Note) || !strings.HasPrefix(v.Note, "Confirmed by ") {
		t.Errorf("the reason is %q, with the note %q", v.Reason, v.Note)
	}
}

func TestRetitle(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t, Rules{})
	s, err := n.Retitle(t.Context(), 1, "  Ferry\nlost \u202e ", "Ada")
	if err != nil || s.Headline != "Ferry lost" || s.HeadlineBy != "Ada" {
		t.Errorf("%q by %q, %v", s.Headline, s.HeadlineBy, err)
	}
	if s, err = n.Retitle(t.Context(), 1, " ", "Bob"); err != nil || s.Headline != "Ferry lost" || s.HeadlineBy != "Ada" {
		t.Errorf("an empty headline: %q by %q, %v", s.Headline, s.HeadlineBy, err)
	}
	if _, err := n.Retitle(t.Context(), 99, "x", "Ada"); !errors.Is(err, articles.ErrNoStory) {
		t.Errorf("no story: %v", err)
	}
	if _, err := n.Withdraw(t.Context(), 1, Withdrawal{Reason: "wrong"}); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Retitle(t.Context(), 1, "x", "Ada"); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("a withdrawn story: %v", err)
	}
}
