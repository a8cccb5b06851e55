package articles

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2025, 6, 21, 12, 0, 0, 0, time.UTC)

func TestArticleValidate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		a    Article
		want string
	}{
		{"complete", Article{ID: "1", Source: "s", Publisher: "p", Title: "t", Appeared: noon}, ""},
		{"blank title", Article{ID: "1", Source: "s", Publisher: "p", Title: " \t", Appeared: noon}, "no title"},
		{"empty", Article{}, "no id\nno source\nno publisher\nno title\nno time of appearance"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := tt.a.Validate(); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("Validate = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestArticleShows(t *testing.T) {
	t.Parallel()
	plain := Article{Title: "Dam fails", Appeared: noon}
	full := Article{Title: "The day so far", MarkedTitle: "Dam fails", Appeared: noon, Published: noon.Add(-time.Hour), Images: []string{"a", "b"}}
	if plain.Headline() != "Dam fails" || full.Headline() != "Dam fails" {
		t.Errorf("headlines %q, %q", plain.Headline(), full.Headline())
	}
	if !plain.Time().Equal(noon) || !full.Time().Equal(noon.Add(-time.Hour)) {
		t.Errorf("times %v, %v", plain.Time(), full.Time())
	}
	if plain.Image() != "" || full.Image() != "a" {
		t.Errorf("images %q, %q", plain.Image(), full.Image())
	}
}

// The JSON form is what people's tools read.
func TestArticleJSON(t *testing.T) {
	t.Parallel()
	a := Article{
		ID: "1", Source: "s", Publisher: "p", URL: "u", Title: "t", Deck: "d", Summary: "y", Text: "x", Authors: []string{"a"},
		Keywords: []string{"k"}, Published: noon, Updated: noon, Language: "en", Images: []string{"i"}, Marker: "BREAKING",
		MarkedTitle: "m", Credits: []string{"c"}, Appeared: noon,
	}
	const want = `{"id":"1","source":"s","publisher":"p","url":"u","title":"t","deck":"d","summary":"y","text":"x","authors":["a"],"keywords":["k"],` +
		`"published":"2025-06-21T12:00:00Z","updated":"2025-06-21T12:00:00Z","language":"en","images":["i"],"marker":"BREAKING","marked_title":"m","credits":["c"]}`
	got, err := json.Marshal(a)
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	if got, err := json.Marshal(Article{}); err != nil || string(got) != "{}" {
		t.Errorf("an empty article is %s, %v", got, err)
	}
	var back Article
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	a.Appeared = time.Time{}
	if diff := cmp.Diff(a, back); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestStory(t *testing.T) {
	t.Parallel()
	s := Story{ID: 12, Articles: []Article{{ID: "1", Publisher: "B"}, {ID: "2", Publisher: "A"}, {ID: "3", Publisher: "B"}}}
	if s.ID.String() != "12" || s.Lead().ID != "1" {
		t.Errorf("story %s led by %q", s.ID, s.Lead().ID)
	}
	if diff := cmp.Diff([]string{"B", "A"}, s.Publishers()); diff != "" {
		t.Errorf("publishers (-want +got):\n%s", diff)
	}
	empty := Story{}
	if empty.Lead().ID != "" || empty.Publishers() != nil {
		t.Errorf("an empty story has %+v and %v", empty.Lead(), empty.Publishers())
	}
}
