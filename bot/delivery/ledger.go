package delivery

import (
	"context"
	"time"

	"herald/articles"
	"herald/bot"
)

// Ledger keeps deliveries. It is safe for concurrent use, by several processes
// too; every method is one transaction.
type Ledger interface {
	// Claim marks up to n deliveries of a platform as being sent until
	// now+lease, and returns them by class, each class oldest first, but before
	// all others those that have Begun: owed ones that may go out at now, and
	// claimed ones whose lease has ended. It returns
	// at most one a channel, and none of a channel that has another one claimed,
	// or an earlier one waiting to be tried again, so that the order within a
	// channel is kept. What stands before something of a lower class in its
	// channel counts as of that class. Of a class, the channels that were served
	// longest ago come first. Channels that are paused are left out.
	Claim(ctx context.Context, platform bot.PlatformName, now time.Time, lease time.Duration, n int) ([]bot.Delivery, error)
	// Next is when the next delivery of a platform may go out or a lease ends;
	// zero when none is owed. It may be in the past.
	Next(ctx context.Context, platform bot.PlatformName) (time.Time, error)
	// Begin records that claimed deliveries are sent from now on, and returns
	// those that are still claimed by that claim. From here until it is settled,
	// an attempt that is cut short may have sent something: Claim gives it again
	// with Begun set. A Begun that is set already stays, and so does the lease.
	Begin(ctx context.Context, ds []bot.Delivery, now time.Time) ([]bot.DeliveryID, error)
	// SetClock says that the clock of the machine was set by so much, forth or
	// back, and is at now; zero where nobody knows by how much, or whether. The
	// leases of own, which this process holds, end at now+lease. What the clock
	// before has put off until after now comes sooner, as if it had been written
	// by the new one; what is held for quiet hours stays as it is.
	SetClock(ctx context.Context, p bot.PlatformName, own []bot.Delivery, by time.Duration, now time.Time, lease time.Duration) error
	// Settle records how an attempt ended.
	Settle(ctx context.Context, id bot.DeliveryID, s Settlement) error
	// Hold makes a claimed delivery wait until then for its channel's quiet
	// hours. Where another list of the same channel, schedule and interest is
	// held already, this one's stories are added to it and this one is dropped
	// as merged, so that one list comes when the quiet hours end.
	Hold(ctx context.Context, id bot.DeliveryID, until time.Time) error
	// Pause stops everything for a channel, and says why; what is owed to it is
	// dropped with that reason. Move gives a channel a new address; if that is
	// known already, subscriptions and what is owed go over to it.
	Pause(ctx context.Context, at bot.Address, reason string, now time.Time) error
	Move(ctx context.Context, from, to bot.Address) error
	// Epoch is a short random word of lower-case letters and digits, made once
	// for each database, at most 10 characters.
	Epoch(ctx context.Context) (string, error)
}

// Settlement is how an attempt at a delivery ended.
type Settlement struct {
	// State is Sent, Dropped, Undecided, or Owed to try again.
	State bot.State
	// Message is the id of what was sent.
	Message bot.MessageID
	// NotBefore is when to try again, for Owed.
	NotBefore time.Time
	Reason    string
	At        time.Time
	// Perhaps says that something may have been sent, for Owed: its Begun is
	// kept.
	Perhaps bool
	// Untried says that this was no attempt: the platform was not asked, or asked
	// to wait. Attempts stays as it was.
	Untried bool
	// Claim is that of the delivery. An outcome of another claim than the last is
	// none, unless it was sent. Zero fits any.
	Claim int
}

// Stories gives the courier what it lays out.
type Stories interface {
	// Story is one story with everything, or articles.ErrNoStory.
	Story(ctx context.Context, id articles.StoryID) (articles.Story, error)
}
