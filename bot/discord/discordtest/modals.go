package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Modal is a dialogue that a person sees after a press or a command: one field to
// fill in, as far as this fake knows dialogues.
type Modal struct {
	CustomID, Title, Label, Value string
	Field                         string // the custom id of the field
	MaxLength                     int
}

// ask takes the dialogue that an interaction is answered with
// (https://discord.com/developers/docs/components/reference#text-input).
func (i *Interaction) ask(data []byte) *reply {
	var d struct {
		CustomID   string `json:"custom_id"`
		Title      string `json:"title"`
		Components []struct {
			Type       int `json:"type"`
			Components []struct {
				Type      int    `json:"type"`
				CustomID  string `json:"custom_id"`
				Style     int    `json:"style"`
				Label     string `json:"label"`
				Value     string `json:"value"`
				MaxLength int    `json:"max_length"`
			} `json:"components"`
		} `json:"components"`
	}
	var f form
	if err := json.Unmarshal(data, &d); err != nil || len(d.Components) == 0 || len(d.Components) > 5 {
		f.wrong("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	f.required("data.custom_id", d.CustomID)
	f.longest("data.custom_id", d.CustomID, 100)
	f.required("data.title", d.Title)
	f.longest("data.title", d.Title, 45)
	for k, row := range d.Components {
		path := fmt.Sprintf("data.components.%d", k)
		if row.Type != 1 || len(row.Components) != 1 || row.Components[0].Type != 4 {
			f.wrong(path, "UNION_TYPE_CHOICES", "A row of a dialogue holds one text input.")
			continue
		}
		in := row.Components[0]
		f.required(path+".label", in.Label)
		f.longest(path+".label", in.Label, 45)
		f.longest(path+".value", in.Value, max(in.MaxLength, 1))
		if in.Style != 1 && in.Style != 2 || in.MaxLength < 1 || in.MaxLength > 4000 {
			f.wrong(path, "BASE_TYPE_CHOICES", "No such style, or length.")
		}
		i.modal = Modal{d.CustomID, d.Title, in.Label, in.Value, in.CustomID, in.MaxLength}
	}
	if bad, ok := f.reply(); ok {
		return &bad
	}
	return nil
}

// Asked is the dialogue that i was answered with.
func (s *Server) Asked(i *Interaction) (Modal, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.modal, i.acked == withModal
}

// FillIn makes the person of i fill in the dialogue that i was answered with.
func (s *Server) FillIn(i *Interaction, text string) (*Interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i.acked != withModal {
		return nil, errors.New("no dialogue is open")
	}
	c := s.channels[i.Channel]
	next := s.newInteraction(submitted, c, i.user)
	field := map[string]any{"type": 4, "id": 2, "custom_id": i.modal.Field, "value": text}
	s.emit("INTERACTION_CREATE", s.interactionJSON(next, c, map[string]any{
		"custom_id":  i.modal.CustomID,
		"components": []any{map[string]any{"type": 1, "id": 1, "components": []any{field}}},
	}))
	return next, nil
}
