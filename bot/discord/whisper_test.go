package discord

import (
	"testing"
)

// TestWhispersWhenSlow: what comes late for one person is seen by no other.
func TestWhispersWhenSlow(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"slow", "subscribe"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			r := start(t, impatient(t))
			release := r.slowly(command, whisper("for you"))
			r.acknowledged(t, r.slash(t, r.channel, command))
			release()
			r.until(t, func() bool {
				list := r.server.Messages(r.channel)
				return len(list) == 1 && list[0].Ephemeral && list[0].Text() == "for you"
			})
		})
	}
}
