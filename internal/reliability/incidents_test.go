package reliability_test

import (
	"strconv"
	"testing"

	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
)

// incidents are what happens once, or now and then, besides faults and kills.
type incidents struct {
	// parted says that somebody has blocked the bot, a room was closed to it and a
	// group has moved.
	parted bool
	// moved is the group's new id.
	moved int64
	// asked counts the commands given on Telegram.
	asked int
}

// asker gives commands on Telegram and has subscribed to nothing.
var asker = telegramtest.User{ID: 41, Name: "Asker"}

// disturb makes trouble at the gateway.
func (c *chaos) disturb() {
	switch c.dice.IntN(6) {
	case 0:
		c.discord.OpenNext(discordtest.HelloReconnect)
	case 1:
		c.discord.OpenNext(discordtest.HelloInvalid)
	case 2:
		c.discord.OpenNext(discordtest.Silent)
	case 3:
		c.discord.OpenNext(discordtest.HelloOnly)
	case 4:
		c.discord.Reconnect()
	case 5:
		c.discord.Disconnect(4000)
	}
}

// partings makes the last person block the bot, the last room forbid it to write,
// and the group become a supergroup, each once.
func (c *chaos) partings() {
	if c.parted {
		return
	}
	c.parted = true
	c.telegram.Block(telegramtest.User{ID: c.leaver(), Name: "Leaver"})
	c.discord.Deny(c.closed(), discordtest.SendMessages)
	c.moved = group - 1000
	c.telegram.Migrate(group, c.moved)
}

func (c *chaos) leaver() int64  { return c.people[len(c.people)-1] }
func (c *chaos) closed() string { return c.rooms[len(c.rooms)-1] }

// left reports whether a place is one that the bot was put out of.
func (c *chaos) left(at string) bool {
	return c.parted && (at == "telegram:"+strconv.FormatInt(c.leaver(), 10) || at == "discord:"+c.closed())
}

// ask gives a command, which is to be answered whatever happens to the program.
func (c *chaos) ask() {
	c.asked++
	c.telegram.Type(asker.ID, 0, asker, "/latest 1")
}

// checkAnswers counts the answers: a command is handled at least once.
func (c *chaos) checkAnswers(t *testing.T) {
	got := len(c.telegram.Messages(asker.ID, 0))
	t.Logf("%d commands got %d answers", c.asked, got)
	if got < c.asked {
		t.Errorf("%d commands got %d answers", c.asked, got)
	}
}
