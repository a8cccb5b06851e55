package reliability_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

var named = regexp.MustCompile("`([a-z/]+) (Test[A-Za-z0-9]+|Benchmark[A-Za-z0-9]+)`")

// TestTrapsHaveTests: every test that docs/reliability.md names is there.
func TestTrapsHaveTests(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/reliability.md")
	must(t, err)
	known := map[string]string{}
	for _, m := range named.FindAllSubmatch(text, -1) {
		dir, name := string(m[1]), string(m[2])
		if _, ok := known[dir]; !ok {
			known[dir] = sources(t, filepath.Join("../..", dir))
		}
		if !regexp.MustCompile(`(?m)^func ` + name + `\(`).MatchString(known[dir]) {
			t.Errorf("docs/reliability.md names %s of %s, which is not there", name, dir)
		}
	}
	if len(known) < 5 {
		t.Errorf("docs/reliability.md names tests of %d packages only", len(known))
	}
}

// sources are the tests of a package.
func sources(t *testing.T, dir string) (all string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	must(t, err)
	for _, f := range files {
		text, err := os.ReadFile(f)
		must(t, err)
		all += string(text)
	}
	return all
}
