package page

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestSamples reads the pages in testdata and compares with the JSON beside
// them.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, kind := range []struct {
		dir  string
		read func([]byte) (articles.Article, error)
	}{
		{"text", ReadText},
		{"html", func(data []byte) (articles.Article, error) {
			return ReadHTML(data, "https://news.example.org/a/b.html")
		}},
	} {
		files, err := filepath.Glob(filepath.Join("testdata", kind.dir, "*.*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no samples in %s: %v", kind.dir, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, ".golden") {
				continue
			}
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				a, err := kind.read(data)
				if err != nil {
					t.Fatal(err)
				}
				golden(t, file+".golden", a)
			})
		}
	}
}

// golden compares a with the JSON in file, its text one paragraph a line.
func golden(t *testing.T, file string, a articles.Article) {
	t.Helper()
	paragraphs := strings.Split(a.Text, "\n\n")
	a.Text = ""
	data, err := json.MarshalIndent(struct {
		articles.Article
		Paragraphs []string `json:"paragraphs"`
	}{a, paragraphs}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got := string(data) + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
