package discordtest

import (
	"net/http"
	"slices"
)

// ChannelType is what a channel is
// (https://discord.com/developers/docs/resources/channel#channel-object-channel-types).
type ChannelType int

// The types of channel that matter to a news bot.
const (
	Text         ChannelType = 0
	DM           ChannelType = 1
	Voice        ChannelType = 2
	Announcement ChannelType = 5
	PublicThread ChannelType = 11
	Forum        ChannelType = 15
)

// Permissions
// (https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags).
const (
	Administrator  int64 = 1 << 3
	ManageChannels int64 = 1 << 4
	ManageGuild    int64 = 1 << 5
	ViewChannel    int64 = 1 << 10
	SendMessages   int64 = 1 << 11
	EmbedLinks     int64 = 1 << 14
	ReadHistory    int64 = 1 << 16
	SendInThreads  int64 = 1 << 38
)

// usual are the permissions of everybody in a new server.
const usual = ViewChannel | SendMessages | EmbedLinks | ReadHistory | SendInThreads

// guild is a Discord server.
type guild struct {
	id, name string
	system   string // the channel for system messages
	in       bool   // the bot is a member
	outage   bool
	channels []string
}

// channel is a place for messages.
type channel struct {
	id, name, guild, parent string
	kind                    ChannelType
	denied                  int64 // what the bot may not do here
	archived                bool
	deleted                 bool
	messages                []*message
}

// NewGuild makes a Discord server (guild) with the bot in it and one text channel,
// which is where its system messages go; the ids of both are returned.
func (s *Server) NewGuild(name string) (guildID, channelID string) {
	s.mu.Lock()
	g := &guild{id: s.newID(), name: name}
	s.guilds[g.id] = g
	s.mu.Unlock()
	channelID = s.NewChannel(g.id, "general", Text)
	s.mu.Lock()
	g.system = channelID
	s.mu.Unlock()
	s.AddBot(g.id)
	return g.id, channelID
}

// NewChannel makes a channel in a guild.
func (s *Server) NewChannel(guildID, name string, kind ChannelType) string {
	return s.newChannel(channel{name: name, guild: guildID, kind: kind})
}

// NewThread makes a thread in a channel.
func (s *Server) NewThread(parent, name string) string {
	s.mu.Lock()
	guildID := ""
	if p := s.channels[parent]; p != nil {
		guildID = p.guild
	}
	s.mu.Unlock()
	return s.newChannel(channel{name: name, guild: guildID, parent: parent, kind: PublicThread})
}

// NewDM makes the conversation of one person with the bot.
func (s *Server) NewDM() string { return s.newChannel(channel{kind: DM}) }

func (s *Server) newChannel(c channel) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.id = s.newID()
	s.channels[c.id] = &c
	g := s.guilds[c.guild]
	if g == nil {
		return c.id
	}
	g.channels = append(g.channels, c.id)
	if g.in {
		event := "CHANNEL_CREATE"
		if c.kind == PublicThread {
			event = "THREAD_CREATE"
		}
		s.emit(event, s.channelJSON(&c))
	}
	return c.id
}

// AddBot adds the bot to a guild.
func (s *Server) AddBot(guildID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.guilds[guildID]; g != nil && !g.in {
		g.in = true
		s.emit("GUILD_CREATE", s.guildJSON(g))
		s.notify()
	}
}

// RemoveBot removes the bot from a guild.
func (s *Server) RemoveBot(guildID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.guilds[guildID]; g != nil && g.in {
		g.in = false
		s.emit("GUILD_DELETE", map[string]any{"id": g.id})
		s.notify()
	}
}

// Outage makes a guild unavailable, and available again: the bot stays a member.
func (s *Server) Outage(guildID string, begins bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guilds[guildID]
	if g == nil || !g.in || g.outage == begins {
		return
	}
	g.outage = begins
	if begins {
		s.emit("GUILD_DELETE", map[string]any{"id": g.id, "unavailable": true})
		return
	}
	s.emit("GUILD_CREATE", s.guildJSON(g))
}

// DeleteChannel deletes a channel or thread.
func (s *Server) DeleteChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[id]
	if c == nil || c.deleted {
		return
	}
	c.deleted = true
	event, data := "CHANNEL_DELETE", s.channelJSON(c)
	if c.kind == PublicThread {
		event = "THREAD_DELETE"
		data = map[string]any{"id": c.id, "guild_id": c.guild, "parent_id": c.parent, "type": c.kind}
	}
	if g := s.guilds[c.guild]; g != nil {
		g.channels = slices.DeleteFunc(g.channels, func(x string) bool { return x == id })
		if g.in {
			s.emit(event, data)
		}
	}
	s.notify()
}

// Deny takes permissions from the bot in a channel; 0 gives all back.
func (s *Server) Deny(channelID string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	if c == nil {
		return
	}
	c.denied = permissions
	if g := s.guilds[c.guild]; g != nil && g.in && c.kind != PublicThread {
		s.emit("CHANNEL_UPDATE", s.channelJSON(c))
	}
}

// Archive closes a thread for new messages from the bot.
func (s *Server) Archive(thread string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[thread]; c != nil {
		c.archived = true
	}
}

// reach finds a channel that the bot may see; s.mu is held.
func (s *Server) reach(id string) (*channel, *reply) {
	c := s.channels[id]
	if c == nil || c.deleted {
		return nil, &errUnknownChannel
	}
	if g := s.guilds[c.guild]; c.guild != "" && (g == nil || !g.in) {
		return nil, &errMissingAccess
	}
	if c.denied&ViewChannel != 0 {
		return nil, &errMissingAccess
	}
	return c, nil
}

// writable says why the bot may not write in c.
func (c *channel) writable(embeds bool) *reply {
	need := SendMessages
	if c.kind == PublicThread {
		need = SendInThreads
	}
	switch {
	case c.kind == Forum:
		return &errNotForum
	case c.denied&need != 0, embeds && c.denied&EmbedLinks != 0:
		return &errMissingPermissions
	case c.archived:
		return &errArchivedThread
	}
	return nil
}

func (s *Server) getChannel(r *http.Request, _ []byte) reply {
	c, failed := s.reach(r.PathValue("channel"))
	if failed != nil {
		return *failed
	}
	return reply{200, s.channelJSON(c)}
}
