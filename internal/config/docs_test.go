package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The reference explains every key of the schema, in the section of its name.
func TestReferenceIsComplete(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "config.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range schema.keys {
		_, section, ok := strings.Cut(string(data), "\n## "+k.name+"\n")
		if !ok {
			t.Errorf("no section %s", k.name)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, path := range leaves("", k.shape) {
			if !strings.Contains(section, "`"+path+"`") {
				t.Errorf("section %s does not explain %s", k.name, path)
			}
		}
	}
	for _, name := range []string{DiscordToken, TelegramToken, overrides[0].name, overrides[1].name, overrides[2].name} {
		if !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("%s is not explained", name)
		}
	}
}

// leaves are the paths of all values in a shape.
func leaves(path string, s shape) []string {
	if s.kind == list {
		return leaves(path, *s.item)
	}
	if s.kind != section {
		if path == "" {
			return nil
		}
		return []string{path}
	}
	var all []string
	for _, k := range s.keys {
		all = append(all, leaves(join(path, k.name), k.shape)...)
	}
	return all
}
