package desk

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"herald/articles"
	"herald/articles/folder"
)

// bars are the sets of labelled news, what Herald is to reach on each, and the F1
// below which something is broken. The word counts are those of neus_train; the
// constants were chosen knowing how they do on all sets.
var bars = []struct {
	set        string
	bar, floor float64
}{
	{"uci_news_6k_dev", 0.76, 0.85},
	{"neus_val", 0.87, 0.87},
	{"ecbplus_dev", 0.90, 0.915},
	{"galaxy_handpicked", 0.90, 0.90},
	{"neus_train", 0, 0.79},
}

// TestBars joins labelled articles, one by one as if live, and measures the
// stories that come out as B-cubed precision, recall and F1 over articles. With -v
// it prints the table.
func TestBars(t *testing.T) {
	t.Parallel()
	dir := corpora(t)
	t.Log("word counts from neus_train; constants chosen looking at all sets")
	for _, tt := range bars {
		t.Run(tt.set, func(t *testing.T) {
			t.Parallel()
			got, want := joinAll(t, filepath.Join(dir, tt.set))
			precision, recall := bcubed(got, want)
			f1 := 2 * precision * recall / (precision + recall)
			t.Logf("%-18s %5d articles  precision %.3f  recall %.3f  F1 %.3f  bar %.2f", tt.set, len(got), precision, recall, f1, tt.bar)
			if f1 < tt.floor {
				t.Errorf("%s: F1 is %.3f, want at least %.3f", tt.set, f1, tt.floor)
			}
		})
	}
}

// corpora is the folder of labelled stories; the test is skipped where there is
// none, but not in CI.
func corpora(t *testing.T) string {
	t.Helper()
	root := os.Getenv("HERALD_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	} else if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	dir := filepath.Join(root, "stories")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the corpora are needed in CI: %v", err)
		}
		t.Skipf("no corpora here (HERALD_CORPORA): %v", err)
	}
	return dir
}

// joinAll replays the articles of a set and returns for each the story in which
// it is told in the end and the one that people gave it.
func joinAll(t *testing.T, set string) (got []articles.StoryID, want []string) {
	t.Helper()
	labels := readLabels(t, set+".labels.tsv", 1)
	for _, s := range Replay(readArticles(t, set+".jsonl")) {
		got, want = append(got, s.Final), append(want, labels[s.Article.ID])
	}
	return got, want
}

// readLabels reads one column of labels by article.
func readLabels(t *testing.T, path string, column int) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]string{}
	for l := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(l), "\t")
		labels[fields[0]] = fields[column]
	}
	return labels
}

// readArticles reads a set as the program does.
func readArticles(t *testing.T, path string) []articles.Article {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list, err := folder.Read(filepath.Base(path), data)
	if err != nil {
		t.Fatal(err)
	}
	return Dated(list)
}

// bcubed is the mean over articles of the share of their story that belongs
// there, and of the share of their true story that is there.
func bcubed(got []articles.StoryID, want []string) (precision, recall float64) {
	type pair struct {
		got  articles.StoryID
		want string
	}
	gots, wants, pairs := map[articles.StoryID]int{}, map[string]int{}, map[pair]int{}
	for i := range got {
		gots[got[i]]++
		wants[want[i]]++
		pairs[pair{got[i], want[i]}]++
	}
	for _, p := range slices.SortedFunc(maps.Keys(pairs), func(a, b pair) int { // so that sums have one last bit
		return cmp.Or(cmp.Compare(a.got, b.got), cmp.Compare(a.want, b.want))
	}) {
		n := pairs[p]
		precision += float64(n*n) / float64(gots[p.got])
		recall += float64(n*n) / float64(wants[p.want])
	}
	return precision / float64(len(got)), recall / float64(len(got))
}
