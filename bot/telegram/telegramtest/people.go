package telegramtest

import (
	"strings"
)

// groupAnonymousBot stands for administrators who write anonymously
// (https://core.telegram.org/bots/api#message, "from").
var groupAnonymousBot = User{ID: 1087968824, Name: "Group", Username: "GroupAnonymousBot"}

// Incoming is a message that somebody writes.
type Incoming struct {
	Chat  int64
	Topic int
	From  User
	Text  string
	// ReplyTo is the message that it answers.
	ReplyTo int
	// Anonymous messages of administrators are written in the group's name.
	Anonymous bool
	// Forwarded messages were written elsewhere; AutoForwarded ones are a linked
	// channel's posts in its discussion group.
	Forwarded, AutoForwarded bool
	// Thread is the thread of replies that the message is in, in a group that is
	// no forum.
	Thread int
}

// Type makes a person write a line in a chat, or in a topic of it. In a channel
// it is a post, which names no author. It returns the message's id; where the
// bot does not get it (it is not there, or privacy mode hides it) no update is
// made.
func (s *Server) Type(chatID int64, topic int, from User, text string) int {
	return s.Write(Incoming{Chat: chatID, Topic: topic, From: from, Text: text})
}

// Write is Type for everything else that a message can be.
func (s *Server) Write(in Incoming) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[in.Chat]
	if c == nil {
		return 0
	}
	if c.Type == Private && c.bot == Kicked {
		s.member(c, in.From, Member) // writing to a blocked bot unblocks it
	}
	s.users[in.From.ID] = in.From
	m := &Message{
		Chat: in.Chat, Thread: in.Topic, Text: in.Text, Entities: found(in.Text, nil),
		ReplyTo: in.ReplyTo, author: in.From, date: s.opts.Clock().Unix(),
	}
	s.file(c, m)
	if s.sees(c, m) {
		kind := "message"
		if c.Type == Channel {
			kind = "channel_post"
		}
		s.queue.add(kind, s.incoming(c, m, in))
	}
	s.wake()
	return m.ID
}

// sees reports whether the bot gets a message: in groups, privacy mode leaves it
// commands, mentions and replies to it.
func (s *Server) sees(c *chat, m *Message) bool {
	if c.bot != Member && c.bot != Administrator {
		return false
	}
	if c.Type == Private || c.Type == Channel || c.bot == Administrator || s.opts.NoPrivacy {
		return true
	}
	reply := c.message(m.ReplyTo)
	return strings.HasPrefix(m.Text, "/") || reply != nil && reply.fromBot ||
		strings.Contains(strings.ToLower(m.Text), "@"+strings.ToLower(s.me.Username))
}

func (s *Server) incoming(c *chat, m *Message, in Incoming) object {
	o := m.json(c, s.me)
	switch {
	case c.Type == Channel:
		delete(o, "from")
		o["sender_chat"] = c.json()
	case in.Anonymous:
		o["from"], o["sender_chat"] = groupAnonymousBot.json(true), c.json()
	}
	if in.Thread != 0 {
		o["message_thread_id"] = in.Thread
	}
	if in.Forwarded || in.AutoForwarded {
		o["forward_origin"] = object{"type": "hidden_user", "sender_user_name": "Somebody", "date": m.date}
	}
	if in.AutoForwarded {
		o["is_automatic_forward"] = true
	}
	if reply := c.message(m.ReplyTo); reply != nil {
		o["reply_to_message"] = reply.json(c, s.me)
	}
	return o
}

// AddBot adds the bot to a conversation that exists, or lets it in again; in a
// channel as an administrator.
func (s *Server) AddBot(chatID int64, by User) { s.setBot(chatID, by, "") }

// RemoveBot throws the bot out.
func (s *Server) RemoveBot(chatID int64, by User) { s.setBot(chatID, by, Kicked) }

// Block makes a person block the bot.
func (s *Server) Block(u User) { s.setBot(u.ID, u, Kicked) }

// SetBotRole makes the bot an administrator or a plain member of a chat.
func (s *Server) SetBotRole(chatID int64, by User, r Role) { s.setBot(chatID, by, r) }

func (s *Server) setBot(chatID int64, by User, r Role) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return
	}
	if r == "" {
		r = botRole(c.Type)
	}
	s.member(c, by, r)
	s.wake()
}

// Expel removes the bot without telling it, as happens while it is not running.
func (s *Server) Expel(chatID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		c.bot = Kicked
	}
}

// member changes what the bot is in a chat and files my_chat_member.
func (s *Server) member(c *chat, by User, r Role) {
	if c.bot == r {
		return
	}
	old := c.bot
	c.bot = r
	s.queue.add("my_chat_member", object{
		"chat": c.json(), "from": by.json(false), "date": s.opts.Clock().Unix(),
		"old_chat_member": member(s.me.json(true), old, c.Type),
		"new_chat_member": member(s.me.json(true), r, c.Type),
	})
}

// Migrate turns a group into a supergroup with a new id. Service messages in
// both say so.
func (s *Server) Migrate(from, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[from]
	if c == nil {
		return
	}
	super := &chat{Chat: c.Chat, bot: c.bot, roles: c.roles}
	super.ID, super.Type = to, Supergroup
	s.chats[to] = super
	c.migratedTo = to
	date := s.opts.Clock().Unix()
	s.nextID += 2
	s.queue.add("message", object{
		"message_id": s.nextID - 1, "date": date, "chat": c.json(), "migrate_to_chat_id": to,
		"from": groupAnonymousBot.json(true),
	})
	s.queue.add("message", object{
		"message_id": s.nextID, "date": date, "chat": super.json(), "migrate_from_chat_id": from,
		"from": groupAnonymousBot.json(true),
	})
	s.wake()
}
