package discord

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

func (r *running) joined(t *testing.T) bot.Address {
	t.Helper()
	select {
	case a := <-r.host.Joins:
		return a
	case <-soon(t).Done():
		t.Fatalf("nobody was told of a new server; the log says:\n%s", r.log)
		return bot.Address{}
	}
}

func (r *running) left(t *testing.T) bot.Address {
	t.Helper()
	select {
	case a := <-r.host.Lefts:
		return a
	case <-soon(t).Done():
		t.Fatalf("nobody was told of a lost channel; the log says:\n%s", r.log)
		return bot.Address{}
	}
}

func TestGreetsNewServers(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	guild, channel := r.server.NewGuild("Newcomers")
	if got := r.joined(t); got != at(channel) {
		t.Errorf("greeted in %v, want %s", got, channel)
	}
	if got := r.text(t, channel, 1); !strings.Contains(got.Text, "hello") {
		t.Errorf("the greeting is %q", got.Text)
	}
	// Neither an outage nor a new connection makes it new again.
	r.server.Outage(guild, true)
	r.server.Outage(guild, false)
	r.server.Disconnect(0)
	r.until(t, func() bool { return len(r.server.Identifies()) > 1 && r.server.Connected() })
	r.drain(t)
	if len(r.host.Joins) > 0 || len(r.host.Lefts) > 0 {
		t.Errorf("told of %d joins and %d lefts", len(r.host.Joins), len(r.host.Lefts))
	}
}

func TestTellsOfLostChannels(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	thread := r.server.NewThread(r.channel, "thread")
	other := r.server.NewChannel(r.guild, "other", discordtest.Text)
	last := r.server.NewChannel(r.guild, "last", discordtest.Text)
	r.server.DeleteChannel(thread)
	r.server.DeleteChannel(other)
	r.server.RemoveBot(r.guild)
	var got []string
	for range 4 {
		got = append(got, r.left(t).ID)
	}
	if want := []string{thread, other, r.channel, last}; !slices.Equal(got, want) {
		t.Errorf("lost %q, want %q", got, want)
	}
	r.server.AddBot(r.guild) // back again: a greeting
	if got := r.joined(t); got != at(r.channel) {
		t.Errorf("greeted in %v, want %s", got, r.channel)
	}
}

func TestNoticesWhatHappenedMeanwhile(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.drain(t)
	r.server.Freeze(true) // events are lost
	guild, channel := r.server.NewGuild("Joined meanwhile")
	r.server.RemoveBot(r.guild)
	r.server.Freeze(false)
	r.server.Disconnect(0)
	if got := r.left(t); got != at(r.channel) {
		t.Errorf("left %v, want %s", got, r.channel)
	}
	if got := r.joined(t); got != at(channel) {
		t.Errorf("greeted in %v, want %s of %s", got, channel, guild)
	}
}

