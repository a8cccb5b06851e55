package discordtest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// startsSpan is the time in which max_concurrency sessions may begin
// (https://discord.com/developers/docs/events/gateway#sharding-max-concurrency).
const startsSpan = 5 * time.Second

// covers reports whether a session with this introduction is one of enough.
func (id Identify) covers(shards int) bool {
	if id.Shard == nil {
		return shards <= 1
	}
	return id.Shard[1] >= shards && id.Shard[0] >= 0 && id.Shard[0] < id.Shard[1]
}

// hasty reports whether too many of the same group begin at once; s.mu is held.
func (s *Server) hasty(id Identify) bool {
	if s.opts.Concurrency == 0 {
		return false
	}
	number := func(i Identify) int {
		if i.Shard == nil {
			return 0
		}
		return i.Shard[0]
	}
	for _, before := range s.hub.identifies {
		if id.At.Sub(before.At) < startsSpan && number(before)%s.opts.Concurrency == number(id)%s.opts.Concurrency {
			return true
		}
	}
	return false
}

// sees reports whether a session gets what happens in a guild; what happens in
// none, as in direct messages, goes to the first.
func (x *session) sees(guild string) bool {
	if x.shard == nil {
		return true
	}
	n, _ := strconv.ParseUint(guild, 10, 64)
	return int(n>>22%uint64(x.shard[1])) == x.shard[0]
}

// guildOf is the guild in which an event happens.
func guildOf(event string, data any) string {
	var where struct {
		ID    string `json:"id"`
		Guild string `json:"guild_id"`
	}
	raw, err := json.Marshal(data)
	if err != nil || json.Unmarshal(raw, &where) != nil {
		return ""
	}
	if strings.HasPrefix(event, "GUILD_") {
		return where.ID
	}
	return where.Guild
}

// Grow has the bot need so many sessions from now on: those that there are end
// with 4011.
func (s *Server) Grow(shards int) {
	s.mu.Lock()
	s.opts.Shards = shards
	s.mu.Unlock()
	s.Disconnect(4011)
}

// Refuse closes all sessions with a code, and every new one too.
func (s *Server) Refuse(code int) {
	s.mu.Lock()
	s.hub.refuse = code
	s.mu.Unlock()
	s.Disconnect(code)
}
