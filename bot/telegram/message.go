package telegram

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// message handles what somebody wrote, and the service message that says that a
// group has a new id.
func (s *session) message(ctx context.Context, m *models.Message) error {
	here := place{id: m.Chat.ID}.address()
	switch {
	case m.MigrateToChatID != 0:
		s.host.Moved(ctx, here, place{id: m.MigrateToChatID}.address())
		return nil
	case m.MigrateFromChatID != 0:
		s.host.Moved(ctx, place{id: m.MigrateFromChatID}.address(), here)
		return nil
	case m.ForumTopicReopened != nil:
		s.topicBack(ctx, m.Chat, m.MessageThreadID)
		return nil
	case m.ForwardOrigin != nil || m.IsAutomaticForward:
		return nil // meant for somebody else; a channel's post comes as such, too
	}
	l, ok := s.line(m)
	if !ok {
		return nil
	}
	r := s.request(m)
	r.Command, r.Args = l.command, l.args
	answer := s.host.Handle(ctx, r)
	replyTo := 0
	if r.Place == bot.PlaceGroup {
		replyTo = m.ID // says whose question it answers
	}
	lost, err := s.deliver(ctx, r.Address, answer, replyTo)
	if lost {
		s.aside(ctx, r, answer)
	}
	return err
}

// line finds what is meant for the bot: commands everywhere, anything in a
// private chat, and in groups what begins with the bot's name. Replies to the
// bot's posts are people talking about the news, so they alone are not; but where
// it asked for a text, the reply is that.
func (s *session) line(m *models.Message) (line, bool) {
	if m.Text == "" || m.From != nil && m.From.IsBot && m.SenderChat == nil {
		return line{}, false
	}
	l, kind := parseLine(m.Text, m.Entities, s.me.username)
	if command, ok := asked(m.ReplyToMessage, s.me.id); ok && kind == linePlain {
		name, args, _ := strings.Cut(command, " ")
		return line{command: name, args: args + " " + l.args}, true
	}
	switch {
	case kind == lineElsewhere:
		return line{}, false
	case kind == lineCommand:
		return started(l), true
	case m.Chat.Type == models.ChatTypePrivate, kind == lineMention:
		return l, l.args != ""
	}
	return line{}, false
}

// request says who asks, and where.
func (s *session) request(m *models.Message) bot.Request {
	r := bot.Request{
		Address: addressOf(m).address(), Place: placeOf(m.Chat.Type), Title: title(m.Chat), Format: s.Format(),
		MayPost: s.mayPost(m.Chat),
	}
	switch {
	case r.Place == bot.PlaceBroadcast:
		return r // whoever posts in a channel may do that
	case m.SenderChat != nil:
		// Written in the name of the group by one of its administrators, or in
		// the name of some channel by anybody.
		allowed := m.SenderChat.ID == m.Chat.ID
		r.MayManage = func(context.Context) (bool, error) { return allowed, nil }
		return r
	case m.From == nil:
		r.MayManage = func(context.Context) (bool, error) { return false, nil }
		return r
	}
	r.User = person(m.From)
	r.MayManage = s.mayManage(m.Chat, m.From.ID)
	return r
}

// mayManage asks, when called, whether a user may manage a chat.
func (p *Platform) mayManage(chat models.Chat, user int64) func(context.Context) (bool, error) {
	if chat.Type == models.ChatTypePrivate {
		return nil
	}
	return func(ctx context.Context) (bool, error) { return p.isManager(ctx, chat.ID, user) }
}

// addressOf is where a message stands. Only forum topics are places of their
// own; the threads of replies in other groups are not.
func addressOf(m *models.Message) place {
	at := place{id: m.Chat.ID}
	if m.IsTopicMessage && m.MessageThreadID != general {
		at.topic = m.MessageThreadID
	}
	return at
}

func placeOf(t models.ChatType) bot.Place {
	switch t {
	case models.ChatTypePrivate:
		return bot.PlacePrivate
	case models.ChatTypeChannel:
		return bot.PlaceBroadcast
	}
	return bot.PlaceGroup
}

// maxName bounds names of chats and people, in characters.
const maxName = 128

func title(c models.Chat) string {
	if c.Title != "" {
		return clip(cleanLine(c.Title), maxName)
	}
	return clip(cleanLine(strings.TrimSpace(c.FirstName+" "+c.LastName)), maxName)
}

func person(u *models.User) bot.User {
	name := strings.TrimSpace(u.FirstName + " " + u.LastName)
	if name == "" {
		name = u.Username
	}
	return bot.User{Platform: bot.Telegram, ID: strconv.FormatInt(u.ID, 10), Name: clip(cleanLine(name), maxName)}
}
