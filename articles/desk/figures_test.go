package desk

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Twelve dead in flood":                        nil,
		"12 dead, 30 missing":                         {"12", "30"},
		"1,200 homes, 1 200 cars and 1.200,50 crowns": {"1200", "1.200", "50"},
		"Rate held at 3.25% (3.25 percent)":           {"3.25"},
		"G7 meets on COVID-19, F-16s for 5m and $2bn": {"5", "2"},
		"In 2026 as in 1999":                          nil,
		"From 9:30 to 17:45":                          {"9", "30", "17", "45"},
		"":                                            nil,
		"Win 3-1":                                     {"3", "1"},
		"Five, 1,2345 is no thousand":                 {"1", "2345"},
	} {
		if diff := cmp.Diff(want, figures(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
