package telegramtest

import (
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// maxAnswer is the longest answer to a press
// (https://core.telegram.org/bots/api#answercallbackquery).
const maxAnswer = 200

// answerTime is how long the server waits for the answer to a press.
const answerTime = 15 * time.Second

// query is a press that waits for its answer.
type query struct {
	at       time.Time
	answered bool
}

// Answer is what somebody saw who pressed a button: nothing but the end of the
// waiting, a short notice, an alert, or a page that opened.
type Answer struct {
	Press string
	Text  string
	Alert bool
	URL   string
}

// Press makes a person press the newest button with the label in a chat, or in a
// topic of it, and returns the press's id; empty where there is no such button.
func (s *Server) Press(chatID int64, topic int, by User, label string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return ""
	}
	for _, m := range slices.Backward(c.messages) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if m.Thread == topic && b.Label == label && b.Data != "" {
					return s.press(c, m, by, b)
				}
			}
		}
	}
	return ""
}

func (s *Server) press(c *chat, m *Message, by User, b Button) string {
	s.users[by.ID] = by
	id := strconv.FormatInt(4_000_000_000+int64(len(s.queries)), 10)
	s.queries[id] = &query{at: s.opts.Clock()}
	s.queue.add("callback_query", object{
		"id": id, "from": by.json(false), "chat_instance": "1", "data": b.Data, "message": m.json(c, s.me),
	})
	s.wake()
	return id
}

// Answers are the answers to presses, oldest first.
func (s *Server) Answers() []Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.answers)
}

func (s *Server) answerCallbackQuery(p params) (any, *apiError) {
	id := p["callback_query_id"]
	q := s.queries[id]
	if q == nil || q.answered || s.opts.Clock().Sub(q.at) > answerTime {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if utf8.RuneCountInString(p["text"]) > maxAnswer {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if u := p["url"]; u != "" && !startLink(u, s.me.Username) {
		return nil, badRequest("URL_INVALID")
	}
	q.answered = true
	s.answers = append(s.answers, Answer{Press: id, Text: p["text"], Alert: p.yes("show_alert"), URL: p["url"]})
	return true, nil
}
