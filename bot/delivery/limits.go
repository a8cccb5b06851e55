package delivery

import (
	"strings"
	"time"

	"herald/bot"
)

// Rate allows at most Count messages in any span of Per.
type Rate struct {
	Count int
	Per   time.Duration
}

// Limits are the speeds that a platform allows. The zero value limits nothing.
type Limits struct {
	// PerSecond bounds all messages together; zero is no bound. Burst, at least
	// 1, is how many may go at once after a rest, and comes on top: in no second
	// go more than PerSecond + Burst.
	PerSecond float64
	Burst     int
	// Private bounds the messages to one conversation with one person, Shared
	// those to one group, thread or channel. Every rate of the list holds.
	Private, Shared []Rate
	// Key, when not nil, names what the platform counts as one conversation, as
	// where the topics of a forum share a limit. Nil: each address is its own.
	Key func(bot.Address) string
}

// DiscordLimits stay below what Discord allows a bot: 50 requests a second over
// all routes (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit),
// leaving room for commands, and 5 messages in 5 seconds a channel, which is not
// promised anywhere but is what its headers say.
func DiscordLimits() Limits {
	channel := []Rate{{Count: 5, Per: 5 * time.Second}}
	return Limits{PerSecond: 40, Burst: 5, Private: channel, Shared: channel}
}

// TelegramLimits stay below what Telegram allows a bot: about 30 messages a
// second over all chats, one a second to one chat, and 20 a minute to a group or
// channel (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
func TelegramLimits() Limits {
	second := Rate{Count: 1, Per: time.Second}
	return Limits{
		PerSecond: 26, Burst: 2,
		Private: []Rate{second},
		Shared:  []Rate{second, {Count: 20, Per: time.Minute}},
		Key: func(at bot.Address) string {
			chat, _, _ := strings.Cut(at.ID, "/") // the topics of a forum are one chat
			return chat
		},
	}
}

// rates are the limits of the conversation that d goes to.
func (l Limits) rates(d bot.Delivery) []Rate {
	if d.Channel.Place == bot.PlacePrivate {
		return l.Private
	}
	return l.Shared
}

// key names the conversation that d goes to.
func (l Limits) key(d bot.Delivery) string {
	if l.Key == nil {
		return d.Channel.Address.ID
	}
	return l.Key(d.Channel.Address)
}
