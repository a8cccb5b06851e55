package discordtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Interaction is something that a person did: gave a command, pressed a button,
// typed in an option.
type Interaction struct {
	// ID and Channel tell which and where.
	ID, Channel string

	token    string
	kind     int
	user     User
	created  time.Time
	acked    int // the type of the callback, 0 before
	answered bool
	pressed  *message
	original *message
	choices  []Choice
	modal    Modal
	done     chan struct{} // closed when the callback came
}

// InteractionSecret is what the token of every interaction begins with: it is a
// secret, too, and should appear in no log.
const InteractionSecret = "aW50ZXJhY3Rpb246"

// Choice is one offer of autocompletion.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Value is what a person gives for an option.
type Value struct {
	Name  string
	Value string
	// Focused is the option being typed, for Autocomplete.
	Focused bool
}

// Slash makes user give a command in a channel. Values are checked against the
// registered command, as Discord's own client does.
func (s *Server) Slash(channelID string, user User, command string, values ...Value) (*Interaction, error) {
	return s.typed(2, channelID, user, command, values)
}

// Autocomplete makes user type in an option of a command, and waits for the
// choices.
func (s *Server) Autocomplete(ctx context.Context, channelID string, user User, command string, values ...Value) ([]Choice, error) {
	i, err := s.typed(4, channelID, user, command, values)
	if err != nil {
		return nil, err
	}
	if err := i.Await(ctx); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.choices, nil
}

// Press makes user press the newest button in a channel that has the label.
func (s *Server) Press(channelID string, user User, label string) (*Interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	if c == nil {
		return nil, errors.New("no such channel")
	}
	for k := len(c.messages) - 1; k >= 0; k-- {
		m := c.messages[k]
		for _, row := range m.buttons {
			for _, b := range row {
				if b.Label == label && b.CustomID != "" {
					return s.press(c, user, m, b), nil
				}
			}
		}
	}
	return nil, fmt.Errorf("no button %q in channel %s", label, channelID)
}

// PressID makes user press a button with the custom id, whether it exists or not.
func (s *Server) PressID(channelID string, user User, customID string) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	m := &message{id: s.newID(), channel: channelID}
	return s.press(c, user, m, Button{CustomID: customID})
}

func (s *Server) press(c *channel, user User, m *message, b Button) *Interaction {
	i := s.newInteraction(3, c, user)
	i.pressed = m
	event := s.interactionJSON(i, c, map[string]any{"custom_id": b.CustomID, "component_type": 2})
	event["message"] = s.messageJSON(m)
	s.emit("INTERACTION_CREATE", event)
	return i
}

func (s *Server) typed(kind int, channelID string, user User, command string, values []Value) (*Interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	if c == nil {
		return nil, errors.New("no such channel")
	}
	known, ok := s.command(command)
	if !ok {
		return nil, fmt.Errorf("no command %q is registered", command)
	}
	options := []any{}
	for _, v := range values {
		o, err := known.value(v)
		if err != nil {
			return nil, err
		}
		options = append(options, o)
	}
	i := s.newInteraction(kind, c, user)
	data := map[string]any{"id": known.ID, "name": known.Name, "type": 1, "options": options}
	s.emit("INTERACTION_CREATE", s.interactionJSON(i, c, data))
	return i, nil
}

func (s *Server) command(name string) (Command, bool) {
	for _, c := range s.commands {
		if c.Name == name {
			return c, true
		}
	}
	return Command{}, false
}

// value is v as the payload carries it: whole numbers as numbers, except while
// they are being typed.
func (c Command) value(v Value) (map[string]any, error) {
	for _, o := range c.Options {
		if o.Name != v.Name {
			continue
		}
		shown := map[string]any{"name": o.Name, "type": o.Type, "value": v.Value}
		if v.Focused {
			shown["focused"] = true
			return shown, nil
		}
		if o.Type == IntegerOption {
			n, err := strconv.ParseInt(strings.TrimSpace(v.Value), 10, 64)
			if err != nil || (o.MinValue != nil && float64(n) < *o.MinValue) {
				return nil, fmt.Errorf("option %s does not take %q", v.Name, v.Value)
			}
			shown["value"] = n
		}
		return shown, nil
	}
	return nil, fmt.Errorf("command %s has no option %s", c.Name, v.Name)
}

func (s *Server) newInteraction(kind int, c *channel, user User) *Interaction {
	i := &Interaction{
		ID: s.newID(), Channel: c.id, token: InteractionSecret + s.newID(),
		kind: kind, user: user, created: s.opts.Now(), done: make(chan struct{}),
	}
	s.interactions[i.token] = i
	return i
}

func (s *Server) interactionJSON(i *Interaction, c *channel, data map[string]any) map[string]any {
	who := map[string]any{"id": i.user.ID, "username": i.user.Name, "global_name": i.user.Name}
	event := map[string]any{
		"id": i.ID, "application_id": s.application, "type": i.kind, "token": i.token, "version": 1,
		"channel_id": c.id, "channel": s.channelJSON(c), "data": data, "locale": "en-GB",
		"app_permissions": strconv.FormatInt(usual&^c.denied, 10), "entitlements": []any{},
	}
	if c.guild == "" {
		event["user"], event["context"] = who, 1
		return event
	}
	event["context"], event["guild_id"], event["guild_locale"] = 0, c.guild, "en-US"
	event["member"] = map[string]any{
		"user": who, "roles": []string{}, "permissions": strconv.FormatInt(i.user.Permissions|usual, 10),
	}
	return event
}

// Await waits until the interaction was acknowledged.
func (i *Interaction) Await(ctx context.Context) error {
	select {
	case <-i.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Callback is how i was acknowledged: 4 with a message, 5 or 6 to be answered
// later, 7 by an update, 8 with choices; 0 not yet.
func (s *Server) Callback(i *Interaction) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return i.acked
}

// AwaitMessages waits until at least n messages are shown in a channel.
func (s *Server) AwaitMessages(ctx context.Context, channelID string, n int) ([]Message, error) {
	for {
		changed := s.Changed()
		shown := s.Messages(channelID)
		if len(shown) >= n {
			return shown, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return shown, fmt.Errorf("channel %s shows %d messages, want %d: %w", channelID, len(shown), n, context.Cause(ctx))
		}
	}
}
