package folder

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestWireFields(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, fields string
		want         articles.Article
	}{
		{"all", `"urgency": 1, "embargo": "2026-03-03T12:00:00Z", "version": 3, "correction": "It was the eastern gate."`,
			articles.Article{Urgency: 1, Embargo: noon, Version: "3", Correction: "It was the eastern gate."}},
		{"as texts", `"urgency": "9", "version": "1.2"`, articles.Article{Urgency: 9, Version: "1.2"}},
		{"killed", `"status": "Killed"`, articles.Article{Status: articles.Canceled}},
		{"canceled", `"status": "cancelled"`, articles.Article{Status: articles.Canceled}},
		{"withheld", `"status": "withheld"`, articles.Article{Status: articles.Withheld}},
		{"an agency's name for it", `"embargoed": "2026-03-03T13:00:00+0100"`, articles.Article{Embargo: noon}},
		{"two", `"embargo": "2026-03-03T12:00:00Z", "embargoed": "2026-03-03T10:00:00Z"`, articles.Article{Embargo: noon}},
		{"without a zone", `"embargo": "2026-03-03"`, articles.Article{Embargo: noon}},
		{"other programs' own", `"status": "publish", "version": {"format": 2}`, articles.Article{}},
	} {
		c.want.ID, c.want.Title = "a.json", "Dam fails"
		list, err := Read("a.json", []byte(`{"title": "Dam fails", `+c.fields+`}`))
		if diff := cmp.Diff([]articles.Article{c.want}, list); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, diff)
		}
	}
}

func TestWireFieldsWrong(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string]string{
		`"urgency": 0`:                    `urgency: "0" is none: write 1, the most urgent, to 9`,
		`"urgency": "high"`:               `urgency: "high" is none: write 1, the most urgent, to 9`,
		`"embargo": "at night"`:           `embargo: "at night" is not a time`,
		`"embargoed": true`:               `embargoed: "true" is not a time: write 2026-03-03T10:15:00+01:00`,
		`"embargo": "3 March 2026, 6 pm"`: `embargo: "3 March 2026, 6 pm" is not a time`,
		`"correction": ["two"]`:           "correction: must be text",
	} {
		_, err := Read("a.json", []byte(`{"title": "Dam fails", `+fields+`}`))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", fields, err, want)
		}
	}
}

// TestEmbargoInMatter reads a time without a zone as it was written: YAML would put
// it into one that nobody has named.
func TestEmbargoInMatter(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]int{"2026-03-03T12:00:00": 24, "2026-03-03 12:00:00": 24, "2026-03-03T12:00:00Z": 12, "2026-03-03": 12} {
		list, err := Read("a.md", []byte("---\ntitle: Dam fails\ndate: 2026-03-02 08:00:00\nembargo: "+written+"\n---\nThe dam fails.\n"))
		if err != nil || len(list) != 1 || !list[0].Embargo.Equal(time.Date(2026, 3, 3, want, 0, 0, 0, time.UTC)) ||
			!list[0].Published.Equal(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %+v, %v", written, list, err)
		}
	}
}
