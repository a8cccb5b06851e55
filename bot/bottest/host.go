package bottest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"herald/bot"
)

// Host is a bot.Host that records what platforms call, and answers as told.
type Host struct {
	mu      sync.Mutex
	answers map[string]func(context.Context, bot.Request) bot.Message
	count   int
	paused  []bot.Address

	// Requests, Lefts and Joins receive what is called, in order.
	Requests chan bot.Request
	Lefts    chan bot.Address
	Joins    chan bot.Address
	Moves    chan [2]bot.Address
}

// NewHost answers every command with its own name and arguments.
func NewHost() *Host {
	return &Host{
		answers:  map[string]func(context.Context, bot.Request) bot.Message{},
		Requests: make(chan bot.Request, 1000),
		Lefts:    make(chan bot.Address, 1000),
		Joins:    make(chan bot.Address, 1000),
		Moves:    make(chan [2]bot.Address, 1000),
	}
}

// Answer sets the answer to a command.
func (h *Host) Answer(command string, f func(context.Context, bot.Request) bot.Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answers[command] = f
}

// Commands are a few of each kind.
func (h *Host) Commands() []bot.Command {
	words := []bot.Option{
		{Name: "topic", Summary: "what it is about", Complete: true},
		{Name: "count", Summary: "how many", Number: true},
	}
	return []bot.Command{
		{Name: "latest", Summary: "the newest stories", Options: words},
		{Name: "story", Summary: "one story", Options: []bot.Option{{Name: "number", Summary: "its number or words", Required: true, Complete: true}}},
		{Name: "subscribe", Summary: "get posts here", Options: words, Access: bot.Managers},
		{Name: "slow", Summary: "takes its time"},
		{Name: "fast", Summary: "takes none"},
		{Name: "status", Summary: "how it is going", Access: bot.Admins},
	}
}

// Handle records r and answers it.
func (h *Host) Handle(ctx context.Context, r bot.Request) bot.Message {
	h.Requests <- r
	h.mu.Lock()
	f := h.answers[r.Command]
	h.mu.Unlock()
	if f != nil {
		return f(ctx, r)
	}
	return bot.Say(fmt.Sprintf("answer to %s %s", r.Command, r.Args))
}

// Complete offers two choices.
func (h *Host) Complete(_ context.Context, r bot.Request) []bot.Choice {
	return []bot.Choice{{Label: "Energy", Value: "energy"}, {Label: "World", Value: r.Prefix + "world"}}
}

// Joined records and greets.
func (h *Host) Joined(_ context.Context, at bot.Address, _ bot.Place, _ string) bot.Message {
	h.Joins <- at
	return bot.Say("hello, I bring news")
}

// Left records.
func (h *Host) Left(_ context.Context, at bot.Address, _ string) { h.Lefts <- at }

// Paused are the conversations that Pause has named.
func (h *Host) Paused(context.Context, bot.PlatformName) ([]bot.Address, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.paused, nil
}

// Pause says which conversations were given up.
func (h *Host) Pause(list ...bot.Address) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.paused = list
}

// Moved records.
func (h *Host) Moved(_ context.Context, from, to bot.Address) { h.Moves <- [2]bot.Address{from, to} }

// nonce is a new one each time.
func (h *Host) nonce() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	return fmt.Sprintf("htest-%d", h.count)
}

// patience is how long the suite waits for what must come; on a busy machine that is
// long.
const patience = 3 * time.Minute

// next takes one value from a channel, or fails the test if none comes.
func next[T any](t testing.TB, c <-chan T, what string) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatalf("no %s within %v", what, patience)
		panic("unreachable")
	}
}
