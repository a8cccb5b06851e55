package discord

import (
	"context"
	"encoding/json"

	"herald/bot"
)

// onReady takes the servers and our own id, and sees that the commands are
// registered.
func (r *run) onReady(from shard, data json.RawMessage) {
	var ready struct {
		User        user `json:"user"`
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
	}
	if !r.read("READY", data, &ready) {
		return
	}
	ids := make([]string, len(ready.Guilds))
	for i, g := range ready.Guilds {
		ids[i] = g.ID
	}
	r.self.Store(new(ready.User.ID))
	r.log.Info("connected to the gateway", "shard", from.id, "shards", from.count, "servers", len(ids))
	r.left("the bot was removed from the server", r.guilds.ready(from, ids)...)
	if from.id != 0 {
		return // the first session sees to the commands
	}
	application := r.application
	if application == "" {
		application = ready.Application.ID
	}
	r.registrar.wake(application)
}

func (r *run) onGuildCreate(data json.RawMessage) {
	var g guildCreate
	if !r.read("GUILD_CREATE", data, &g) || g.ID == "" || g.Unavailable {
		return
	}
	var channels []string
	for _, c := range append(g.Channels, g.Threads...) {
		channels = append(channels, c.ID)
	}
	self := ""
	if id := r.self.Load(); id != nil {
		self = *id
	}
	isNew := r.guilds.created(g.ID, channels)
	r.guilds.keep(g.own(self))
	r.foundOpen(g.open(self))
	if !isNew {
		return
	}
	c, ok := g.welcome(self)
	if !ok {
		r.log.Info("joined a server without a channel to write in", "server", g.ID)
		return
	}
	r.do("a greeting", func() { r.greet(c) })
}

// greet says what the host wants to say in a new server.
func (r *run) greet(c guildChannel) {
	ctx, cancel := context.WithTimeout(r.ctx, r.timing.handle)
	defer cancel()
	m := r.host.Joined(ctx, at(c.ID), bot.PlaceGroup, channelTitle(c.Name))
	if len(m.Body) == 0 {
		return
	}
	err := patiently(ctx, 3, func() error {
		_, err := r.Send(ctx, bot.Post{To: at(c.ID), Message: m, Nonce: "j" + c.ID})
		return err
	})
	if err != nil {
		r.log.Warn("greeting not sent", "channel", c.ID, "err", err)
	}
}

func (r *run) onGuildDelete(data json.RawMessage) {
	var g struct {
		ID          string `json:"id"`
		Unavailable bool   `json:"unavailable"`
	}
	if !r.read("GUILD_DELETE", data, &g) || g.Unavailable {
		return // an outage: we are still a member
	}
	r.left("the bot was removed from the server", r.guilds.deleted(g.ID)...)
}

func (r *run) onChannelCreate(data json.RawMessage) {
	var c guildChannel
	if r.read("CHANNEL_CREATE", data, &c) {
		r.guilds.seen(c.Guild, c.ID)
	}
}

// onChannelUpdate looks whether the bot got its permissions back.
func (r *run) onChannelUpdate(data json.RawMessage) {
	var c guildChannel
	if self := r.self.Load(); self != nil && r.read("CHANNEL_UPDATE", data, &c) && mayWrite(r.guilds.may(*self, c), c.Type) {
		r.foundOpen([]guildChannel{c})
	}
}

func (r *run) onChannelDelete(data json.RawMessage) {
	var c guildChannel
	if !r.read("CHANNEL_DELETE", data, &c) || c.ID == "" {
		return
	}
	r.guilds.forget(c.Guild, c.ID)
	r.left("the channel was deleted", c.ID)
}

// left tells the host that channels are lost.
func (r *run) left(reason string, channels ...string) {
	if len(channels) == 0 {
		return
	}
	r.do("a lost channel", func() {
		for _, id := range channels {
			ctx, cancel := context.WithTimeout(r.ctx, r.timing.handle)
			r.host.Left(ctx, at(id), reason)
			cancel()
		}
	})
}

// do queues work that the host must know of in order.
func (r *run) do(what string, job func()) {
	if !r.house.try(job) {
		r.log.Warn("too much waits; dropped", "what", what)
	}
}

// channelTitle is a channel's name as people see it.
func channelTitle(name string) string {
	if name == "" {
		return ""
	}
	return "#" + cut(oneLine(name), 100)
}
