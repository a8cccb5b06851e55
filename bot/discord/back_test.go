package discord

import (
	"testing"

	"herald/bot/discord/discordtest"
)

// TestPermissionsGivenBack: the channel wakes, and no other does.
func TestPermissionsGivenBack(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{NoLimits: true})
	other := p.server.NewChannel(p.guild, "other", discordtest.Text)
	p.server.Deny(p.channel, sendMessages)
	p.server.Deny(other, sendMessages)
	r := start(t, p)
	r.host.Pause(at(p.channel), at(other))
	r.drain(t)
	p.server.Deny(p.channel, discordtest.EmbedLinks) // bare text will do
	if got := r.joined(t); got != at(p.channel) {
		t.Errorf("woken: %v, want %s", got, p.channel)
	}
	r.drain(t)
	if len(r.host.Joins) > 0 {
		t.Errorf("%d more were woken", len(r.host.Joins))
	}
}
