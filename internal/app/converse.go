package app

import (
	"context"
	"errors"
	"syscall"
	"time"

	"herald/bot"
	"herald/bot/console"
)

// errLeft ends Run when the person at the console has left.
var errLeft = errors.New("the person at the console has left")

const (
	// settleTime is how long a console waits, before the first command, for the
	// sources to be read and the first posts to be shown.
	settleTime = 8 * time.Second
	// farewellTime is how long a console waits at the end for what is still owed.
	farewellTime = 5 * time.Second
)

// converse runs the console; when the person leaves, what is owed is still
// printed, and stop is called.
func (a *App) converse(stop context.CancelCauseFunc) func(context.Context) error {
	return func(ctx context.Context) error {
		err := a.Console.Run(ctx, greeter{Host: a.router, lines: a.Greeting})
		if !errors.Is(err, console.ErrLeft) {
			return err
		}
		if !errors.Is(err, syscall.EPIPE) {
			a.settle(ctx, farewellTime)
		}
		stop(errLeft)
		return nil
	}
}

// Settle waits at a console's start for what is there already.
func (a *App) Settle(ctx context.Context) { a.settle(ctx, settleTime) }

// settle waits until nothing is owed, but not for ever: a console that shows late
// what it has is better than one that never starts.
func (a *App) settle(ctx context.Context, limit time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	_ = a.Idle(ctx)
}

// greeter is a host that greets with the lines of this console.
type greeter struct {
	bot.Host
	lines []string
}

// Joined makes the console known and greets.
func (g greeter) Joined(ctx context.Context, at bot.Address, place bot.Place, title string) bot.Message {
	m := g.Host.Joined(ctx, at, place, title)
	if len(g.lines) == 0 {
		return m
	}
	m = bot.Message{}
	for _, line := range g.lines {
		m.Body = append(m.Body, bot.Text(bot.Small, line))
	}
	return m
}
