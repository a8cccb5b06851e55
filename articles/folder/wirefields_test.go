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
		`"urgency": 0`:          `urgency: "0" is none: write 1, the most urgent, to 9`,
		`"urgency": "high"`:     `urgency: "high" is none: write 1, the most urgent, to 9`,
		`"embargo": "at night"`: `embargo: "at night" is not a time`,
		`"correction": ["two"]`: "correction: must be text",
	} {
		_, err := Read("a.json", []byte(`{"title": "Dam fails", `+fields+`}`))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", fields, err, want)
		}
	}
}
