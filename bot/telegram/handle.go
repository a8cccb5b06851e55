package telegram

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/go-telegram/bot/models"
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
