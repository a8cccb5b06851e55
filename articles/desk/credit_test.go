package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestWithCredits(t *testing.T) {
	t.Parallel()
	far := strings.Repeat("The harbour is closed. ", 60)
	tests := []struct {
		name string
		a    articles.Article
		want []string
	}{
		{"in the summary", articles.Article{Summary: "The port is closed, according to a tweet from Ada Lovelace."}, []string{"Ada Lovelace"}},
		{"in the headline", articles.Article{Title: "Port closed, Reuters reports: mayor told Reuters"}, []string{"Reuters"}},
		{"at the start of the text", articles.Article{Text: "The mayor told Reuters so.\n\n" + far}, []string{"Reuters"}},
		{"far down", articles.Article{Text: far + "The mayor told Reuters so."}, nil},
		{"its own name", articles.Article{Publisher: "reuters", Text: "The mayor told Reuters so."}, nil},
		{"as its source says", articles.Article{Credits: []string{"City Wire"}, Text: "The mayor told Reuters so."}, []string{"City Wire"}},
		{"letters without spaces", articles.Article{Text: strings.Repeat("港", 1000)}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, withCredits(tt.a).Credits); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Ten publishers that all cite one tweet are one voice: they are not observed as
// many, and confirm nothing.
func TestTenThatCiteOneTweet(t *testing.T) {
	t.Parallel()
	o := newOffice()
	rules := Rules{Observed: Observed{Publishers: 3, Within: DefaultMaxAge}, Single: SingleHold}
	o.Rules = func() Rules { return rules }
	for i := range 10 {
		o.file(t, articles.Article{
			ID: fmt.Sprint(i), Source: fmt.Sprint("source ", i), Publisher: fmt.Sprint("Paper ", i), Marker: "BREAKING",
			Title: "Ferry sinks off Arlen harbour", Appeared: noon,
			Summary: fmt.Sprintf("The ferry Aurora sank off Arlen harbour, according to a tweet from Ada Lovelace. Report %d.", i),
		})
	}
	if len(o.store.stories) != 1 {
		t.Fatalf("%d stories", len(o.store.stories))
	}
	v := o.store.stories[0].Verdict
	if v.Breaking || v.Waiting != articles.WaitConfirmation || v.Note != "One source so far: Paper 0, citing Ada Lovelace." {
		t.Errorf("%+v", v)
	}
	if got := v.Fact(articles.RuleObserved); got.Holds || !strings.HasPrefix(got.Reason, "1 independent publisher: Paper 0") {
		t.Errorf("observed: %+v", got)
	}
}
