package desk

import (
	"slices"
	"testing"
)

func TestTelltales(t *testing.T) {
	t.Parallel()
	for headline, want := range map[string][]string{
		"":                                  nil,
		"The of and":                        nil,
		"Ferries and ferry sink off Calder": {"calder", "ferry", "sink"},
		"President Trump visits Calder":     {"calder", "visit"},
		"aa bb cc dd uu ff gg hh":           {"aa", "bb", "cc", "dd", "ff", "uu"},
	} {
		got := Telltales(headline)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q", headline, got, want)
		}
	}
}

// TestTelltalesVersion: it is the same whenever it is worked out.
func TestTelltalesVersion(t *testing.T) {
	t.Parallel()
	for range 5 {
		if got := telltalesVersion(); got == "" || got != TelltalesVersion() {
			t.Fatalf("version %q, then %q", TelltalesVersion(), got)
		}
	}
}
