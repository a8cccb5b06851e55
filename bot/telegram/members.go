package telegram

import (
	"context"
	"fmt"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// membership handles what became of the bot in a chat: whether it can write
// there now, and could before.
func (s *session) membership(ctx context.Context, u *models.ChatMemberUpdated) error {
	at := place{id: u.Chat.ID}.address()
	could := canWrite(u.Chat.Type, u.OldChatMember)
	can, why := writes(u.Chat.Type, u.NewChatMember)
	s.admins.forget(u.Chat.ID)
	switch {
	case can && !could:
		greeting := s.host.Joined(ctx, at, placeOf(u.Chat.Type), title(u.Chat))
		s.topicsBack(ctx, u.Chat)
		if u.Chat.Type == models.ChatTypePrivate {
			return nil // who starts the bot again says /start, which greets
		}
		return s.reply(ctx, at, greeting, 0)
	case !can:
		s.host.Left(ctx, at, why)
	}
	return nil
}

func canWrite(t models.ChatType, m models.ChatMember) bool {
	can, _ := writes(t, m)
	return can
}

// writes reports whether a member may write in a chat, and if not, why.
func writes(t models.ChatType, m models.ChatMember) (can bool, why string) {
	switch {
	case m.Type == models.ChatMemberTypeOwner:
		return true, ""
	case m.Type == models.ChatMemberTypeBanned && t == models.ChatTypePrivate:
		return false, "the user has blocked the bot"
	case m.Type == models.ChatMemberTypeBanned, m.Type == models.ChatMemberTypeLeft:
		return false, "the bot was removed"
	case m.Restricted != nil:
		return m.Restricted.IsMember && m.Restricted.CanSendMessages, "the bot may not write here"
	case t != models.ChatTypeChannel:
		return true, ""
	case m.Administrator != nil && m.Administrator.CanPostMessages:
		return true, ""
	}
	return false, "the bot may not post in the channel"
}

// Bounds of what is remembered about members.
const (
	adminTime = time.Minute
	maxAdmins = 10_000
)

// admins remembers for a while who manages which chat. The zero value is empty.
type admins struct {
	mu    sync.Mutex
	known map[member]standing
}

type member struct{ chat, user int64 }

type standing struct {
	manages bool
	until   time.Time
}

func (a *admins) get(m member) (manages, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	s, ok := a.known[m]
	return s.manages, ok && time.Now().Before(s.until)
}

func (a *admins) put(m member, manages bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known == nil || len(a.known) >= maxAdmins {
		a.known = make(map[member]standing)
	}
	a.known[m] = standing{manages: manages, until: time.Now().Add(adminTime)}
}

// forget drops what is known about a chat.
func (a *admins) forget(chat int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for m := range a.known {
		if m.chat == chat {
			delete(a.known, m)
		}
	}
}

// isManager asks whether a user may manage a chat: its owner, and administrators
// with any right at all, which is what can_manage_chat says.
func (p *Platform) isManager(ctx context.Context, chat, user int64) (bool, error) {
	m := member{chat: chat, user: user}
	if manages, ok := p.admins.get(m); ok {
		return manages, nil
	}
	got, err := p.api.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: chat, UserID: user})
	if err != nil {
		return false, fmt.Errorf("ask who manages the chat: %w", cause(err))
	}
	manages := got.Owner != nil || got.Administrator != nil && got.Administrator.CanManageChat
	p.admins.put(m, manages)
	return manages, nil
}

func messageID(n int) bot.MessageID { return bot.MessageID(fmt.Sprint(n)) }