func TestWelcome(t *testing.T) {
	t.Parallel()
	everybody := role{ID: "g", Permissions: "19456"} // view, send, embed
	deny := func(id string) []overwrite { return []overwrite{{ID: id, Allow: "0", Deny: "2048"}} }
	text := func(id string, position int, o []overwrite) guildChannel {
		return guildChannel{ID: id, Type: guildText, Position: position, Overwrites: o}
	}
	me := memberOfGuild{User: user{ID: "me"}, Roles: []string{"r"}}
	tests := []struct {
		name  string
		guild guildCreate
		want  string
	}{
		{"the system channel", guildCreate{System: "b", Channels: []guildChannel{text("a", 0, nil), text("b", 1, nil)}}, "b"},
		{"else the topmost", guildCreate{Channels: []guildChannel{text("a", 2, nil), text("b", 1, nil)}}, "b"},
		{"not where everyone is mute", guildCreate{System: "b", Channels: []guildChannel{text("a", 2, nil), text("b", 1, deny("g"))}}, "a"},
		{"not where our role is mute", guildCreate{System: "b", Channels: []guildChannel{text("a", 2, nil), text("b", 1, deny("r"))}}, "a"},
		{"not where we are mute", guildCreate{System: "b", Channels: []guildChannel{text("a", 2, nil), text("b", 1, deny("me"))}}, "a"},
		{
			"where only we may speak",
			guildCreate{Channels: []guildChannel{text("a", 1, append(deny("g"), overwrite{ID: "me", Allow: "2048", Deny: "0"}))}}, "a",
		},
		{"not a voice channel", guildCreate{Channels: []guildChannel{{ID: "v", Type: 2}}}, ""},
		{"an announcement channel last", guildCreate{Channels: []guildChannel{{ID: "n", Type: 5}, text("a", 9, nil)}}, "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			g := test.guild
			g.ID, g.Roles, g.Members = "g", []role{everybody, {ID: "r", Permissions: "0"}}, []memberOfGuild{me}
			c, ok := g.welcome("me")
			if c.ID != test.want || ok != (test.want != "") {
				t.Errorf("welcome = %q, %v; want %q", c.ID, ok, test.want)
			}
		})
	}
	admin := guildCreate{
		ID: "g", Roles: []role{{ID: "g", Permissions: "0"}, {ID: "r", Permissions: "8"}},
		Members: []memberOfGuild{me}, Channels: []guildChannel{text("a", 0, deny("g"))},
	}
	if c, ok := admin.welcome("me"); !ok || c.ID != "a" {
		t.Error("an administrator may write anywhere")
	}
}

func TestRegistersOnce(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	r := start(t, p)
	for _, c := range r.server.Commands() {
		hidden := c.DefaultMemberPermissions != nil && *c.DefaultMemberPermissions == "0"
		if hidden != (c.Name == "status") {
			t.Errorf("/%s: hidden from all but administrators: %v", c.Name, hidden)
		}
		if !slices.Equal(c.Contexts, []int{0, 1}) || !slices.Equal(c.IntegrationTypes, []int{0}) {
			t.Errorf("/%s has contexts %v, integrations %v", c.Name, c.Contexts, c.IntegrationTypes)
		}
	}
	for n := 2; n < 4; n++ {
		r.server.Disconnect(0)
		r.until(t, func() bool { return len(r.server.Identifies()) >= n && r.server.Connected() })
		r.until(t, func() bool { return r.looks() >= n })
	}
	if n := r.server.Overwrites(); n != 1 {
		t.Errorf("the commands were written %d times, want once", n)
	}
}

// looks counts how often the list of commands was read.
func (r *running) looks() int {
	n := 0
	for _, q := range r.server.Requests() {
		if q.Method == http.MethodGet && strings.HasSuffix(q.Path, "/commands") {
			n++
		}
	}
	return n
}

func TestRegistersThroughTrouble(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	r := start(t, p)
	r.server.FailNext("", 500, 0, "busy") // the next look at the gateway's URL
	r.server.FailNext("", 503, 0, "busy")
	r.server.Disconnect(0)
	r.until(t, func() bool { return len(r.server.Identifies()) > 1 })
	r.drain(t)
}

func TestMenu(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 100)
	list := menu([]bot.Command{{Name: "Story", Summary: long, Options: []bot.Option{
		{Name: "page", Summary: long, Number: true}, {Name: "number", Required: true, Complete: true},
	}}})
	c := list[0]
	if c.Name != "story" || units(c.Description) > maxSummary || c.Options[0].Name != "number" || !c.Options[0].Required {
		t.Errorf("the command is %+v", c)
	}
	if o := c.Options[1]; o.Type != integerOption || *o.MinValue != 1 || o.MaxLength != nil {
		t.Errorf("the number option is %+v", o)
	}
	if o := c.Options[0]; o.Description != "number" || !o.Autocomplete || o.Type != stringOption {
		t.Errorf("the text option is %+v", o)
	}
	if menu(nil) == nil {
		t.Error("no commands must be an empty list, which removes all")
	}
}
