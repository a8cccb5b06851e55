package telegramtest

import (
	"slices"
	"strconv"
	"strings"
)

// User is a person on the fake Telegram.
type User struct {
	ID             int64
	Name, Username string
}

// The kinds of chat.
const (
	Private    = "private"
	Group      = "group"
	Supergroup = "supergroup"
	Channel    = "channel"
)

// Chat is a conversation to make with AddChat. Topics are the forum topics there
// are besides General; a supergroup that has any is a forum.
type Chat struct {
	ID       int64
	Type     string
	Title    string
	Username string
	Topics   []int
}

// Role is what somebody is in a chat.
type Role string

// The roles, as the server names them.
const (
	Creator       Role = "creator"
	Administrator Role = "administrator"
	Member        Role = "member"
	Left          Role = "left"
	Kicked        Role = "kicked"
)

// chat is a conversation with everything that happened in it.
type chat struct {
	Chat
	bot        Role
	mute       bool // the bot may not write
	roles      map[int64]Role
	messages   []*Message
	migratedTo int64
	deleted    bool
}

// AddChat makes a conversation that the bot is in already: as a member, in a
// channel as an administrator.
func (s *Server) AddChat(c Chat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[c.ID] = &chat{Chat: c, bot: botRole(c.Type), roles: make(map[int64]Role)}
}

func botRole(kind string) Role {
	if kind == Channel {
		return Administrator
	}
	return Member
}

// AddPerson makes the private chat of a person who has started the bot.
func (s *Server) AddPerson(u User) {
	s.AddChat(Chat{ID: u.ID, Type: Private, Title: u.Name, Username: u.Username})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[u.ID] = u
}

// SetRole says what a person is in a chat; unknown people are members of groups
// and have left channels.
func (s *Server) SetRole(chatID int64, u User, r Role) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users[u.ID] = u
	if c := s.chats[chatID]; c != nil {
		c.roles[u.ID] = r
	}
}

// DeleteTopic removes a forum topic.
func (s *Server) DeleteTopic(chatID int64, topic int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		c.Topics = slices.DeleteFunc(c.Topics, func(t int) bool { return t == topic })
	}
}

// Mute forbids the bot to write in a chat, or allows it again.
func (s *Server) Mute(chatID int64, mute bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		c.mute = mute
	}
}

// lookUp finds a chat by its id or @name; s.mu is held.
func (s *Server) lookUp(id string) *chat {
	if name, ok := strings.CutPrefix(id, "@"); ok {
		for _, c := range s.chats {
			if strings.EqualFold(c.Username, name) && c.Type != Private {
				return c
			}
		}
		return nil
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil
	}
	return s.chats[n]
}

// find is lookUp with the server's errors for chats that are not there.
func (s *Server) find(id string) (*chat, *apiError) {
	if strings.TrimSpace(id) == "" {
		return nil, badRequest("chat_id is empty")
	}
	c := s.lookUp(id)
	switch {
	case c == nil:
		return nil, badRequest("chat not found")
	case c.migratedTo != 0:
		return nil, migrated(c.migratedTo)
	}
	return c, nil
}

// reach is find with the server's errors for chats that the bot is not in.
func (s *Server) reach(id string) (*chat, *apiError) {
	c, err := s.find(id)
	if err != nil {
		return nil, err
	}
	switch {
	case c.deleted:
		return nil, forbidden("the group chat was deleted")
	case c.bot == Kicked && c.Type == Private:
		return nil, forbidden("bot was blocked by the user")
	case c.bot == Kicked:
		return nil, forbidden("bot was kicked from the " + c.Type + " chat")
	case c.bot == Left:
		return nil, forbidden("bot is not a member of the " + c.Type + " chat")
	}
	return c, nil
}

// writable is reach with the server's errors for places where the bot may not
// write.
func (s *Server) writable(id string, thread int) (*chat, *apiError) {
	c, err := s.reach(id)
	switch {
	case err != nil:
		return nil, err
	case c.Type == Channel && c.bot != Administrator:
		return nil, badRequest("need administrator rights in the channel chat")
	case c.mute:
		return nil, badRequest("not enough rights to send text messages to the chat")
	case thread != 0 && !slices.Contains(c.Topics, thread):
		return nil, badRequest("message thread not found")
	}
	return c, nil
}

func (c *chat) json() object {
	o := object{"id": c.ID, "type": c.Type}
	if c.Type == Private {
		o["first_name"] = c.Title
	} else {
		o["title"] = c.Title
	}
	if c.Username != "" {
		o["username"] = c.Username
	}
	if len(c.Topics) > 0 {
		o["is_forum"] = true
	}
	return o
}

func (u User) json(isBot bool) object {
	o := object{"id": u.ID, "is_bot": isBot, "first_name": u.Name}
	if u.Username != "" {
		o["username"] = u.Username
	}
	return o
}

// role is what a person is in the chat.
func (c *chat) role(id int64) Role {
	if r, ok := c.roles[id]; ok {
		return r
	}
	if c.Type == Channel {
		return Left
	}
	return Member
}

// member is a ChatMember object (https://core.telegram.org/bots/api#chatmember).
func member(u object, r Role, kind string) object {
	o := object{"status": r, "user": u}
	switch r {
	case Creator:
		o["is_anonymous"] = false
	case Administrator:
		o["can_be_edited"], o["is_anonymous"], o["can_manage_chat"] = false, false, true
		if kind == Channel {
			o["can_post_messages"], o["can_edit_messages"] = true, true
		}
	case Kicked:
		o["until_date"] = 0
	}
	return o
}
