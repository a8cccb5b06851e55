package config

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
)

var update = flag.Bool("update", false, "write the expected mistakes anew")

// parsers stand for the platforms'.
var parsers = map[bot.PlatformName]func(string) (bot.Address, error){
	bot.Discord:  parser(bot.Discord, `^\d{17,20}$`, "must be 17–20 digits"),
	bot.Telegram: parser(bot.Telegram, `^-?\d+$|^@\w+$`, "must be a number or a @name"),
}

func parser(platform bot.PlatformName, form, problem string) func(string) (bot.Address, error) {
	re := regexp.MustCompile(form)
	return func(id string) (bot.Address, error) {
		if !re.MatchString(id) {
			return bot.Address{}, bot.Errorf("%s", problem)
		}
		return bot.Address{Platform: platform, ID: id}, nil
	}
}

// Each file in testdata/mistakes has something wrong; beside it stands what Herald
// says of it.
func TestMistakes(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/mistakes/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Load(data, Options{ParseAddress: parsers})
			if err == nil {
				t.Fatalf("no mistake found: %+v", c)
			}
			if c != nil {
				t.Error("a Config in spite of mistakes")
			}
			compareGolden(t, strings.TrimSuffix(path, ".yaml")+".txt", err.Error()+"\n")
		})
	}
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// checkMistakes holds for every error of Load.
func checkMistakes(t *testing.T, err error) {
	t.Helper()
	m, ok := errors.AsType[*Mistakes](err)
	if !ok || len(m.List) == 0 {
		t.Fatalf("got %T: %v, want *Mistakes", err, err)
	}
	for _, line := range m.Lines() {
		if !utf8.ValidString(line) || strings.ContainsFunc(line, isControl) || len(line) > 2000 {
			t.Fatalf("a mistake that cannot be shown: %q", line)
		}
	}
}

func TestMistakesKeepSecrets(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"platforms: {telegram: {token: 123456:very-secret}}",
		"platforms: {telegram: {api: 'https://u:very-secret@example.org'}}",
		"platforms: {telegram: {api: 'ftp://example.org/bot123456:very-secret'}}",
		"platforms: {telegram: 'very-secret'}",
		"telegram_token: very-secret",
		"sources: [{name: a, feed: 'https://u:very-secret@example.org/'}]",
		"sources: [{name: a, feed: 'gopher://example.org/?key=very-secret'}]",
		"HERALD_DISCORD_TOKEN: very-secret",
	} {
		_, err := Load([]byte(text), Options{})
		if err == nil || strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestMistakesAreBounded(t *testing.T) {
	t.Parallel()
	var s strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&s, "key%d: 1\n", i)
	}
	_, err := Load([]byte(s.String()), Options{File: "big.yaml"})
	m, ok := errors.AsType[*Mistakes](err)
	if !ok || len(m.List) > maxMistakes || m.File != "big.yaml" || m.List[0].Line != 1 {
		t.Errorf("got %.200v", err)
	}
	_, err = Load([]byte("#"+strings.Repeat(" ", MaxSize)), Options{})
	if err == nil || !strings.Contains(err.Error(), "larger than 1024 KiB") {
		t.Errorf("got %.200v", err)
	}
}

func TestClosest(t *testing.T) {
	t.Parallel()
	words := []string{"sources", "schedules", "store", "topics", "log"}
	tests := []struct{ word, want string }{
		{"source", `did you mean "sources"?`},
		{"shcedules", `did you mean "schedules"?`},
		{"STORE", `did you mean "store"?`},
		{"tpoics", `did you mean "topics"?`},
		{"lgo", `did you mean "log"?`},
		{"foo", ""},
		{"banana", ""},
		{"x", ""},
		{strings.Repeat("store", 100), ""},
	}
	for _, tt := range tests {
		if got := closest(tt.word, words); got != tt.want {
			t.Errorf("closest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
