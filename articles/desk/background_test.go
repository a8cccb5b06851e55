package desk

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write background.txt anew from the training set")

// TestBackground: the list is what the training set gives, and nothing else.
func TestBackground(t *testing.T) {
	want := countBackground(t)
	if *update {
		if err := os.WriteFile("background.txt", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if backgroundText != want {
		t.Error("background.txt is not what the training set gives: run go test ./articles/desk -run Background -update")
	}
}

// countBackground counts the terms of the training set. What stands in fewer than
// three articles is left out: it would identify them.
func countBackground(t *testing.T) string {
	all := readArticles(t, filepath.Join(corpora(t), "neus_train.jsonl"))
	with := map[string]int{}
	for _, a := range all {
		t, _ := termsOf(a)
		for term := range t.all() {
			with[term]++
		}
	}
	by := map[int][]string{}
	for term, n := range with {
		if n >= 3 {
			by[n] = append(by[n], term)
		}
	}
	counts := make([]int, 0, len(by))
	for n := range by {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	var b strings.Builder
	fmt.Fprintln(&b, len(all))
	for _, n := range slices.Backward(counts) {
		slices.Sort(by[n])
		fmt.Fprintln(&b, n, strings.Join(by[n], " "))
	}
	return b.String()
}

func TestFrequencies(t *testing.T) {
	t.Parallel()
	f := readFrequencies("100\n20 said\nbad line\n3 harbour ferry\n")
	if f.articles != 100 || f.with["said"] != 20 || f.with["ferry"] != 3 {
		t.Errorf("read %+v", f)
	}
	if !(f.share("said") > f.share("ferry") && f.share("ferry") > f.share("unknown") && f.share("unknown") > 0) {
		t.Error("shares are not in order")
	}
}
