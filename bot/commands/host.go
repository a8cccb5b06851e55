package commands

import (
	"context"
	"errors"
	"fmt"
	"time"

	"herald/bot"
)

// Joined makes a conversation known and greets it.
func (r *Router) Joined(ctx context.Context, at bot.Address, place bot.Place, title string) bot.Message {
	_, err := r.save(ctx, bot.Request{Address: at, Place: place, Title: title})
	r.note("greet a conversation", at, err)
	return greeting()
}

// Left stops what goes to a conversation; its settings are kept.
func (r *Router) Left(ctx context.Context, at bot.Address, reason string) {
	r.note("pause a conversation", at, r.guard(func() error {
		before, err := r.channel(ctx, at)
		if err != nil {
			return err
		}
		if err := r.o.Store.Pause(ctx, at, short(reason), r.o.Now()); err != nil {
			return err
		}
		if before.ID != 0 && before.Paused == "" {
			r.o.OnLeft(ctx, before, short(reason))
		}
		return nil
	}))
}

// Paused are the conversations of a platform to which nothing is sent since they
// were Left. It implements bot.Keeper.
func (r *Router) Paused(ctx context.Context, p bot.PlatformName) (list []bot.Address, err error) {
	if r.o.Paused == nil {
		return nil, nil
	}
	err = r.guard(func() error {
		list, err = r.o.Paused(ctx, p)
		return err
	})
	return list, err
}

// Moved takes a conversation's settings and subscriptions to its new address.
func (r *Router) Moved(ctx context.Context, from, to bot.Address) {
	r.note("move a conversation", from, r.guard(func() error {
		return r.o.Store.Move(ctx, from, to)
	}))
}

// note logs what a platform cannot be told. A conversation that was never known
// has nothing to stop or move.
func (r *Router) note(what string, at bot.Address, err error) {
	if err == nil || errors.Is(err, ErrNoChannel) {
		return
	}
	r.o.Log.Error("conversation event failed", "what", what,
		"platform", string(at.Platform), "channel", at.ID, "err", err)
}

// guard turns a panic of f into an error.
func (r *Router) guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	return f()
}

// save makes the channel of a request known.
func (r *Router) save(ctx context.Context, req bot.Request) (ch bot.Channel, err error) {
	err = r.guard(func() error {
		ch, err = r.o.Store.SaveChannel(ctx, bot.Channel{
			Address: req.Address, Title: short(req.Title), Place: req.Place,
		})
		return err
	})
	return ch, err
}

// channel is the channel at an address; one that is not known yet has no number
// and no settings.
func (r *Router) channel(ctx context.Context, at bot.Address) (bot.Channel, error) {
	ch, err := r.o.Store.Channel(ctx, at)
	if errors.Is(err, ErrNoChannel) {
		return bot.Channel{Address: at}, nil
	}
	if err != nil {
		return bot.Channel{}, fmt.Errorf("read channel: %w", err)
	}
	return ch, nil
}

// location is the time zone in which a channel reads times. Times in UTC are
// better than none, so that /help and /reload answer without a store, too.
func (r *Router) location(ctx context.Context, at bot.Address) *time.Location {
	ch, err := r.channel(ctx, at)
	if err != nil {
		r.o.Log.Warn("time zone not known", "platform", string(at.Platform), "channel", at.ID, "err", err)
		return time.UTC
	}
	return ch.Location()
}
