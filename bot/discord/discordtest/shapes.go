package discordtest

import (
	"encoding/json"
	"strconv"
)

// channelJSON is a channel as the gateway and the API show it; s.mu is held.
func (s *Server) channelJSON(c *channel) map[string]any {
	shown := map[string]any{"id": c.id, "type": c.kind, "name": c.name}
	if c.guild != "" {
		shown["guild_id"] = c.guild
		shown["permission_overwrites"] = s.overwritesJSON(c)
	}
	if c.parent != "" {
		shown["parent_id"] = c.parent
	}
	return shown
}

// overwritesJSON shows what is denied in c as an overwrite for the bot itself.
func (s *Server) overwritesJSON(c *channel) []any {
	if c.denied == 0 {
		return []any{}
	}
	return []any{map[string]any{
		"id": s.bot.ID, "type": 1, "allow": "0", "deny": strconv.FormatInt(c.denied, 10),
	}}
}

// guildJSON is a guild as GUILD_CREATE shows it; s.mu is held.
func (s *Server) guildJSON(g *guild) map[string]any {
	channels, threads := []any{}, []any{}
	for _, id := range g.channels {
		c := s.channels[id]
		if c.kind == PublicThread {
			threads = append(threads, s.channelJSON(c))
			continue
		}
		channels = append(channels, s.channelJSON(c))
	}
	return map[string]any{
		"id": g.id, "name": g.name, "unavailable": false, "member_count": 3,
		"system_channel_id": g.system, "owner_id": "80351110224678912",
		"channels": channels, "threads": threads,
		"roles":   []any{map[string]any{"id": g.id, "name": "@everyone", "permissions": strconv.FormatInt(usual, 10)}},
		"members": []any{map[string]any{"user": s.bot, "roles": []string{}}},
	}
}

// messageJSON is a message as the API returns it; s.mu is held.
func (s *Server) messageJSON(m *message) map[string]any {
	components := m.components
	if components == nil {
		components = json.RawMessage("[]")
	}
	embeds := m.embeds
	if embeds == nil {
		embeds = []Embed{}
	}
	return map[string]any{
		"id": m.id, "channel_id": m.channel, "content": m.content, "flags": m.flags,
		"author":     map[string]any{"id": s.bot.ID, "username": s.bot.Name, "bot": true},
		"embeds":     embeds,
		"components": components, "nonce": m.nonce, "type": 0,
		"timestamp": m.created.UTC().Format("2006-01-02T15:04:05.000000+00:00"),
	}
}
