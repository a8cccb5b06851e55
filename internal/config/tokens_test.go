package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const secret = "123456:very-secret"
	tests := []struct {
		name              string
		env               map[string]string
		discord, telegram string
		err               string
	}{
		{"none", nil, "", "", ""},
		{"one", map[string]string{DiscordToken: secret}, secret, "", ""},
		{"both platforms", map[string]string{DiscordToken: "d", TelegramToken: " t\n"}, "d", "t", ""},
		{"file", map[string]string{TelegramToken + "_FILE": file("token", secret+"\r\n")}, "", secret, ""},
		{
			"twice", map[string]string{DiscordToken: secret, DiscordToken + "_FILE": file("twice", secret)}, "", "",
			"HERALD_DISCORD_TOKEN and HERALD_DISCORD_TOKEN_FILE are both set; unset one of them",
		},
		{"no file", map[string]string{DiscordToken + "_FILE": filepath.Join(dir, "none")}, "", "", "HERALD_DISCORD_TOKEN_FILE: open "},
		{"folder", map[string]string{DiscordToken + "_FILE": dir}, "", "", "HERALD_DISCORD_TOKEN_FILE: "},
		{"empty file", map[string]string{DiscordToken + "_FILE": file("empty", " \n")}, "", "", "is empty"},
		{"endless file", map[string]string{DiscordToken + "_FILE": file("long", strings.Repeat("x", 10000))}, "", "", "too long"},
		{"two lines", map[string]string{TelegramToken + "_FILE": file("two", secret+"\nx")}, "", "", "no spaces, line breaks"},
		{"quoted oddly", map[string]string{TelegramToken: "“" + secret + "”"}, "", "", "letters beyond ASCII"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			discord, telegram, err := Tokens(func(name string) string { return tt.env[name] })
			if discord.Reveal() != tt.discord || telegram.Reveal() != tt.telegram {
				t.Errorf("got other tokens: %d and %d bytes", len(discord), len(telegram))
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("got error %v, want %q", err, tt.err)
			}
			if s := fmt.Sprintf("%v %+v %#v %v", discord, telegram, telegram, err); strings.Contains(s, "secret:") || strings.Contains(s, secret) {
				t.Errorf("shows a token: %s", s)
			}
		})
	}
}

func TestWebhookSecret(t *testing.T) {
	t.Parallel()
	for value, ok := range map[string]bool{"": true, "a-B_9": true, "a.b": false, strings.Repeat("a", 257): false} {
		got, err := WebhookSecret(func(name string) string { return map[string]string{TelegramWebhookSecret: value}[name] })
		if (err == nil) != ok || ok && got.Reveal() != value {
			t.Errorf("%q: %v", value, err)
		}
		if err != nil && value != "" && strings.Contains(err.Error(), value) {
			t.Errorf("shows the secret: %v", err)
		}
	}
}

func TestTokensTellsOfBoth(t *testing.T) {
	t.Parallel()
	_, _, err := Tokens(func(name string) string { return map[string]string{DiscordToken: "a b", TelegramToken: "c d"}[name] })
	if err == nil || !strings.Contains(err.Error(), DiscordToken) || !strings.Contains(err.Error(), TelegramToken) {
		t.Errorf("got %v", err)
	}
}
