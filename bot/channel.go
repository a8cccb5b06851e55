package bot

import (
	"time"

	"herald/articles"
	"herald/scheduler"
)

// Place says what kind of conversation an address is.
type Place string

// The kinds of conversation.
const (
	PlacePrivate   Place = "private"   // one person and the bot
	PlaceGroup     Place = "group"     // many people talk: a group, a server's channel, a thread
	PlaceBroadcast Place = "broadcast" // few post, many read: a Telegram channel
)

// ChannelID numbers a channel that Herald knows.
type ChannelID int64

// Channel is an address that Herald knows, with its settings.
type Channel struct {
	ID ChannelID
	Address
	Title string
	Place Place
	// Zone is an IANA name; empty means UTC.
	Zone  string
	Quiet scheduler.Quiet
	// Paused says why nothing is sent (the bot was removed, the chat is gone);
	// empty while the channel is active. Settings survive a pause.
	Paused string
}

// Location is the channel's time zone: UTC where none, or an unknown one, is set.
func (c Channel) Location() *time.Location {
	loc, err := time.LoadLocation(c.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Subscription is a channel's wish: this schedule, about this interest.
type Subscription struct {
	Channel ChannelID
	// Number is what people type in /unsubscribe; it counts from 1 in each
	// channel and is not used again.
	Number   int
	Schedule string
	Interest articles.Interest
	Created  time.Time
	// Fixed subscriptions come from config.yaml and cannot be ended in chat.
	Fixed bool
}
