package telegramtest

import (
	"encoding/json"
	"reflect"
)

func (s *Server) sendMessage(p params) (any, *apiError) {
	c, err := s.writable(p["chat_id"], int(p.number("message_thread_id")))
	if err != nil {
		return nil, err
	}
	text, entities, err := styled(p["text"], p["parse_mode"], maxText)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, badRequest("message text is empty")
	}
	m := &Message{Text: text, Entities: entities}
	if err := m.preview(p); err != nil {
		return nil, err
	}
	return s.post(c, m, p)
}

func (s *Server) sendPhoto(p params) (any, *apiError) {
	c, err := s.writable(p["chat_id"], int(p.number("message_thread_id")))
	if err != nil {
		return nil, err
	}
	photo := p["photo"]
	if photo == "" {
		return nil, badRequest("there is no photo in the request")
	}
	text, entities, err := styled(p["caption"], p["parse_mode"], maxCaption)
	if err != nil {
		return nil, err
	}
	return s.post(c, &Message{Text: text, Entities: entities, Photo: photo}, p)
}

// post checks what all messages have in common, counts it against the limits
// and shows it.
func (s *Server) post(c *chat, m *Message, p params) (any, *apiError) {
	var err *apiError
	if m.Buttons, err = keyboard(p["reply_markup"]); err != nil {
		return nil, err
	}
	m.Forces = forcesReply(p["reply_markup"])
	if m.ReplyTo, err = c.replyTo(p); err != nil {
		return nil, err
	}
	now := s.opts.Clock()
	if !s.opts.NoLimits {
		group := c.Type != Private
		if wait := s.limits.take(c.ID, group, now); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	m.Chat, m.Thread = c.ID, int(p.number("message_thread_id"))
	m.Silent = p.yes("disable_notification")
	m.fromBot, m.date = true, now.Unix()
	s.file(c, m)
	s.tally.Shown++
	s.tally.Last = now
	return m.json(c, s.me), nil
}

// file gives a message its number and keeps it.
func (s *Server) file(c *chat, m *Message) {
	s.nextID++
	m.ID = s.nextID
	c.messages = append(c.messages, m)
}

// preview reads link_preview_options
// (https://core.telegram.org/bots/api#linkpreviewoptions).
func (m *Message) preview(p params) *apiError {
	raw := p["link_preview_options"]
	if raw == "" {
		m.Preview = firstLink(m.Entities)
		return nil
	}
	var o struct {
		Disabled bool   `json:"is_disabled"`
		URL      string `json:"url"`
		Large    bool   `json:"prefer_large_media"`
	}
	if json.Unmarshal([]byte(raw), &o) != nil {
		return badRequest("can't parse link preview options JSON object")
	}
	if o.URL != "" && !webURL(o.URL) {
		return badRequest("Wrong HTTP URL specified")
	}
	m.PreviewLarge = o.Large
	switch {
	case o.Disabled:
		m.Preview = ""
	case o.URL != "":
		m.Preview = o.URL
	default:
		m.Preview = firstLink(m.Entities)
	}
	return nil
}

func firstLink(entities []Entity) string {
	for _, e := range entities {
		if e.URL != "" {
			return e.URL
		}
	}
	return ""
}

// replyTo reads reply_parameters (https://core.telegram.org/bots/api#replyparameters).
func (c *chat) replyTo(p params) (int, *apiError) {
	raw := p["reply_parameters"]
	if raw == "" {
		return 0, nil
	}
	var r struct {
		ID      int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}
	if json.Unmarshal([]byte(raw), &r) != nil {
		return 0, badRequest("can't parse reply parameters JSON object")
	}
	if c.message(r.ID) != nil {
		return r.ID, nil
	}
	if r.Without {
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}

func (c *chat) message(id int) *Message {
	for _, m := range c.messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// editable finds a message that the bot may change.
func (s *Server) editable(p params) (*chat, *Message, *apiError) {
	c, err := s.reach(p["chat_id"])
	if err != nil {
		return nil, nil, err
	}
	m := c.message(int(p.number("message_id")))
	switch {
	case m == nil:
		return nil, nil, badRequest("message to edit not found")
	case !m.fromBot:
		return nil, nil, badRequest("message can't be edited")
	}
	return c, m, nil
}

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// editMessageText replaces text and keyboard; without reply_markup the keyboard
// goes.
func (s *Server) editMessageText(p params) (any, *apiError) {
	c, m, err := s.editable(p)
	if err != nil {
		return nil, err
	}
	if m.Photo != "" {
		return nil, badRequest("there is no text in the message to edit")
	}
	next := *m
	if next.Text, next.Entities, err = styled(p["text"], p["parse_mode"], maxText); err != nil {
		return nil, err
	}
	if next.Text == "" {
		return nil, badRequest("message text is empty")
	}
	if err := next.preview(p); err != nil {
		return nil, err
	}
	return s.change(c, m, next, p)
}

func (s *Server) editMessageReplyMarkup(p params) (any, *apiError) {
	c, m, err := s.editable(p)
	if err != nil {
		return nil, err
	}
	return s.change(c, m, *m, p)
}

func (s *Server) change(c *chat, m *Message, next Message, p params) (any, *apiError) {
	var err *apiError
	if next.Buttons, err = keyboard(p["reply_markup"]); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(*m, next) {
		return nil, badRequest(notModified)
	}
	next.Edited = true
	*m = next
	return m.json(c, s.me), nil
}

// maxDeleteAge is how long a message can be deleted
// (https://core.telegram.org/bots/api#deletemessage).
const maxDeleteAge = 48 * 60 * 60

func (s *Server) deleteMessage(p params) (any, *apiError) {
	c, err := s.reach(p["chat_id"])
	if err != nil {
		return nil, err
	}
	id := int(p.number("message_id"))
	m := c.message(id)
	switch {
	case m == nil:
		return nil, badRequest("message to delete not found")
	case s.opts.Clock().Unix()-m.date > maxDeleteAge:
		return nil, badRequest("message can't be deleted for everyone")
	}
	c.forget(id)
	return true, nil
}
