package architecture_test

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// maxLines is how long a Go file may be before it holds more than one idea.
const maxLines = 400

// TestFilesStaySmall bounds every Go file.
func TestFilesStaySmall(t *testing.T) {
	for _, f := range goFiles(t) {
		if n := len(lines(t, f.name)); n > maxLines {
			t.Errorf("%s has %d lines, want at most %d", f.name, n, maxLines)
		}
	}
}

// TestNoSleepInTests: a test that sleeps is slow where it passes and fails where
// the machine is slow. Time is testing/synctest's.
func TestNoSleepInTests(t *testing.T) {
	sleep := regexp.MustCompile(`\btime\.Sleep\(`)
	for _, f := range goFiles(t) {
		if !f.test {
			continue
		}
		for i, line := range lines(t, f.name) {
			if sleep.MatchString(line) && !strings.Contains(line, "regexp.") {
				t.Errorf("%s:%d sleeps: %s", f.name, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func lines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var all []string
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		all = append(all, scanner.Text())
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
