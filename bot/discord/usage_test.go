package discord

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

func TestCount(t *testing.T) {
	t.Parallel()
	header := func(remaining, after string) http.Header {
		return http.Header{"X-Ratelimit-Remaining": {remaining}, "X-Ratelimit-Reset-After": {after}}
	}
	known := bot.Usage{At: at("123"), Known: true, Remaining: 3, ResetAfter: 1500 * time.Millisecond}
	edit := known
	edit.Edit = true
	tests := []struct {
		name, method, path string
		status             int
		header             http.Header
		want               []bot.Usage
	}{
		{"a post", "POST", "/channels/123/messages", 200, header("3", "1.5"), []bot.Usage{known}},
		{"an edit", "PATCH", "/channels/123/messages/9", 200, header("3", "1.5"), []bot.Usage{edit}},
		{"a refusal", "POST", "/channels/123/messages", 403, header("3", "1.5"), []bot.Usage{known}},
		{"too many", "POST", "/channels/123/messages", 429, header("9", "64.57"), nil},
		{"no headers", "POST", "/channels/123/messages", 200, http.Header{}, nil},
		{"nonsense", "POST", "/channels/123/messages", 200, header("-1", "NaN"), nil},
		{"half of it", "POST", "/channels/123/messages", 200, header("3", "soon"), nil},
		{"another route", "GET", "/channels/123", 200, header("3", "1.5"), nil},
		{"an answer", "POST", "/interactions/1/token/callback", 200, header("3", "1.5"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var p Platform
			var got []bot.Usage
			p.OnUsage(func(u bot.Usage) { got = append(got, u) })
			p.count(tt.method, tt.path, &http.Response{StatusCode: tt.status, Header: tt.header})
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestPostsTellTheirLimit posts to a server: what its headers say is told before
// Send returns.
func TestPostsTellTheirLimit(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	var got []bot.Usage
	p.OnUsage(func(u bot.Usage) { got = append(got, u) })
	if _, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("news")}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || !got[0].Known || got[0].At != at(p.channel) || got[0].Edit || got[0].Remaining < 1 || got[0].ResetAfter <= 0 {
		t.Errorf("told: %+v", got)
	}
}
