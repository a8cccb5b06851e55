package page

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// corpora is the folder of material by others, or the test is skipped; where
// CI=true its absence is a failure.
func corpora(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HERALD_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", dir)
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("corpora: %v", err)
		}
		t.Skipf("corpora absent: %v", err)
	}
	return dir
}

// minF1 is the quality of extraction below which the test fails.
const minF1 = 0.970

// tally adds up the scores of pages.
type tally struct {
	pages, precision, recall float64
}

func (y *tally) add(precision, recall float64) {
	y.pages++
	y.precision += precision
	y.recall += recall
}

// means are the mean precision and recall and their F1.
func (y *tally) means() (p, r, f1 float64) {
	p, r = y.precision/max(y.pages, 1), y.recall/max(y.pages, 1)
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

// TestCorporaPages prints how well the text of real pages is found: all of them,
// and two halves told by a hash of their names. Time is printed and not judged.
func TestCorporaPages(t *testing.T) {
	dir := filepath.Join(corpora(t), "pages")
	var all tally
	var halves [2]tally
	var took []time.Duration
	for id, want := range groundTruth(t) {
		data := gunzip(t, filepath.Join(dir, "html", id+".html.gz"))
		start := time.Now()
		a, err := ReadHTML(data, want.URL)
		took = append(took, time.Since(start))
		if err != nil && !errors.Is(err, ErrPaywall) {
			t.Errorf("%s: %v", id, err)
		}
		p, r := score(a.Text, want.ArticleBody)
		if p < 0.85 || r < 0.85 {
			t.Logf("%.8s P %.3f R %.3f %s", id, p, r, want.URL)
		}
		all.add(p, r)
		halves[crc32.ChecksumIEEE([]byte(id))%2].add(p, r)
	}
	slices.Sort(took)
	for _, row := range []struct {
		name string
		of   tally
	}{{"first half", halves[0]}, {"second half", halves[1]}, {"all", all}} {
		p, r, f1 := row.of.means()
		t.Logf("%-11s %3.0f pages  P %.4f  R %.4f  F1 %.4f", row.name, row.of.pages, p, r, f1)
	}
	t.Logf("a page: median %v, slowest %v", took[len(took)/2], took[len(took)-1])
	if _, _, f1 := all.means(); f1 < minF1 {
		t.Errorf("F1 %.4f, want at least %.3f", f1, minF1)
	}
}

func gunzip(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var word = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// shingles counts the runs of four words in s.
func shingles(s string) (counts map[string]int, total int) {
	words := word.FindAllString(s, -1)
	counts = map[string]int{}
	n := min(4, len(words))
	for i := 0; n > 0 && i+n <= len(words); i++ {
		counts[strings.Join(words[i:i+n], " ")]++
		total++
	}
	return counts, total
}

// score is precision and recall of the shingles of got against want.
func score(got, want string) (precision, recall float64) {
	g, gn := shingles(got)
	w, wn := shingles(want)
	shared := 0
	for s, n := range g {
		shared += min(n, w[s])
	}
	return float64(shared) / float64(max(gn, 1)), float64(shared) / float64(max(wn, 1))
}

// maxLoss is how much of plain texts the reader may take for furniture: their
// embedded tweets, captions and notes of agencies are.
const maxLoss = 0.01

// TestCorporaPlainTexts reads the bodies that people marked on real pages as
// plain texts: all of it is article.
func TestCorporaPlainTexts(t *testing.T) {
	t.Parallel()
	var recall float64
	truth := groundTruth(t)
	for id, want := range truth {
		a, err := ReadText([]byte("A headline that the page had\n\n" + want.ArticleBody))
		if err != nil {
			t.Errorf("%s: %v", id, err)
		}
		_, r := score(a.Deck+" "+a.Text, want.ArticleBody)
		if r < 0.97 {
			t.Logf("%.8s R %.3f %s", id, r, want.URL)
		}
		recall += r / float64(len(truth))
	}
	t.Logf("%d texts: recall %.4f", len(truth), recall)
	if recall < 1-maxLoss {
		t.Errorf("recall %.4f, want at least %.4f", recall, 1-maxLoss)
	}
}

type truthOf = map[string]struct{ ArticleBody, URL string }

// groundTruth are the bodies that people marked on the real pages, by page.
func groundTruth(t *testing.T) truthOf {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpora(t), "pages", "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth truthOf
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	return truth
}
