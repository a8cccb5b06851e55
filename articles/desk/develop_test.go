package desk

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"herald/articles"
)

// toldBy is a story that publishers told with a headline each.
func toldBy(headlines ...string) articles.Story {
	s := articles.Story{ID: 1}
	for i, h := range headlines {
		s.Articles = append(s.Articles, teller(i, h))
	}
	s.Headline = s.Lead().Headline()
	return s
}

// teller is an article of publisher i.
func teller(i int, headline string) articles.Article {
	p := []string{"Post", "Times", "Courier", "Lantern"}[i]
	return articles.Article{ID: p, Source: p, Publisher: p, Title: headline}
}

// ignoreReason compares all of a change but its sentence, which tests of what
// people see compare.
var ignoreReason = cmpopts.IgnoreFields(articles.Change{}, "Reason")

func TestRevised(t *testing.T) {
	t.Parallel()
	base := toldBy("Dam holds, 12 hurt", "Dam above Vellin stands")
	for name, test := range map[string]struct {
		which int
		edit  func(a *articles.Article)
		want  []articles.Change
	}{
		"a correction of the lead": {0, func(a *articles.Article) {
			a.Title, a.Correction = "Dam holds, 2 hurt", "It is 2 people."
		}, []articles.Change{{
			Kind: articles.ChangeCorrection, By: "Post", Was: "Dam holds, 12 hurt", Is: "Dam holds, 2 hurt",
			Note: "It is 2 people.", Material: true,
		}}},
		"a correction without a note": {0, func(a *articles.Article) { a.Correction = articles.Corrected },
			[]articles.Change{{Kind: articles.ChangeCorrection, By: "Post", Material: true}}},
		"a correction of another article": {1, func(a *articles.Article) { a.Correction = "Below Vellin." },
			[]articles.Change{{Kind: articles.ChangeCorrection, By: "Times", Note: "Below Vellin."}}},
		"other figures in the lead": {0, func(a *articles.Article) { a.Title = "Dam holds, 15 hurt" },
			[]articles.Change{{Kind: articles.ChangeHeadline, By: "Post", Was: "Dam holds, 12 hurt", Is: "Dam holds, 15 hurt", Material: true}}},
		"other words in the lead": {0, func(a *articles.Article) { a.Title = "Dam stands, 12 hurt" },
			[]articles.Change{{Kind: articles.ChangeHeadline, By: "Post", Was: "Dam holds, 12 hurt", Is: "Dam stands, 12 hurt"}}},
		"a figure less": {0, func(a *articles.Article) { a.Title = "Dam holds" },
			[]articles.Change{{Kind: articles.ChangeHeadline, By: "Post", Was: "Dam holds, 12 hurt", Is: "Dam holds"}}},
		"other figures elsewhere": {1, func(a *articles.Article) { a.Title = "Dam stands, 40 hurt" },
			[]articles.Change{{Kind: articles.ChangeHeadline, By: "Times", Was: "Dam above Vellin stands", Is: "Dam stands, 40 hurt"}}},
		"signs and case":   {0, func(a *articles.Article) { a.Title = "DAM holds — 12 hurt!" }, nil},
		"text alone":       {0, func(a *articles.Article) { a.Text = "More." }, nil},
		"the lead is gone": {0, func(a *articles.Article) { a.Status = articles.Canceled }, []articles.Change{{Kind: articles.ChangeWithdrawal, By: "Post", Was: "Dam holds, 12 hurt", Material: true}}},
		"another is gone": {1, func(a *articles.Article) { a.Status, a.Correction = articles.Canceled, "Made up." },
			[]articles.Change{{Kind: articles.ChangeWithdrawal, By: "Times", Was: "Dam above Vellin stands", Note: "Made up."}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := toldBy("Dam holds, 12 hurt", "Dam above Vellin stands")
			a := s.Articles[test.which]
			test.edit(&a)
			got := revised(s, base.Articles[test.which], a)
			if diff := cmp.Diff(test.want, got, ignoreReason); diff != "" {
				t.Errorf("revised (-want +got):\n%s", diff)
			}
			for _, c := range got {
				if c.Reason == "" {
					t.Error("the change has no reason")
				}
			}
		})
	}
}

