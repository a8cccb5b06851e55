package commands

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/scheduler"
)

// Store keeps stories, channels and subscriptions. It is safe for concurrent
// use.
type Store interface {
	// Latest are the newest stories first, those of q.Topic if set, without
	// text. Withdrawn stories are left out.
	Latest(ctx context.Context, q articles.Query) (articles.Page, error)
	// Search are the best matches of q.Words, without text.
	Search(ctx context.Context, q articles.Query) (articles.Page, error)
	// Story is one story with everything, or articles.ErrNoStory.
	Story(ctx context.Context, id articles.StoryID) (articles.Story, error)

	// Channel is the channel at an address, or ErrNoChannel.
	Channel(ctx context.Context, at bot.Address) (bot.Channel, error)
	// SaveChannel makes the channel at c.Address known, or changes its title and
	// place, and returns it with its number and settings. A paused one is
	// active again.
	SaveChannel(ctx context.Context, c bot.Channel) (bot.Channel, error)
	SetQuiet(ctx context.Context, id bot.ChannelID, q scheduler.Quiet) error
	SetZone(ctx context.Context, id bot.ChannelID, zone string) error
	// PauseChannel and MoveChannel are what the ledger's Pause and Move do.
	Pause(ctx context.Context, at bot.Address, reason string, now time.Time) error
	Move(ctx context.Context, from, to bot.Address) error

	// Subscriptions are a channel's, by number.
	Subscriptions(ctx context.Context, id bot.ChannelID) ([]bot.Subscription, error)
	// Subscribe adds a subscription and returns it with its number. The same
	// schedule and interest twice gives the one there is, and ErrSubscribed.
	Subscribe(ctx context.Context, s bot.Subscription) (bot.Subscription, error)
	// Unsubscribe ends one subscription, or ErrNoSubscription. What is owed for
	// it and not yet being sent is dropped.
	Unsubscribe(ctx context.Context, id bot.ChannelID, number int) error

	// Counts are the figures of /status.
	Counts(ctx context.Context) (Counts, error)
}

// What the store answers when something is not as asked.
var (
	ErrNoChannel      = errors.New("no such channel")
	ErrSubscribed     = errors.New("already subscribed")
	ErrNoSubscription = errors.New("no such subscription")
	ErrNotUncertain   = errors.New("no such uncertain delivery")
)

// Counts are how many there are of each, and what is under way.
type Counts struct {
	Articles, Stories, Channels, Paused, Subscriptions int
	// Deliveries counts by state.
	Deliveries map[bot.State]int
	// OldestOwed is when the oldest delivery that may go out now was owed.
	OldestOwed time.Time
}
