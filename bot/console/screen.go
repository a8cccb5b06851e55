package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"herald/bot"
)

// slowest is how long a write may take that nobody's context bounds.
const slowest = time.Second

// errBusy is the cause of a text not being shown in time: another one is still
// being written.
var errBusy = errors.New("the console takes no more output")

// screen writes one text at a time. A write that blocks, such as to a pipe that
// nobody reads, holds up no caller beyond its context; it has at most one
// goroutine, which ends with the write.
type screen struct {
	turn chan struct{}
	out  io.Writer
}

func newScreen(out io.Writer) *screen {
	return &screen{turn: make(chan struct{}, 1), out: out}
}

// show writes text as a whole. Its error is a *bot.SendError.
func (s *screen) show(ctx context.Context, text string) error {
	return s.write(ctx, s.out, text)
}

func (s *screen) write(ctx context.Context, to io.Writer, text string) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return &bot.SendError{Fate: bot.Retry, Err: errBusy}
	}
	written := make(chan error, 1)
	go func() {
		_, err := io.WriteString(to, text)
		written <- err
		<-s.turn
	}()
	select {
	case err := <-written:
		if errors.Is(err, syscall.EPIPE) {
			err = fmt.Errorf("%w: %w", ErrLeft, err)
		}
		if err != nil {
			return &bot.SendError{Fate: bot.Refused, Err: fmt.Errorf("write to the console: %w", err)}
		}
		return nil
	case <-ctx.Done():
		return &bot.SendError{Fate: bot.Uncertain, Err: context.Cause(ctx)}
	}
}

// Write makes a screen an io.Writer for logs. It waits a while for its turn.
func (s *screen) Write(b []byte) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), slowest)
	defer cancel()
	if err := s.show(ctx, string(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// leave ends the line of the prompt, so that what comes after the program starts
// on one of its own. It waits for a write that is under way, but not for ever.
func (s *screen) leave(ctx context.Context, to io.Writer) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), slowest)
	defer cancel()
	_ = s.write(ctx, to, "\r\n")
}
