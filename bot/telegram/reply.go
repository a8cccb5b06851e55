package telegram

import (
	"context"
	"errors"
	"time"

	"herald/bot"
)

const (
	// maxReplyWait is the longest that an answer waits when the server asks to; a
	// later one would come out of the blue.
	maxReplyWait = 10 * time.Second
	// maxReplyPause is the longest pause between two attempts at an answer.
	maxReplyPause = 8 * time.Second
)

// reply is deliver for an answer that is lost with its chat.
func (s *session) reply(ctx context.Context, to bot.Address, m bot.Message, replyTo int) error {
	_, err := s.deliver(ctx, to, m, replyTo)
	return err
}

// deliver sends an answer. It insists, follows a chat that has moved, and tells the
// host of one that is gone; then the answer is lost.
func (s *session) deliver(ctx context.Context, to bot.Address, m bot.Message, replyTo int) (lost bool, err error) {
	if len(m.Body) == 0 {
		return false, nil
	}
	err = insist(ctx, func() error { return s.speak(ctx, to, m, replyTo) })
	failed, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		return false, err
	}
	switch failed.Fate {
	case bot.Moved:
		s.host.Moved(ctx, to, failed.MovedTo)
		err = insist(ctx, func() error { return s.speak(ctx, failed.MovedTo, m, 0) })
	case bot.Gone:
		s.host.Left(ctx, to, failed.Err.Error())
		return true, nil
	default:
		return false, err
	}
	return false, err
}

// insist repeats the call that answers somebody until the server has taken it, has
// refused it, or ctx ends. A call whose answer was lost is repeated as well: who
// asks sees two answers rather than none.
func insist(ctx context.Context, call func() error) error {
	for pause := firstBackoff; ; pause = min(2*pause, maxReplyPause) {
		err := call()
		failed, ok := errors.AsType[*bot.SendError](err)
		if !ok {
			return err
		}
		switch failed.Fate {
		case bot.Retry, bot.Uncertain:
		case bot.Wait:
			pause = max(pause, failed.After)
		default:
			return err
		}
		end, bounded := ctx.Deadline()
		if pause > maxReplyWait || bounded && time.Until(end) < pause {
			return err
		}
		sleep(ctx, pause)
	}
}

// speak sends an answer once. It counts against the same limits as posts, which
// make room for it.
func (s *session) speak(ctx context.Context, to bot.Address, m bot.Message, replyTo int) error {
	s.Tell(bot.Usage{At: to, Direct: true})
	_, err := s.send(ctx, to, m, replyTo, false)
	return err
}
