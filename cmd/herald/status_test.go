package main

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestExitStatus holds that whoever runs Herald can tell what another start may cure
// from what it cannot.
func TestExitStatus(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "config.yaml")
	for _, name := range []string{"HERALD_DISCORD_TOKEN", "HERALD_TELEGRAM_TOKEN", "HERALD_CONFIG"} {
		t.Setenv(name, "")
	}
	for _, tt := range []struct {
		name, args string
		token      string
		want       int
	}{
		{"nothing to do", "version", "", 0},
		{"no configuration", "run --config " + missing, "", exitSetup},
		{"no token", "run --config ../../config.yaml", "", exitSetup},
		{"no file with the token", "run --config ../../config.yaml", missing, exitSetup},
		{"checked", "check " + missing, "", exitFailed},
		{"no such command", "ran", "", exitFailed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("HERALD_DISCORD_TOKEN_FILE", tt.token)
			if got := run(strings.Fields(tt.args), strings.NewReader(""), io.Discard, io.Discard); got != tt.want {
				t.Errorf("herald %s ended with %d, want %d", tt.args, got, tt.want)
			}
		})
	}
}
