package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
)

// intentGuilds lets the events of guilds, channels and threads through; the
// privileged ones need to be enabled by hand, which they are not here
// (https://discord.com/developers/docs/events/gateway#gateway-intents).
const (
	intentGuilds      = 1 << 0
	privilegedIntents = 1<<1 | 1<<8 | 1<<15
	knownIntents      = 1<<22 - 1 | 1<<24 | 1<<25
)

// identify begins a session; s.mu is held.
func (c *conn) identify(data json.RawMessage) (int, string) {
	s := c.server
	var id Identify
	switch err := json.Unmarshal(data, &id); {
	case err != nil:
		return 4002, "decode error"
	case c.session != nil:
		return 4005, "already authenticated"
	}
	id.At = s.opts.Now()
	hasty := s.hasty(id)
	s.hub.identifies = append(s.hub.identifies, id)
	if len(s.hub.identifies) > maxIdentifies {
		s.revoked = true
	}
	s.notify()
	switch {
	case s.revoked || strings.TrimPrefix(id.Token, "Bot ") != s.opts.Token:
		return 4004, "Authentication failed."
	case s.hub.refuse != 0:
		return s.hub.refuse, "Refused."
	case id.Intents&^knownIntents != 0:
		return 4013, "Invalid intent(s)."
	case id.Intents&privilegedIntents != 0:
		return 4014, "Disallowed intent(s)."
	case !id.covers(s.opts.Shards):
		return 4011, "Sharding required."
	case hasty:
		c.push(frame{Op: opInvalidSession, Data: false})
		return 0, ""
	}
	c.session = &session{id: s.newID(), intents: id.Intents, shard: id.Shard, conn: c}
	s.hub.sessions[c.session.id] = c.session
	s.ready(c.session)
	return 0, ""
}

// ready greets a new session and shows it the guilds.
func (s *Server) ready(x *session) {
	guilds := []any{}
	for _, g := range s.members() {
		if !x.sees(g.id) {
			continue
		}
		guilds = append(guilds, map[string]any{"id": g.id, "unavailable": true})
	}
	x.dispatch("READY", map[string]any{
		"v": 10, "session_id": x.id, "resume_gateway_url": s.gatewayURL("resume"), "guilds": guilds,
		"user":        map[string]any{"id": s.bot.ID, "username": s.bot.Name, "bot": true},
		"application": map[string]any{"id": s.application, "flags": 0},
	})
	if x.intents&intentGuilds == 0 {
		return
	}
	for _, g := range s.members() {
		if !g.outage && x.sees(g.id) {
			x.dispatch("GUILD_CREATE", s.guildJSON(g))
		}
	}
}

// members are the guilds that the bot is in, oldest first.
func (s *Server) members() []*guild {
	var list []*guild
	for _, g := range s.guilds {
		if g.in {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b *guild) int { return strings.Compare(a.id, b.id) })
	return list
}

// resume continues a session: what was missed comes again.
func (c *conn) resume(data json.RawMessage) (int, string) {
	s := c.server
	var r struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return 4002, "decode error"
	}
	if s.revoked || strings.TrimPrefix(r.Token, "Bot ") != s.opts.Token {
		return 4004, "Authentication failed."
	}
	x := s.hub.sessions[r.Session]
	if x == nil || x.dead {
		c.push(frame{Op: opInvalidSession, Data: false})
		return 0, ""
	}
	if r.Seq > x.seq {
		return 4007, "Invalid seq."
	}
	s.hub.resumes++
	x.conn, c.session = c, x
	for _, f := range x.events {
		if *f.Seq > r.Seq {
			c.push(f)
		}
	}
	x.dispatch("RESUMED", map[string]any{})
	s.notify()
	return 0, ""
}

// dispatch sends an event to a session, and keeps it in case the session resumes.
func (x *session) dispatch(event string, data any) {
	x.seq++
	f := frame{Op: opDispatch, Type: event, Seq: new(x.seq), Data: data}
	x.events = append(x.events, f)
	if len(x.events) > backlog {
		x.events = x.events[1:]
	}
	if x.conn != nil {
		x.conn.push(f)
	}
}

// emit sends an event to every session that asked for its kind; s.mu is held.
// With several sessions all get it, as with two processes on one token.
func (s *Server) emit(event string, data any) {
	if s.hub.frozen {
		return
	}
	for _, x := range s.hub.sessions {
		if !x.dead && x.sees(guildOf(event, data)) && (event == "INTERACTION_CREATE" || x.intents&intentGuilds != 0) {
			x.dispatch(event, data)
		}
	}
}
