package discord

import (
	"slices"
	"sync"
)

// maxKnownChannels bounds how many channels are remembered.
const maxKnownChannels = 50_000

// guilds remembers the servers that the bot is in and their channels. It tells a
// server that the bot has just joined from one that merely came back, and the
// channels that are lost with a server.
type guilds struct {
	mu       sync.Mutex
	greeted  map[int]bool // shards whose first READY named the servers
	channels map[string]map[string]bool
	count    int
	// rights are what is needed to know what the bot may do in a channel: the
	// server without its channels, and with the bot's own roles alone.
	rights map[string]guildCreate
}

func newGuilds() *guilds {
	return &guilds{greeted: map[int]bool{}, channels: map[string]map[string]bool{}, rights: map[string]guildCreate{}}
}

// ready takes the servers that a new session of a shard names, and returns the channels of
// those that it names no more. Servers named for the first time count as known
// at the first session; later they were joined meanwhile.
func (g *guilds) ready(from shard, ids []string) (lost []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.greeted[from.id] {
		g.greeted[from.id] = true
		for _, id := range ids {
			if g.channels[id] == nil {
				g.channels[id] = map[string]bool{}
			}
		}
		return nil
	}
	for id := range g.channels {
		if from.of(id) && !slices.Contains(ids, id) {
			lost = append(lost, g.drop(id)...)
		}
	}
	return lost
}

// created takes a server that is there, and reports whether it is new.
func (g *guilds) created(id string, channels []string) (isNew bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_, known := g.channels[id]
	if !known {
		g.channels[id] = map[string]bool{}
	}
	for _, c := range channels {
		g.add(id, c)
	}
	return !known
}

// keep remembers what the bot may do in a server.
func (g *guilds) keep(rights guildCreate) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rights[rights.ID] = rights
}

// may is what the bot may do in a channel of a known server.
func (g *guilds) may(self string, c guildChannel) uint64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.rights[c.Guild].allowed(self, c)
}

// deleted forgets a server and returns its channels.
func (g *guilds) deleted(id string) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.drop(id)
}

// seen remembers a channel of a known server.
func (g *guilds) seen(guild, channel string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.channels[guild] != nil && channel != "" {
		g.add(guild, channel)
	}
}

// forget forgets a channel.
func (g *guilds) forget(guild, channel string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.channels[guild][channel] {
		delete(g.channels[guild], channel)
		g.count--
	}
}

func (g *guilds) add(guild, channel string) {
	if g.count < maxKnownChannels && !g.channels[guild][channel] {
		g.channels[guild][channel] = true
		g.count++
	}
}

func (g *guilds) drop(id string) []string {
	var lost []string
	for c := range g.channels[id] {
		lost = append(lost, c)
	}
	g.count -= len(lost)
	delete(g.channels, id)
	delete(g.rights, id)
	slices.Sort(lost)
	return lost
}