func TestArrived(t *testing.T) {
	t.Parallel()
	figures := func(by, is string) []articles.Change {
		return []articles.Change{{Kind: articles.ChangeFigures, By: by, Is: is, Material: true}}
	}
	for name, test := range map[string]struct {
		headlines []string
		edit      func(s *articles.Story)
		want      []articles.Change
	}{
		"a further voice":                      {[]string{"Dam holds, 12 hurt", "Dam stands"}, nil, nil},
		"the same figures":                     {[]string{"Dam holds, 12 hurt", "12 hurt at dam"}, nil, nil},
		"a new figure of one voice":            {[]string{"Dam holds, 12 hurt", "30 hurt at dam"}, nil, nil},
		"a new figure of two voices":           {[]string{"Dam holds, 12 hurt", "30 hurt at dam", "Dam: 30 hurt"}, nil, figures("Courier", "Dam: 30 hurt")},
		"a figure that the summary of one has": {[]string{"Dam holds", "Dam stands", "30 hurt"}, func(s *articles.Story) { s.Articles[1].Summary = "There are 30 hurt." }, figures("Courier", "30 hurt")},
		"a figure that the post shows":         {[]string{"Dam holds", "30 hurt", "Dam: 30 hurt"}, func(s *articles.Story) { s.Articles[0].Summary = "30 are hurt." }, nil},
		"told once":                            {[]string{"Dam holds", "30 hurt", "Dam: 30 hurt", "30 hurt at dam"}, func(s *articles.Story) { s.Changes = figures("Courier", "Dam: 30 hurt") }, nil},
		"a copy":                               {[]string{"Dam holds", "30 hurt", "30 hurt"}, func(s *articles.Story) { s.Articles[2].CopyOf = "Times" }, nil},
		"a second article of one voice":        {[]string{"Dam holds", "30 hurt", "Dam: 30 hurt"}, func(s *articles.Story) { s.Articles[2].Publisher = "Times" }, nil},
		"a correction in an article of its own": {[]string{"Dam holds", "Dam breaks"}, func(s *articles.Story) {
			s.Articles[1].Publisher, s.Articles[1].Correction = "Post", "It broke."
		}, []articles.Change{{Kind: articles.ChangeCorrection, By: "Post", Was: "Dam holds", Is: "Dam breaks", Note: "It broke.", Material: true}}},
		"corrected before it was read": {[]string{"Dam holds", "Dam breaks"}, func(s *articles.Story) { s.Articles[1].Correction = "It broke." }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := toldBy(test.headlines...)
			if test.edit != nil {
				test.edit(&s)
			}
			got := arrived(s, s.Articles[len(s.Articles)-1])
			if diff := cmp.Diff(test.want, got, ignoreReason); diff != "" {
				t.Errorf("arrived (-want +got):\n%s", diff)
			}
		})
	}
}

func TestConfirmed(t *testing.T) {
	t.Parallel()
	alone := articles.Verdict{Breaking: true, Note: "One source so far: Post."}
	both := articles.Verdict{Breaking: true, Note: "Confirmed by Times, 4 min after Post."}
	waiting := alone
	waiting.Breaking = false
	for name, test := range map[string]struct {
		was, is articles.Verdict
		want    int
	}{
		"a second voice":                    {alone, both, 1},
		"still one":                         {alone, alone, 0},
		"held until now, so posted nowhere": {waiting, both, 0},
		"never called one source's":         {articles.Verdict{Breaking: true}, articles.Verdict{Breaking: true}, 0},
		"confirmed before":                  {both, both, 0},
	} {
		got := confirmed(test.was, test.is, "Times")
		if len(got) != test.want {
			t.Errorf("%s: %+v, want %d changes", name, got, test.want)
		}
		if test.want > 0 && (got[0].Note != both.Note || got[0].By != "Times" || !got[0].Material) {
			t.Errorf("%s: %+v", name, got[0])
		}
	}
}

// TestChangesAreFiled files, corrects and rewrites, and looks at what is kept.
func TestChangesAreFiled(t *testing.T) {
	t.Parallel()
	o := newOffice()
	var developed []articles.StoryID
	o.OnDeveloped = func(_ context.Context, id articles.StoryID) { developed = append(developed, id) }
	o.file(t, ferryPost)
	corrected := ferryPost
	corrected.Title, corrected.Correction = "Ferry with 204 aboard runs aground off Lonsdale", "204 were aboard."
	o.now = noon.Add(time.Hour)
	o.file(t, corrected)
	o.file(t, corrected)
	want := []articles.Change{{
		Kind: articles.ChangeCorrection, At: o.now, By: "Harbour Post", Was: ferryPost.Title, Is: corrected.Title,
		Note: "204 were aboard.", Material: true,
	}}
	if diff := cmp.Diff(want, o.store.stories[0].Changes, ignoreReason); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]articles.StoryID{1}, developed); diff != "" {
		t.Errorf("told of developments (-want +got):\n%s", diff)
	}
}
