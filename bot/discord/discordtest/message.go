package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// message is what the server keeps of one.
type message struct {
	id, channel string
	content     string
	embeds      []Embed
	components  json.RawMessage
	buttons     [][]Button
	flags       int
	mentions    []string
	nonce       string
	replyTo     string
	created     time.Time
	edited      bool
	loading     bool // a deferred answer that has not come yet
	bySlash     bool
}

// The flags of a message
// (https://discord.com/developers/docs/resources/message#message-object-message-flags).
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagComponentsV2   = 1 << 15
)

// Embed is a rich card in a message.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	URL         string  `json:"url,omitempty"`
	Color       int     `json:"color,omitempty"`
	Timestamp   string  `json:"timestamp,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	Image       *Image  `json:"image,omitempty"`
	Thumbnail   *Image  `json:"thumbnail,omitempty"`
	Author      *Author `json:"author,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
}

// Footer is the last line of an embed.
type Footer struct {
	Text string `json:"text"`
}

// Image is a picture in an embed.
type Image struct {
	URL string `json:"url"`
}

// Author is the first line of an embed.
type Author struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Field is a name and a value in an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// Button is a button as people see it.
type Button struct {
	Label, CustomID, URL string
}

// Message is a message as people see it.
type Message struct {
	ID, Channel string
	Content     string
	Embeds      []Embed
	Buttons     [][]Button
	Flags       int
	// Ephemeral messages are seen by the asker alone, Silent ones notify nobody.
	Ephemeral, Silent bool
	// Mentions are those whom the message notifies by name: "everyone", "here",
	// or the ids of users and roles.
	Mentions []string
	Nonce    string
	Edited   bool
	// ReplyTo is the message that this one answers, empty for none.
	ReplyTo string
	// Answer is true for the answers to interactions.
	Answer bool
}

// Messages are the messages shown in a channel, oldest first. Answers that were
// deferred and have not come are left out.
func (s *Server) Messages(channelID string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channelID]
	if c == nil {
		return nil
	}
	var shown []Message
	for _, m := range c.messages {
		if !m.loading {
			shown = append(shown, m.show())
		}
	}
	return shown
}

// show is the message as people see it: of several embeds with one URL, the
// first (https://discord.com/developers/docs/resources/message#embed-object-embed-limits).
func (m *message) show() Message {
	var embeds []Embed
	if m.flags&flagSuppressEmbeds == 0 {
		for _, e := range m.embeds {
			same := func(x Embed) bool { return x.URL != "" && x.URL == e.URL }
			if !slices.ContainsFunc(embeds, same) {
				embeds = append(embeds, e)
			}
		}
	}
	return Message{
		ID: m.id, Channel: m.channel, Content: m.content, Embeds: embeds, Buttons: m.buttons,
		Flags: m.flags, Ephemeral: m.flags&flagEphemeral != 0, Silent: m.flags&flagSilent != 0,
		Mentions: slices.Clone(m.mentions), Nonce: m.nonce, ReplyTo: m.replyTo, Edited: m.edited, Answer: m.bySlash,
	}
}

// Text is what is read in the message: content, titles, descriptions, footers.
func (m Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
		if e.Footer != nil {
			parts = append(parts, e.Footer.Text)
		}
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "\n")
}
