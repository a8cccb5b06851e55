package discord

import (
	"slices"
	"testing"

	"herald/bot"
)

// TestInteractionsThatCannotBeAnswered: ids and tokens become parts of paths.
func TestInteractionsThatCannotBeAnswered(t *testing.T) {
	t.Parallel()
	good := interaction{ID: "1180000000000000001", App: "1180000000000000002", Channel: "1180000000000000003", Token: "aW50-ZXJh_Y3Rpb246=+"}
	if !good.valid() {
		t.Fatalf("%+v is not valid", good)
	}
	for name, spoil := range map[string]func(*interaction){
		"no id":                 func(i *interaction) { i.ID = "" },
		"an id that is a path":  func(i *interaction) { i.ID = "../../users/@me" },
		"no application":        func(i *interaction) { i.App = "" },
		"no channel":            func(i *interaction) { i.Channel = "@me" },
		"no token":              func(i *interaction) { i.Token = "" },
		"a token that is a way": func(i *interaction) { i.Token = "x/../y" },
	} {
		i := good
		if spoil(&i); i.valid() {
			t.Errorf("%s: %+v is valid", name, i)
		}
	}
}

// TestOpenChannels: what is looked at when the bot comes back to a server are the
// channels and threads in which it may write.
func TestOpenChannels(t *testing.T) {
	t.Parallel()
	mute := []overwrite{{ID: "g", Allow: "0", Deny: "2048"}}
	thread := func(id, parent string) guildChannel {
		return guildChannel{ID: id, Type: firstThread + 1, Parent: parent}
	}
	locked := thread("locked", "a")
	locked.Thread.Locked = true
	g := guildCreate{
		ID: "g", Roles: []role{{ID: "g", Permissions: "274877910016"}}, // view, send, send in threads
		Members: []memberOfGuild{{User: user{ID: "me"}}},
		Channels: []guildChannel{
			{ID: "a", Type: guildText},
			{ID: "mute", Type: guildText, Overwrites: mute},
			{ID: "hidden", Type: guildText, Overwrites: []overwrite{{ID: "g", Allow: "0", Deny: "1024"}}},
		},
		Threads: []guildChannel{thread("t", "a"), thread("t mute", "mute"), thread("t hidden", "hidden"), locked},
	}
	var got []string
	for _, c := range g.open("me") {
		got = append(got, c.ID)
	}
	// Where one may not write one may still write in threads.
	if want := []string{"a", "t", "t mute"}; !slices.Equal(got, want) {
		t.Errorf("open are %q, want %q", got, want)
	}
}

// TestSendNowhere asks nobody to post in what is no channel.
func TestSendNowhere(t *testing.T) {
	t.Parallel()
	p, err := New(Options{Token: "t", API: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "@me", "1/../../users/@me"} {
		_, err := p.Send(t.Context(), bot.Post{To: at(id), Message: bot.Say("x")})
		if fate := bot.FateOf(err).Fate; fate != bot.Gone {
			t.Errorf("channel %q: fate %q, %v", id, fate, err)
		}
	}
}
