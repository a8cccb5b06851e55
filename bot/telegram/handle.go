package telegram

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// dispatch hands an update to its lane; done is called when it was handled. What
// nobody can read, and what a flood brings, is done with at once.
func (s *session) dispatch(ctx context.Context, u received, done func()) {
	finish := func() {
		s.finish(ctx, u.ID)
		done()
	}
	update, err := u.decode()
	if err != nil {
		s.log.Warn("update not understood", "update", u.ID, "err", err)
		finish()
		return
	}
	taken := s.lanes.add(laneOf(update), func() {
		if s.handled(ctx, u.ID) {
			done()
			return
		}
		s.handle(ctx, update)
		if ctx.Err() == nil { // else it comes again at the next start
			finish()
		}
	})
	if !taken {
		s.log.Warn("too many updates at once, one is left out", "update", u.ID)
		finish()
	}
}

// laneOf is whose update it is: the person's, or the chat's. Their numbers differ,
// but for private chats, which are the person.
func laneOf(u *models.Update) int64 {
	switch {
	case u.Message != nil:
		if m := u.Message; m.From != nil && m.SenderChat == nil && m.MigrateToChatID == 0 && m.MigrateFromChatID == 0 {
			return m.From.ID
		}
		return u.Message.Chat.ID
	case u.ChannelPost != nil:
		return u.ChannelPost.Chat.ID
	case u.CallbackQuery != nil:
		return u.CallbackQuery.From.ID
	case u.MyChatMember != nil:
		return u.MyChatMember.Chat.ID
	}
	return 0
}

// handle handles one update within its time. It never panics.
func (s *session) handle(ctx context.Context, u *models.Update) {
	ctx, cancel := context.WithTimeout(ctx, handleTime)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("handling an update panicked", "update", u.ID, "panic", fmt.Sprint(v), "stack", string(debug.Stack()))
		}
	}()
	var err error
	switch {
	case u.Message != nil:
		err = s.message(ctx, u.Message)
	case u.ChannelPost != nil:
		err = s.message(ctx, u.ChannelPost)
	case u.CallbackQuery != nil:
		err = s.press(ctx, u.CallbackQuery)
	case u.MyChatMember != nil:
		err = s.membership(ctx, u.MyChatMember)
	}
	if err != nil {
		s.log.Warn("update not answered", "update", u.ID, "err", err)
	}
}

// maxReplyWait is the longest that an answer waits when the server asks to; a
// later one would come out of the blue.
const maxReplyWait = 10 * time.Second

// reply is deliver for an answer that is lost with its chat.
func (s *session) reply(ctx context.Context, to bot.Address, m bot.Message, replyTo int) error {
	_, err := s.deliver(ctx, to, m, replyTo)
	return err
}

// deliver sends an answer. It waits once where the server asks to, follows a chat
// that has moved, and tells the host of one that is gone; then the answer is lost.
func (s *session) deliver(ctx context.Context, to bot.Address, m bot.Message, replyTo int) (lost bool, err error) {
	if len(m.Body) == 0 {
		return false, nil
	}
	err = s.speak(ctx, to, m, replyTo)
	failed, ok := errors.AsType[*bot.SendError](err)
	if !ok {
		return false, err
	}
	switch {
	case failed.Fate == bot.Moved:
		s.host.Moved(ctx, to, failed.MovedTo)
		err = s.speak(ctx, failed.MovedTo, m, 0)
	case failed.Fate == bot.Gone:
		s.host.Left(ctx, to, failed.Err.Error())
		return true, nil
	case failed.Fate == bot.Wait && failed.After <= maxReplyWait, failed.Fate == bot.Retry:
		sleep(ctx, max(failed.After, firstBackoff))
		err = s.speak(ctx, to, m, replyTo)
	}
	return false, err
}

// speak sends an answer once. It counts against the same limits as posts, which
// make room for it.
func (s *session) speak(ctx context.Context, to bot.Address, m bot.Message, replyTo int) error {
	s.Tell(bot.Usage{At: to, Direct: true})
	_, err := s.send(ctx, to, m, replyTo, false)
	return err
}
