package discord

import (
	"cmp"
	"slices"
	"strconv"
)

// Permissions
// (https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags).
const (
	administrator  = 1 << 3
	manageChannels = 1 << 4
	manageGuild    = 1 << 5
	viewChannel    = 1 << 10
	sendMessages   = 1 << 11
	embedLinks     = 1 << 14
	sendInThreads  = 1 << 38

	toManage = administrator | manageChannels | manageGuild
	toPost   = viewChannel | sendMessages | embedLinks
)

// permissions reads a bit set, which Discord writes as a decimal string.
func permissions(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// guildCreate is a server as GUILD_CREATE shows it, in so far as it matters.
type guildCreate struct {
	ID          string          `json:"id"`
	Unavailable bool            `json:"unavailable"`
	System      string          `json:"system_channel_id"`
	Channels    []guildChannel  `json:"channels"`
	Threads     []guildChannel  `json:"threads"`
	Roles       []role          `json:"roles"`
	Members     []memberOfGuild `json:"members"`
}

type guildChannel struct {
	ID       string `json:"id"`
	Guild    string `json:"guild_id"`
	Type     int    `json:"type"`
	Name     string `json:"name"`
	Position int    `json:"position"`
	Parent   string `json:"parent_id"`
	Thread   struct {
		Locked bool `json:"locked"`
	} `json:"thread_metadata"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

type overwrite struct {
	ID    string `json:"id"`
	Allow string `json:"allow"`
	Deny  string `json:"deny"`
}

type role struct {
	ID          string `json:"id"`
	Permissions string `json:"permissions"`
}

type memberOfGuild struct {
	User  user     `json:"user"`
	Roles []string `json:"roles"`
}

// The types of channel that messages are posted to
// (https://discord.com/developers/docs/resources/channel#channel-object-channel-types).
const (
	guildText         = 0
	guildVoice        = 2
	guildAnnouncement = 5
	firstThread       = 10 // of announcements, public, private
	lastThread        = 12
	guildStage        = 13
)

func isThread(kind int) bool { return kind >= firstThread && kind <= lastThread }

// takesPosts reports whether there are messages in a type of channel; in a forum
// there are only threads.
func takesPosts(kind int) bool {
	switch kind {
	case guildText, guildVoice, guildAnnouncement, guildStage:
		return true
	}
	return isThread(kind)
}

// mayWrite reports whether the permissions allow messages in a type of channel:
// in a thread they are other ones
// (https://discord.com/developers/docs/topics/threads#permissions).
func mayWrite(may uint64, kind int) bool {
	need := uint64(viewChannel | sendMessages)
	if isThread(kind) {
		need = viewChannel | sendInThreads
	}
	return takesPosts(kind) && (may&administrator != 0 || may&need == need)
}

// own is the server without its channels, and with the bot's own roles alone.
func (g guildCreate) own(self string) guildCreate {
	mine := guildCreate{ID: g.ID}
	roles := []string{g.ID}
	for _, m := range g.Members {
		if m.User.ID == self {
			mine.Members = append(mine.Members, m)
			roles = append(roles, m.Roles...)
		}
	}
	for _, r := range g.Roles {
		if slices.Contains(roles, r.ID) {
			mine.Roles = append(mine.Roles, r)
		}
	}
	return mine
}

// open are the channels and threads in which the bot may write.
func (g guildCreate) open(self string) []guildChannel {
	var list []guildChannel
	may := map[string]uint64{}
	for _, c := range g.Channels {
		may[c.ID] = g.allowed(self, c)
		if mayWrite(may[c.ID], c.Type) {
			list = append(list, c)
		}
	}
	for _, c := range g.Threads {
		if mayWrite(may[c.Parent], c.Type) && !c.Thread.Locked {
			list = append(list, c)
		}
	}
	return list
}

// welcome is the channel for a greeting: where system messages go, else the
// topmost text channel in which the bot may post; false where there is none.
func (g guildCreate) welcome(self string) (guildChannel, bool) {
	text := slices.DeleteFunc(slices.Clone(g.Channels), func(c guildChannel) bool {
		return c.Type != guildText && c.Type != guildAnnouncement || g.allowed(self, c)&toPost != toPost
	})
	slices.SortStableFunc(text, func(a, b guildChannel) int {
		return cmp.Or(
			compareBool(a.ID == g.System, b.ID == g.System),
			compareBool(a.Type == guildText, b.Type == guildText),
			cmp.Compare(a.Position, b.Position),
		)
	})
	if len(text) == 0 {
		return guildChannel{}, false
	}
	return text[0], true
}

// compareBool puts true first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// allowed is what the bot may do in c
// (https://discord.com/developers/docs/topics/permissions#permission-overwrites).
func (g guildCreate) allowed(self string, c guildChannel) uint64 {
	mine := []string{g.ID} // the role of everyone has the server's id
	for _, m := range g.Members {
		if m.User.ID == self {
			mine = append(mine, m.Roles...)
		}
	}
	var may uint64
	for _, r := range g.Roles {
		if slices.Contains(mine, r.ID) {
			may |= permissions(r.Permissions)
		}
	}
	if may&administrator != 0 {
		return ^uint64(0)
	}
	may = overwritten(may, c.Overwrites, func(id string) bool { return id == g.ID })
	may = overwritten(may, c.Overwrites, func(id string) bool { return id != g.ID && slices.Contains(mine, id) })
	return overwritten(may, c.Overwrites, func(id string) bool { return id == self })
}

// overwritten applies the overwrites of those ids together: what one of them
// allows counts more than what another denies.
func overwritten(may uint64, list []overwrite, whose func(id string) bool) uint64 {
	var allow, deny uint64
	for _, o := range list {
		if whose(o.ID) {
			allow |= permissions(o.Allow)
			deny |= permissions(o.Deny)
		}
	}
	return may&^deny | allow
}
