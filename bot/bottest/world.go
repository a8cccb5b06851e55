package bottest

import (
	"testing"
	"time"

	"herald/bot"
)

// World is a platform, a fake server behind it, and people who use it. Fields
// that a platform cannot have are nil or zero; what needs them is skipped.
type World struct {
	// Platform is not running yet; the suite runs it.
	Platform bot.Platform
	// Private, Group, Thread and Broadcast are conversations that the bot is in:
	// with one person, a group or a server's channel, a thread or forum topic in
	// it, a channel that few write in.
	Private, Group, Thread, Broadcast bot.Address
	// Unknown is an address that does not exist.
	Unknown bot.Address
	// Type makes a person write line, such as "/latest iran 5", in a
	// conversation; a manager may manage it. It does not wait for the answer.
	Type func(t testing.TB, at bot.Address, manager bool, line string)
	// Press makes a person press the newest button that has the label.
	Press func(t testing.TB, at bot.Address, label string)
	// Await blocks until at least n messages are shown at the address, and
	// returns all of them, oldest first. It fails t after 10 seconds.
	Await func(t testing.TB, at bot.Address, n int) []Shown
	// Limit makes the server answer the next message to at with "too many
	// requests, retry after d".
	Limit func(at bot.Address, d time.Duration)
	// Break makes the server answer the next message to at with a status such
	// as 500, before doing anything.
	Break func(at bot.Address, status int)
	// Expel removes the bot from a conversation, and from those beside it in the
	// same server or group; Invite adds it again. Mute takes its right to write.
	// Revoke ends its token.
	Expel  func(at bot.Address)
	Invite func(at bot.Address)
	Mute   func(at bot.Address)
	Revoke func()
	// Log is everything that the platform logged.
	Log func() string
	// Token is the platform's secret, which must appear nowhere.
	Token string
	// Whispers says that private replies are shown to the asker alone, Dedupes
	// that two posts with one nonce become one message.
	Whispers, Dedupes bool
}

// Shown is a message as people see it.
type Shown struct {
	ID bot.MessageID
	// Text is what is read, without markup: headline, body, footer.
	Text string
	// Bold reports whether anything in it is set bold or as a title.
	Bold bool
	// Links are the targets of links and the preview.
	Links   []string
	Image   string
	Buttons []string
	// Private messages are seen by the asker alone, silent ones notify nobody.
	Private, Silent bool
	// ReplyTo is the message that it answers, empty for none.
	ReplyTo bot.MessageID
	// Edited reports whether it was changed after it was sent.
	Edited bool
}
