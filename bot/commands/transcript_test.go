package commands_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot/console"
)

var update = flag.Bool("update", false, "write the golden files")

// TestTranscripts types the lines of each testdata/*.in file at a console and
// compares everything that is shown with the .out file beside it.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.in")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			in, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = in.Close() })
			var out bytes.Buffer
			p := console.New(console.Options{In: in, Out: &out, User: "Ann", Now: func() time.Time { return now }})
			if err := p.Run(t.Context(), newWorld(t)); !errors.Is(err, console.ErrLeft) {
				t.Errorf("Run returned %v, want ErrLeft", err)
			}
			compare(t, strings.TrimSuffix(name, ".in")+".out", out.String())
		})
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("shown differs from %s (-want +got):\n%s", path, diff)
	}
}
