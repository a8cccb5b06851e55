package store

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"herald/articles"
)

func TestMoment(t *testing.T) {
	t.Parallel()
	for _, c := range []time.Time{
		{}, time.Date(2026, 3, 14, 12, 0, 0, 123456000, time.UTC), time.Date(1912, 4, 15, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		if got := moment(micros(c)); !got.Equal(c) || got.Location() != time.UTC {
			t.Errorf("%v came back as %v", c, got)
		}
	}
	local := time.Date(2026, 3, 14, 12, 0, 0, 999, time.FixedZone("", 3600))
	if got, want := moment(micros(local)), time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	for _, c := range [][]string{nil, {""}, {"a", "b,c", `"`, "\n", "é"}} {
		if got := unlist[string](list(c)); !slices.Equal(got, c) {
			t.Errorf("%q came back as %q", c, got)
		}
	}
	for _, damaged := range []string{"[", "{}", "x", "[1"} {
		if got := unlist[string](damaged); got != nil {
			t.Errorf("%q is read as %q", damaged, got)
		}
	}
}

func TestIn(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "?", 2: "?, ?", 3: "?, ?, ?, ?", 4: "?, ?, ?, ?"} {
		marks, args := in(make([]int, n))
		if marks != want || len(args) != (len(want)+2)/3 {
			t.Errorf("%d values: %q with %d arguments", n, marks, len(args))
		}
	}
}

func TestSearchable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Iran’s plan, 'so'": "Irans plan, so", "首相A": " 首  相 A", "plain": "plain", "": "", "\xff’": "\ufffd",
	} {
		if got := searchable(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func expressions(words string) (all []string) {
	list := terms(articles.Words(words))
	for _, w := range list {
		all = append(all, anyForm(w))
	}
	if len(list) > 0 {
		all = append(all, allOf(list))
	}
	return all
}

// FuzzExpression: what people type makes an expression of quoted words.
func FuzzExpression(f *testing.F) {
	for _, words := range []string{"", "ferry", `"`, "a*b", "NEAR(a b)", "\x00", "首相の", "it's", "\xff\xfe"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, expr := range expressions(words) {
			if !utf8.ValidString(expr) {
				t.Errorf("%q becomes %q", words, expr)
			}
			quotes := 0
			for _, r := range expr {
				if r == '"' {
					quotes++
				}
			}
			if quotes%2 != 0 {
				t.Errorf("%q becomes %q", words, expr)
			}
		}
	})
}
