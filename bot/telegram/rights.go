package telegram

import (
	"context"
	"fmt"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// mayPost asks, when called, whether the bot may post in a chat.
func (s *session) mayPost(chat models.Chat) func(context.Context) error {
	if chat.Type == models.ChatTypePrivate {
		return nil
	}
	return func(ctx context.Context) error {
		me, err := s.api.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: chat.ID, UserID: s.me.id})
		if err != nil {
			return fmt.Errorf("ask what the bot may do: %w", cause(err))
		}
		if can, _ := writes(chat.Type, *me); !can {
			return mute(chat)
		}
		if me.Member == nil || chat.Type == models.ChatTypeChannel {
			return nil
		}
		all, err := s.api.GetChat(ctx, &tg.GetChatParams{ChatID: chat.ID})
		if err != nil {
			return fmt.Errorf("ask what members may do: %w", cause(err))
		}
		if all.Permissions != nil && !all.Permissions.CanSendMessages {
			return mute(chat)
		}
		return nil
	}
}

// mute says what the bot lacks to post in a chat.
func mute(chat models.Chat) error {
	if chat.Type == models.ChatTypeChannel {
		return bot.Errorf("I may not post in %s. Make me an administrator that may post messages, and write it again.", title(chat))
	}
	return bot.Errorf("I may not write in %s. Make me an administrator of the group, or let its members write, and write it again.", title(chat))
}

// aside tells a person privately what could not be said where they wrote. Those
// who never started the bot cannot be reached.
func (s *session) aside(ctx context.Context, r bot.Request, m bot.Message) {
	if r.User.ID == "" || r.Place != bot.PlaceGroup {
		return
	}
	to := bot.Address{Platform: bot.Telegram, ID: r.User.ID}
	if _, err := s.send(ctx, to, m, 0, false); err != nil {
		s.log.Debug("cannot tell somebody that the bot may not write", "err", err)
	}
}

// topicsBack tells the host of the topics of a chat that were given up, when the
// bot can write in the chat again.
func (s *session) topicsBack(ctx context.Context, chat models.Chat) {
	s.back(ctx, chat, func(at place) bool { return at.id == chat.ID && at.topic != 0 })
}

// topicBack is topicsBack for one topic, which was opened again.
func (s *session) topicBack(ctx context.Context, chat models.Chat, topic int) {
	s.back(ctx, chat, func(at place) bool { return at.id == chat.ID && at.topic == topic })
}

func (s *session) back(ctx context.Context, chat models.Chat, is func(place) bool) {
	keeper, ok := s.host.(bot.Keeper)
	if !ok {
		return
	}
	paused, err := keeper.Paused(ctx, bot.Telegram)
	if err != nil {
		s.log.Warn("cannot tell which chats were given up", "err", err)
		return
	}
	for _, a := range paused {
		if !strings.Contains(a.ID, "/") {
			continue
		}
		if at, err := parsePlace(a.ID); err == nil && is(at) {
			s.host.Joined(ctx, a, placeOf(chat.Type), title(chat))
		}
	}
}
