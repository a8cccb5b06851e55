package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"herald/bot"
)

// noticeLife is how long a notice to the admins is worth sending.
const noticeLife = 24 * time.Hour

// alarms tells the admins, in the admin channels, what went wrong.
type alarms struct {
	store interface {
		OweNotice(ctx context.Context, at bot.Address, key, text string, now, expires time.Time) error
	}
	channels func() []bot.Address
	now      func() time.Time
	log      *slog.Logger
	wake     func()
}

// raise owes a notice to every admin channel. One cause, named by key, is told
// once an hour at most: the key of a delivery is unique.
func (a *alarms) raise(ctx context.Context, key, text string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	now := a.now()
	key = fmt.Sprintf("notice/%s/%s", key, now.UTC().Format("2006-01-02T15"))
	for _, at := range a.channels() {
		if err := a.store.OweNotice(ctx, at, key, text, now, now.Add(noticeLife)); err != nil {
			a.log.Error("cannot owe a notice", "part", "app", "channel", at, "err", err)
		}
	}
	a.wake()
}

// gone tells of a channel that cannot be written to any more.
func (a *alarms) gone(ctx context.Context, c bot.Channel, reason string) {
	name := c.Address.String()
	if c.Title != "" {
		name = fmt.Sprintf("%s (%s)", c.Title, name)
	}
	a.raise(ctx, "gone/"+c.Address.String(), fmt.Sprintf(
		"%s cannot be written to any more: %s. Its settings are kept; posts go on when the bot is back.", name, reason))
}
