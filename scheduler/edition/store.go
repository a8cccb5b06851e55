package edition

import (
	"context"
	"errors"
	"time"

	"herald/articles"
	"herald/bot"
)

// ErrTicked is returned by Store.Owe when the tick has run before, here or in
// another process.
var ErrTicked = errors.New("the tick has already run")

// Store keeps stories, subscriptions, ticks and deliveries. It is safe for
// concurrent use.
type Store interface {
	// Interests are the distinct interests of the subscriptions to a schedule.
	Interests(ctx context.Context, schedule string) ([]articles.Interest, error)
	// Breaking are the stories judged breaking after since and not withdrawn,
	// in the order judged, their articles with text.
	Breaking(ctx context.Context, since time.Time) ([]articles.Story, error)
	// Filed are the stories opened after from and not after to, not withdrawn,
	// in the order filed, their articles with text.
	Filed(ctx context.Context, from, to time.Time) ([]articles.Story, error)
	// Developed are the stories with a material change after from and not after to,
	// not withdrawn, in the order opened, their articles with text.
	Developed(ctx context.Context, from, to time.Time) ([]articles.Story, error)
	// Recent are the stories that appeared since then, of a topic if that is not
	// empty, not withdrawn, without text; at most limit, those that most publishers
	// tell.
	Recent(ctx context.Context, since time.Time, topic string, limit int) ([]articles.Story, error)
	// LastTick is the newest tick of a schedule that has run; zero for none.
	LastTick(ctx context.Context, schedule string) (time.Time, error)
	// Owe records the tick and writes its deliveries in one transaction, and
	// returns how many are new. A tick that has run gives ErrTicked and writes
	// nothing; a zero Tick.At is no tick and always runs.
	Owe(ctx context.Context, tick Tick, fanouts []Fanout) (int, error)
}

// Tick is one tick of a schedule.
type Tick struct {
	Schedule string
	At       time.Time
}

// Fanout is one message owed to all channels that subscribe to a schedule with
// one interest. A channel that already has a delivery with the key gets no
// second one; paused channels get none.
type Fanout struct {
	Schedule string
	Interest articles.Interest
	// Before, when not zero, leaves out subscriptions made at or after it, so
	// that nobody gets what was news before they asked.
	Before  time.Time
	Key     string
	Kind    bot.Kind
	Stories []articles.StoryID
	More    int
	// Weight orders the breaking stories that wait for their turn in a channel:
	// the weightiest goes first.
	Weight float64
	// Unless, when not empty, leaves out channels that have a delivery with
	// that key.
	Unless string
	// Once, when not nil, tells no channel of what it has had.
	Once    *Once
	Owed    time.Time
	Expires time.Time
}

// Once keeps a list from repeating, in each channel, what that channel was told.
type Once struct {
	// Since is from when on what a channel was told counts: its posts and lists
	// that were owed since then and not dropped.
	Since time.Time
	// Developed is when stories last developed: what a channel was told before that
	// does not count.
	Developed map[articles.StoryID]time.Time
	// Spare are further stories, the best first, which take the place of those
	// that a channel has had. A channel that has had all of them gets nothing.
	Spare []articles.StoryID
}
