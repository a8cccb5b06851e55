package telegramtest

import (
	"context"
	"fmt"
	"slices"
)

// Message is a message that the bot sent, as it stands now.
type Message struct {
	ID     int
	Chat   int64
	Thread int
	// Text is what people read; Entities say how it is set.
	Text     string
	Entities []Entity
	Buttons  [][]Button
	// Preview is the page shown under the text: the one asked for, empty where
	// the preview is disabled.
	Preview      string
	PreviewLarge bool
	// Photo is the picture's address, where there is one; Text is its caption.
	Photo   string
	Silent  bool
	Edited  bool
	ReplyTo int
	// Forces says that the reader is asked to answer it.
	Forces bool

	fromBot bool
	author  User
	date    int64
}

// Button is one button under a message.
type Button struct{ Label, Data, URL string }

// Labels are the labels of all buttons, row by row.
func (m Message) Labels() []string {
	var labels []string
	for _, row := range m.Buttons {
		for _, b := range row {
			labels = append(labels, b.Label)
		}
	}
	return labels
}

// Has reports whether any part of the message is of an entity type, such as
// bold.
func (m Message) Has(entity string) bool {
	return slices.ContainsFunc(m.Entities, func(e Entity) bool { return e.Type == entity })
}

// Messages are the bot's messages in a chat, or in one topic of it, oldest
// first. Topic 0 means those in no topic.
func (s *Server) Messages(chatID int64, topic int) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown(chatID, topic)
}

func (s *Server) shown(chatID int64, topic int) []Message {
	c := s.chats[chatID]
	if c == nil {
		return nil
	}
	var list []Message
	for _, m := range c.messages {
		if m.fromBot && m.Thread == topic {
			list = append(list, *m)
		}
	}
	return list
}

// Await blocks until the bot has at least n messages there, or ctx ends.
func (s *Server) Await(ctx context.Context, chatID int64, topic, n int) ([]Message, error) {
	var list []Message
	err := s.Until(ctx, func() bool {
		list = s.shown(chatID, topic)
		return len(list) >= n
	})
	if err != nil {
		return list, fmt.Errorf("await %d messages in %d/%d, have %d: %w", n, chatID, topic, len(list), err)
	}
	return list, nil
}

// AwaitCall blocks until there were at least n calls of a method.
func (s *Server) AwaitCall(ctx context.Context, method string, n int) error {
	err := s.Until(ctx, func() bool {
		seen := 0
		for _, c := range s.calls {
			if c.Method == method {
				seen++
			}
		}
		return seen >= n
	})
	if err != nil {
		return fmt.Errorf("await %d calls of %s: %w", n, method, err)
	}
	return nil
}

// AwaitAnswer blocks until a press was answered, and returns the answer.
func (s *Server) AwaitAnswer(ctx context.Context, press string) (Answer, error) {
	var found Answer
	err := s.Until(ctx, func() bool {
		i := slices.IndexFunc(s.answers, func(a Answer) bool { return a.Press == press })
		if i >= 0 {
			found = s.answers[i]
		}
		return i >= 0
	})
	return found, err
}

// Until blocks until done, which is asked after every change while the server
// stands still and must call none of its methods, or ctx ends.
func (s *Server) Until(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// json is the Message object of the Bot API.
func (m *Message) json(c *chat, me User) object {
	o := object{"message_id": m.ID, "chat": c.json(), "date": m.date}
	switch {
	case m.fromBot && c.Type == Channel:
		o["sender_chat"] = c.json()
	case m.fromBot:
		o["from"] = me.json(true)
	case m.author.ID != 0:
		o["from"] = m.author.json(false)
	}
	text, entities := "text", "entities"
	if m.Photo != "" {
		text, entities = "caption", "caption_entities"
		o["photo"] = []object{{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}}
	}
	o[text] = m.Text
	if len(m.Entities) > 0 {
		list := make([]object, len(m.Entities))
		for i, e := range m.Entities {
			list[i] = e.json()
		}
		o[entities] = list
	}
	if m.Thread != 0 {
		o["message_thread_id"], o["is_topic_message"] = m.Thread, true
	}
	if m.Edited {
		o["edit_date"] = m.date
	}
	if len(m.Buttons) > 0 {
		o["reply_markup"] = object{"inline_keyboard": keyboardJSON(m.Buttons)}
	}
	return o
}

func keyboardJSON(rows [][]Button) [][]object {
	out := make([][]object, len(rows))
	for i, row := range rows {
		for _, b := range row {
			o := object{"text": b.Label}
			if b.URL != "" {
				o["url"] = b.URL
			} else {
				o["callback_data"] = b.Data
			}
			out[i] = append(out[i], o)
		}
	}
	return out
}

func (c *chat) forget(id int) {
	c.messages = slices.DeleteFunc(c.messages, func(m *Message) bool { return m.ID == id })
}
