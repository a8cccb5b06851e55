package telegram

import (
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	t.Parallel()
	p := new(Platform)
	good := map[string]string{
		"123456":                    "123456",
		"-1001234567890 \n":         "-1001234567890",
		"-1001234567890/45":         "-1001234567890/45",
		"-1001234567890/1":          "-1001234567890", // General
		"@daily_herald":             "@daily_herald",
		"-4503599627370495":         "-4503599627370495",
		"007":                       "7",
		"@daily_herald/12":          "@daily_herald/12",
		"-1001234567890/2147483647": "-1001234567890/2147483647",
	}
	for in, want := range good {
		got, err := p.ParseAddress(in)
		if err != nil || got.ID != want || got.Platform != "telegram" {
			t.Errorf("ParseAddress(%q) = %v, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{
		"", "0", "abc", "@", "@ab", "@1abc", "@with space", "-100/", "-100/x", "-100/0", "-100/-3", "-100/4/5",
		"4503599627370496", "99999999999999999999", "-100/2147483648", "https://t.me/x", strings.Repeat("9", 500),
	} {
		got, err := p.ParseAddress(in)
		if err == nil {
			t.Errorf("ParseAddress(%q) = %v, want an error", in, got)
		} else if !strings.Contains(err.Error(), "-1001234567890") || len(err.Error()) > 300 {
			t.Errorf("error for %q does not say what an id looks like: %v", in, err)
		}
	}
}
