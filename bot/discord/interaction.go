package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"herald/bot"
)

// The types of interaction
// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type).
const (
	kindCommand = 2
	kindPress   = 3
	kindTyping  = 4
	kindSubmit  = 5
)

// interaction is what somebody did, in so far as it matters.
type interaction struct {
	ID      string `json:"id"`
	Token   string `json:"token"`
	App     string `json:"application_id"`
	Type    int    `json:"type"`
	Guild   string `json:"guild_id"`
	Channel string `json:"channel_id"`
	Where   struct {
		Name string `json:"name"`
		Type int    `json:"type"`
	} `json:"channel"`
	// May is what the bot may do where the interaction came from.
	May    string `json:"app_permissions"`
	Member *struct {
		User        user   `json:"user"`
		Permissions string `json:"permissions"`
	} `json:"member"`
	User *user `json:"user"`
	Data struct {
		Name     string  `json:"name"`
		CustomID string  `json:"custom_id"`
		Options  []value `json:"options"`
		// Rows are those of a dialogue that was filled in.
		Rows []struct {
			Components []struct {
				Value string `json:"value"`
			} `json:"components"`
		} `json:"components"`
	} `json:"data"`
}

type user struct {
	ID         string `json:"id"`
	Name       string `json:"username"`
	GlobalName string `json:"global_name"`
}

// value is what was given for an option.
type value struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
}

// valid reports whether the interaction can be answered at all.
func (i interaction) valid() bool {
	return isSnowflake(i.ID) && isSnowflake(i.Channel) && isSnowflake(i.App) &&
		i.Token != "" && strings.Trim(i.Token, tokenLetters) == ""
}

// tokenLetters are those of an interaction's token, which becomes part of a path.
const tokenLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+"

// request is the interaction as the host takes it.
func (i interaction) request(f bot.Format) bot.Request {
	r := bot.Request{Address: at(i.Channel), Place: bot.PlaceGroup, Title: channelTitle(i.Where.Name), Format: f}
	who, may := i.User, true
	if i.Member != nil {
		who, may = &i.Member.User, permissions(i.Member.Permissions)&toManage != 0
	}
	if who != nil {
		name := oneLine(cmp.Or(who.GlobalName, who.Name))
		r.User = bot.User{Platform: bot.Discord, ID: who.ID, Name: name}
	}
	if i.Guild == "" {
		r.Place = bot.PlacePrivate
		r.Title = r.User.Name
		may = true
	}
	if i.Guild != "" && i.May != "" && !mayWrite(permissions(i.May), i.Where.Type) {
		r.MayPost = func(context.Context) error { return i.mute() }
	}
	r.MayManage = func(context.Context) (bool, error) { return may, nil }
	return r
}

// mute says what the bot lacks to post where the interaction came from.
func (i interaction) mute() error {
	need := "View Channel and Send Messages"
	if isThread(i.Where.Type) {
		need = "View Channel and Send Messages in Threads"
	}
	if !takesPosts(i.Where.Type) {
		return bot.Errorf("Only threads can be written in here. Type the command in one of them.")
	}
	return bot.Errorf("I may not post here. Give me the permissions %s in this channel, and type it again.", need)
}

// line is the rest of the command line: the values in the order of the command's
// options, whatever order they were filled in.
func (i interaction) line(commands []bot.Command) string {
	values := slices.Clone(i.Data.Options)
	if k := slices.IndexFunc(commands, func(c bot.Command) bool { return strings.EqualFold(c.Name, i.Data.Name) }); k >= 0 {
		place := func(v value) int {
			return slices.IndexFunc(commands[k].Options, func(o bot.Option) bool { return strings.EqualFold(o.Name, v.Name) })
		}
		slices.SortStableFunc(values, func(a, b value) int { return cmp.Compare(place(a), place(b)) })
	}
	var words []string
	for _, v := range values {
		if text := v.text(); text != "" && !v.Focused {
			words = append(words, text)
		}
	}
	return strings.Join(words, " ")
}

// filled is what was written into a dialogue.
func (i interaction) filled() string {
	for _, row := range i.Data.Rows {
		for _, c := range row.Components {
			if text := oneLine(c.Value); text != "" {
				return text
			}
		}
	}
	return ""
}

// text is the value as people would type it.
func (v value) text() string {
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return oneLine(s)
	}
	var n json.Number
	if json.Unmarshal(v.Value, &n) == nil {
		return n.String()
	}
	return ""
}
