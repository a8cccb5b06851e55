package commands_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocsNameEveryCommand holds that README.md lists every command, and that
// docs/commands.md describes it.
func TestDocsNameEveryCommand(t *testing.T) {
	t.Parallel()
	commands := newWorld(t).Commands()
	for _, path := range []string{"README.md", filepath.Join("docs", "commands.md")} {
		text, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range commands {
			if !strings.Contains(string(text), "`/"+c.Name) && !strings.Contains(string(text), " /"+c.Name) {
				t.Errorf("%s says nothing of /%s", path, c.Name)
			}
		}
	}
}
