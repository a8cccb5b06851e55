package commands

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"herald/bot"
)

// errSlow is the cause of a command's context when it took longer than patience.
var errSlow = errors.New("the command took too long")

// failed turns an error into a message for the asker. What is not written for
// people becomes an apology with a reference that is also in the log.
func (r *Router) failed(ctx context.Context, req bot.Request, err error) bot.Message {
	if e, ok := errors.AsType[*bot.UserError](err); ok {
		return private(e.Text)
	}
	ref := reference()
	cause := context.Cause(ctx)
	r.o.Log.Error("command failed", append(about(req), "ref", ref, "err", err)...)
	switch {
	case errors.Is(cause, errSlow):
		return trouble(fmt.Sprintf("That took too long (ref %s). Please try again in a minute.", ref))
	case cause != nil:
		return trouble(fmt.Sprintf("I am just stopping (ref %s). Please try again in a minute.", ref))
	}
	return apology(ref)
}

// panicked is failed for a panic, which ends nothing but its command.
func (r *Router) panicked(req bot.Request, v any) bot.Message {
	ref := reference()
	r.o.Log.Error("command panicked", append(about(req), "ref", ref, "err", fmt.Sprint(v), "stack", string(debug.Stack()))...)
	return apology(ref)
}

func about(req bot.Request) []any {
	return []any{
		slog.String("platform", string(req.Address.Platform)),
		slog.String("channel", req.Address.ID),
		slog.String("command", short(req.Command)),
	}
}

func apology(ref string) bot.Message {
	return trouble(fmt.Sprintf("Something went wrong on my side (ref %s).", ref))
}

func trouble(text string) bot.Message {
	m := private(text)
	m.Tone = bot.ToneProblem
	return m
}

// private is a sentence for the asker alone.
func private(text string) bot.Message {
	m := bot.Say(text)
	m.Private = true
	return m
}

// reference is a short word that finds a failure in the log.
func reference() string {
	var b [3]byte
	_, _ = rand.Read(b[:]) // never fails: https://pkg.go.dev/crypto/rand#Read
	return hex.EncodeToString(b[:])
}
