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
	// PerSecond bounds all messages together; zero is no bound. The courier stays
	// a little below it, goes slower when the platform complains, and then
	// gradually faster again. Burst, at least 1, is how many may go at once to
	// make up for a delay.
	PerSecond float64
	Burst     int
	// Private bounds the messages to one conversation with one person, Shared
	// those to one group, thread or channel. Every rate of the list holds, until
	// the platform tells its own count (bot.Metered).
	Private, Shared []Rate
	// Invalid is how many requests may be invalid (refused because of the channel
	// or the speed) before the courier stops for a while. Zero: they are not
	// counted.
	Invalid Rate
	// Once is for how long the platform knows the nonce of a post: repeated
	// within it, it is one post. Zero: it knows none.
	Once time.Duration
	// Key, when not nil, names what the platform counts as one conversation, as
	// where the topics of a forum share a limit. Nil: each address is its own.
	Key func(bot.Address) string
}

// DiscordLimits are what Discord allows a bot: 50 requests a second over all
// routes (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit).
// How many messages a channel takes is told by headers alone; before the first
// header it is taken to be 5 in 5 seconds. Of the 10,000 invalid requests in 10
// minutes at which an address is shut out
// (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans)
// a tenth is enough to stop. A nonce is known for "the past few minutes"
// (https://discord.com/developers/docs/resources/message#create-message).
func DiscordLimits() Limits {
	channel := []Rate{{Count: 5, Per: 5 * time.Second}}
	return Limits{
		PerSecond: 50, Burst: 4, Private: channel, Shared: channel,
		Invalid: Rate{Count: 1000, Per: 10 * time.Minute}, Once: 2 * time.Minute,
	}
}

// TelegramLimits are what Telegram allows a bot: 30 messages a second over all
// chats, one a second to one chat, and 20 a minute to a group or channel
// (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
func TelegramLimits() Limits {
	second := Rate{Count: 1, Per: time.Second}
	return Limits{
		PerSecond: 30, Burst: 3,
		Private: []Rate{second},
		Shared:  []Rate{second, {Count: 20, Per: time.Minute}},
		Key: func(at bot.Address) string {
			chat, _, _ := strings.Cut(at.ID, "/") // the topics of a forum are one chat
			return chat
		},
	}
}

// PaidTelegramLimits are those of TelegramLimits with what a bot may send that
// pays for it: 1000 messages a second over all chats
// (https://core.telegram.org/bots/api#paid-broadcasts).
func PaidTelegramLimits() Limits {
	l := TelegramLimits()
	l.PerSecond, l.Burst = 1000, 10
	return l
}

// rates are the limits of the conversation that d goes to.
func (l Limits) rates(d bot.Delivery) []Rate {
	if d.Channel.Place == bot.PlacePrivate {
		return l.Private
	}
	return l.Shared
}

// key names the conversation that d goes to.
func (l Limits) key(d bot.Delivery) string { return l.addressKey(d.Channel.Address) }

// addressKey names the conversation at an address.
func (l Limits) addressKey(at bot.Address) string {
	if l.Key == nil {
		return at.ID
	}
	return l.Key(at)
}
