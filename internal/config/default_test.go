package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

func TestDefault(t *testing.T) {
	t.Parallel()
	c := Default()
	got := each(c.Schedules, func(s scheduler.Schedule) string { return s.Name })
	if d := cmp.Diff([]string{"breaking", "latest", "morning"}, got); d != "" {
		t.Errorf("schedules (-want +got):\n%s", d)
	}
	got = each(c.Topics, func(t articles.Topic) string { return t.Name })
	if d := cmp.Diff([]string{"world", "energy", "technology", "science"}, got); d != "" {
		t.Errorf("topics (-want +got):\n%s", d)
	}
	want := []Channel{{
		Address:   bot.Address{Platform: bot.Console, ID: "console"},
		Schedules: []string{"breaking"},
	}}
	if d := cmp.Diff(want, c.Channels); d != "" {
		t.Errorf("channels (-want +got):\n%s", d)
	}
	if !c.Schedules[0].AtOnce || c.Schedules[2].Missed != scheduler.MissedOnce || len(c.Sources) > 0 {
		t.Errorf("got %+v", c)
	}
}

func TestWithSources(t *testing.T) {
	t.Parallel()
	sources := []articles.Source{{Name: "samples", Kind: articles.KindFolder, Path: "samples"}}
	c := Default()
	with := c.WithSources(sources)
	sources[0].Name = "changed"
	if len(c.Sources) != 0 || len(with.Sources) != 1 || with.Sources[0].Name != "samples" {
		t.Errorf("got %v and %v", c.Sources, with.Sources)
	}
}

// The file that operators start from must be right, and mean what it says.
func TestExample(t *testing.T) {
	t.Parallel()
	c, err := Load(readExample(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 3 || len(c.Topics) != 3 || len(c.Schedules) != 4 {
		t.Errorf("got %d sources, %d topics, %d schedules", len(c.Sources), len(c.Topics), len(c.Schedules))
	}
}

func readExample(t *testing.T) []byte {
	t.Helper()
	return readAll(t, filepath.Join("..", "..", "config.yaml"))[0]
}

// readAll reads the files that match a pattern; there must be some.
func readAll(t testing.TB, pattern string) [][]byte {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	var all [][]byte
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}
