package config

import (
	"regexp"
	"strings"
	"testing"
)

// TestSpellings holds spellings against the regular expressions that say the same.
func TestSpellings(t *testing.T) {
	t.Parallel()
	spellings := []struct {
		is   spelling
		same *regexp.Regexp
	}{
		{typedName, regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Nd}_-]{0,31}$`)},
		{sourceName, regexp.MustCompile(`^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}._-]{0,63}$`)},
		{onlyDigits, regexp.MustCompile(`^\p{Nd}+$`)},
	}
	names := []string{"", "\n", "a\n", "\xff", "a\xff"}
	for _, r := range "aZ0٣ß日ʰǅ_-. \u0301\u0903\u20dd\u00ad\ufffd!½" {
		one := string(r)
		names = append(names, one, "a"+one, one+"a", "7"+one, one+one+"x", strings.Repeat("é", 31)+one)
		for _, n := range []int{32, 33, 63, 64, 65} {
			names = append(names, strings.Repeat(one, n), "a"+strings.Repeat(one, n-1))
		}
	}
	for _, name := range names {
		for i, s := range spellings {
			if got, want := s.is.fits(name), s.same.MatchString(name); got != want {
				t.Errorf("spelling %d: %q fits: %t, want %t", i, name, got, want)
			}
		}
	}
}
