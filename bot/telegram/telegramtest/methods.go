package telegramtest

import (
	"context"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// methods are those that the server knows besides getUpdates, in lower case;
// s.mu is held when they run.
var methods = map[string]func(*Server, params) (any, *apiError){
	"getme":                  (*Server).getMe,
	"deletewebhook":          (*Server).deleteWebhook,
	"setwebhook":             (*Server).setWebhook,
	"getwebhookinfo":         (*Server).getWebhookInfo,
	"setmycommands":          (*Server).setMyCommands,
	"getmycommands":          (*Server).getMyCommands,
	"deletemycommands":       (*Server).deleteMyCommands,
	"sendmessage":            (*Server).sendMessage,
	"sendphoto":              (*Server).sendPhoto,
	"editmessagetext":        (*Server).editMessageText,
	"editmessagereplymarkup": (*Server).editMessageReplyMarkup,
	"deletemessage":          (*Server).deleteMessage,
	"answercallbackquery":    (*Server).answerCallbackQuery,
	"sendchataction":         (*Server).sendChatAction,
	"getchat":                (*Server).getChat,
	"getchatmember":          (*Server).getChatMember,
	"getchatadministrators":  (*Server).getChatAdministrators,
}

// call runs a method. Names are not case-sensitive, as on the real server.
func (s *Server) call(ctx context.Context, method string, p params) (any, *apiError) {
	method = strings.ToLower(method)
	if method == "getupdates" {
		return s.getUpdates(ctx, p)
	}
	run, ok := methods[method]
	if !ok {
		return nil, notFound("Not Found: method not found")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.wake()
	return run(s, p)
}

func (s *Server) getMe(params) (any, *apiError) {
	me := s.me.json(true)
	me["can_join_groups"], me["can_read_all_group_messages"] = true, s.opts.NoPrivacy
	return me, nil
}

func (s *Server) deleteWebhook(p params) (any, *apiError) {
	s.endHook()
	if p.yes("drop_pending_updates") {
		s.queue.waiting = nil
	}
	return true, nil
}

// Command is an entry of the bot's menu.
type Command struct {
	Name    string `json:"command"`
	Summary string `json:"description"`
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// Menu are the commands of a scope such as default or all_group_chats; nil where
// none were set.
func (s *Server) Menu(scope string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commands[scope]
}

// scope reads the scope parameter to a key.
func scope(p params) (string, *apiError) {
	raw := p["scope"]
	if raw == "" {
		return "default", nil
	}
	var sc struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"`
		UserID int64           `json:"user_id"`
	}
	if json.Unmarshal([]byte(raw), &sc) != nil {
		return "", badRequest("can't parse BotCommandScope JSON object")
	}
	switch sc.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return sc.Type, nil
	case "chat", "chat_administrators", "chat_member":
		return sc.Type + string(sc.ChatID) + "/" + strconv.FormatInt(sc.UserID, 10), nil
	}
	return "", badRequest("can't parse BotCommandScope: unsupported type specified")
}

func (s *Server) setMyCommands(p params) (any, *apiError) {
	key, err := scope(p)
	if err != nil {
		return nil, err
	}
	var list []Command
	if json.Unmarshal([]byte(p["commands"]), &list) != nil {
		return nil, badRequest("can't parse commands specified")
	}
	if len(list) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		if !commandName.MatchString(c.Name) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := len([]rune(c.Summary)); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	s.commands[key] = list
	return true, nil
}

func (s *Server) getMyCommands(p params) (any, *apiError) {
	key, err := scope(p)
	if err != nil {
		return nil, err
	}
	if list := s.commands[key]; list != nil {
		return list, nil
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(p params) (any, *apiError) {
	key, err := scope(p)
	if err != nil {
		return nil, err
	}
	delete(s.commands, key)
	return true, nil
}

func (s *Server) sendChatAction(p params) (any, *apiError) {
	if _, err := s.writable(p["chat_id"], int(p.number("message_thread_id"))); err != nil {
		return nil, err
	}
	if p["action"] == "" {
		return nil, badRequest("wrong parameter action in request")
	}
	return true, nil
}

func (s *Server) getChat(p params) (any, *apiError) {
	c, err := s.find(p["chat_id"])
	if err != nil {
		return nil, err
	}
	o := c.json()
	o["max_reaction_count"], o["accent_color_id"] = 11, 0
	if c.Type == Group || c.Type == Supergroup {
		o["permissions"] = object{"can_send_messages": !c.mute}
	}
	return o, nil
}

func (s *Server) getChatMember(p params) (any, *apiError) {
	c, err := s.reach(p["chat_id"])
	if err != nil {
		return nil, err
	}
	id := p.number("user_id")
	if id == s.me.ID {
		return member(s.me.json(true), c.bot, c.Type), nil
	}
	u, ok := s.users[id]
	if !ok {
		return nil, badRequest("invalid user_id specified")
	}
	return member(u.json(false), c.role(id), c.Type), nil
}

func (s *Server) getChatAdministrators(p params) (any, *apiError) {
	c, err := s.reach(p["chat_id"])
	if err != nil {
		return nil, err
	}
	if c.Type == Private {
		return nil, badRequest("there are no administrators in the private chat")
	}
	list := []object{}
	for id, r := range c.roles {
		if r == Creator || r == Administrator {
			list = append(list, member(s.users[id].json(false), r, c.Type))
		}
	}
	return list, nil
}
