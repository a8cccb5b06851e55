package telegramtest

import (
	"net/url"
	"regexp"
	"strings"
)

// startPayload is what may follow ?start= (https://core.telegram.org/bots/features#deep-linking).
var startPayload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// startLink reports whether a link opens the bot with a parameter; no other may
// answer a press.
func startLink(link, username string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	return u.Host == "t.me" && strings.EqualFold(u.Path, "/"+username) && startPayload.MatchString(u.Query().Get("start"))
}
