package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// The deadlines of interactions
// (https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
const (
	usualPatience = 3 * time.Second
	tokenLife     = 15 * time.Minute
)

// The types of interaction and callback.
const (
	pressed       = 3
	typing        = 4
	withMessage   = 4
	deferMessage  = 5
	deferUpdate   = 6
	withUpdate    = 7
	withChoices   = 8
	withModal     = 9
	submitted     = 5
	maxChoices    = 25
	maxChoiceName = 100
)

func (s *Server) callback(r *http.Request, body []byte) reply {
	i := s.interactions[r.PathValue("token")]
	if i == nil || i.ID != r.PathValue("id") {
		return errUnknownInteraction
	}
	if i.acked != 0 {
		return errAcknowledged
	}
	if s.opts.Now().Sub(i.created) > s.opts.Patience {
		return errUnknownInteraction
	}
	var c struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &c); err != nil || !suits(c.Type, i.kind) {
		return reply{400, apiError{"Invalid Form Body", 50035, map[string]any{"type": c.Type}}}
	}
	if failed := s.acknowledge(i, c.Type, c.Data); failed != nil {
		return *failed
	}
	i.acked = c.Type
	close(i.done)
	return reply{status: http.StatusNoContent}
}

// suits reports whether an interaction of a kind may be answered in this way.
func suits(callback, kind int) bool {
	switch callback {
	case withMessage, deferMessage:
		return kind != typing
	case withModal:
		return kind != typing && kind != submitted
	case deferUpdate, withUpdate:
		return kind == pressed
	case withChoices:
		return kind == typing
	}
	return false
}

func (s *Server) acknowledge(i *Interaction, kind int, data json.RawMessage) *reply {
	switch kind {
	case withChoices:
		return i.offer(data)
	case withModal:
		return i.ask(data)
	case deferUpdate:
		i.original, i.answered = i.pressed, true
		return nil
	case withUpdate:
		i.original, i.answered = i.pressed, true
		return s.change(i.pressed, data)
	case deferMessage:
		var d struct {
			Flags int `json:"flags"`
		}
		if len(data) > 0 {
			_ = json.Unmarshal(data, &d)
		}
		i.original = &message{
			id: s.newID(), channel: i.Channel, created: s.opts.Now(),
			flags: d.Flags&flagEphemeral | flagLoading, loading: true, bySlash: true,
		}
		s.channels[i.Channel].messages = append(s.channels[i.Channel].messages, i.original)
		return nil
	}
	m, failed := s.newAnswer(i, data)
	i.original, i.answered = m, failed == nil
	return failed
}

// newAnswer makes the message that data describes.
func (s *Server) newAnswer(i *Interaction, data []byte) (*message, *reply) {
	p, rows, failed := read(data)
	if failed != nil {
		return nil, failed
	}
	if p.empty() {
		return nil, &errEmptyMessage
	}
	m := &message{id: s.newID(), channel: i.Channel, created: s.opts.Now(), bySlash: true}
	m.flags = p.Flags & (flagSuppressEmbeds | flagEphemeral | flagSilent | flagComponentsV2)
	p.apply(m, rows, onlyUsers)
	c := s.channels[i.Channel]
	c.messages = append(c.messages, m)
	return m, nil
}

// change edits m as data describes.
func (s *Server) change(m *message, data []byte) *reply {
	p, rows, failed := read(data)
	if failed != nil {
		return failed
	}
	p.apply(m, rows, onlyUsers)
	m.edited = !m.loading
	m.loading = false
	m.flags &^= flagLoading
	return nil
}

func (i *Interaction) offer(data []byte) *reply {
	var d struct {
		Choices *[]Choice `json:"choices"`
	}
	var f form
	if err := json.Unmarshal(data, &d); err != nil || d.Choices == nil {
		f.wrong("data.choices", "BASE_TYPE_REQUIRED", "This field is required")
	} else {
		f.choices(*d.Choices)
		i.choices = *d.Choices
	}
	if bad, ok := f.reply(); ok {
		return &bad
	}
	return nil
}

func (f *form) choices(list []Choice) {
	if len(list) > maxChoices {
		f.wrong("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i, c := range list {
		path := fmt.Sprintf("data.choices.%d", i)
		f.required(path+".name", c.Name)
		f.longest(path+".name", c.Name, maxChoiceName)
		if text, ok := c.Value.(string); ok {
			f.required(path+".value", text)
			f.longest(path+".value", text, maxChoiceName)
		}
	}
}

// live is the interaction that a webhook request answers.
func (s *Server) live(r *http.Request) (*Interaction, *reply) {
	i := s.interactions[r.PathValue("token")]
	switch {
	case i == nil || i.acked == 0 || r.PathValue("app") != s.application:
		return nil, &errUnknownWebhook
	case s.opts.Now().Sub(i.created) > tokenLife:
		return nil, &errInvalidToken
	}
	return i, nil
}

// answerOf is the message that a webhook request is about: @original or an id.
func (s *Server) answerOf(r *http.Request) (*Interaction, *message, *reply) {
	i, failed := s.live(r)
	if failed != nil {
		return nil, nil, failed
	}
	m := i.original
	if id := r.PathValue("message"); id != "@original" {
		m = s.channels[i.Channel].find(id)
	}
	if m == nil || (!slices.Contains(s.channels[i.Channel].messages, m)) {
		return nil, nil, &errUnknownMessage
	}
	return i, m, nil
}

func (s *Server) getAnswer(r *http.Request, _ []byte) reply {
	_, m, failed := s.answerOf(r)
	if failed != nil {
		return *failed
	}
	return reply{200, s.messageJSON(m)}
}

func (s *Server) editAnswer(r *http.Request, body []byte) reply {
	i, m, failed := s.answerOf(r)
	if failed != nil {
		return *failed
	}
	if failed := s.change(m, body); failed != nil {
		return *failed
	}
	i.answered = true
	return reply{200, s.messageJSON(m)}
}

func (s *Server) deleteAnswer(r *http.Request, _ []byte) reply {
	i, m, failed := s.answerOf(r)
	if failed != nil {
		return *failed
	}
	s.channels[i.Channel].remove(m)
	m.loading = false // what follows is a message of its own
	return reply{status: http.StatusNoContent}
}

// followUp adds a message to an answered interaction. While the answer is
// deferred it becomes that answer, with the visibility chosen then.
func (s *Server) followUp(r *http.Request, body []byte) reply {
	i, failed := s.live(r)
	if failed != nil {
		return *failed
	}
	if i.original != nil && i.original.loading {
		return s.editAnswerTo(i, body)
	}
	m, failed := s.newAnswer(i, body)
	if failed != nil {
		return *failed
	}
	return reply{200, s.messageJSON(m)}
}

func (s *Server) editAnswerTo(i *Interaction, body []byte) reply {
	if failed := s.change(i.original, body); failed != nil {
		return *failed
	}
	i.answered = true
	return reply{200, s.messageJSON(i.original)}
}
