package discord

import (
	"net/http"
	"strconv"
	"strings"

	"herald/bot"
)

// count tells the courier what the headers of an answer say of a channel's own
// limit (https://discord.com/developers/docs/topics/rate-limits#header-format).
// Those of a 429 are left out: shared limits contradict their own headers, and
// what the body says is in the error.
func (p *Platform) count(method, path string, resp *http.Response) {
	channel, ok := messagesOf(path)
	if !ok || resp.StatusCode == http.StatusTooManyRequests {
		return
	}
	remaining, err := strconv.Atoi(resp.Header.Get("X-RateLimit-Remaining"))
	if err != nil || remaining < 0 {
		return
	}
	after, err := strconv.ParseFloat(resp.Header.Get("X-RateLimit-Reset-After"), 64)
	if err != nil {
		return
	}
	p.Tell(bot.Usage{
		At: at(channel), Edit: method != http.MethodPost,
		Known: true, Remaining: remaining, ResetAfter: seconds(after),
	})
}

// messagesOf is the channel whose messages a path is about.
func messagesOf(path string) (channel string, ok bool) {
	rest, ok := strings.CutPrefix(path, "/channels/")
	if !ok {
		return "", false
	}
	channel, rest, _ = strings.Cut(rest, "/")
	return channel, rest == "messages" || strings.HasPrefix(rest, "messages/")
}
