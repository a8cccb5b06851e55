package discord

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"herald/bot"
)

// Where the bot may write but not embed links, Discord refuses embeds as a whole
// (https://discord.com/developers/docs/topics/permissions). Such channels get the
// same message as bare text.

const (
	// maxContent is the longest bare text
	// (https://discord.com/developers/docs/resources/message#create-message).
	maxContent = 2000
	// shunnedFor is how long a channel is remembered; then it is tried again.
	shunnedFor = time.Hour
	// maxShunned bounds how many channels are remembered.
	maxShunned = 1000
)

// newBare renders m as text.
func newBare(m bot.Message) (outgoing, error) {
	body := slices.Clone(m.Body)
	if len(body) > 0 && body[0].Kind == bot.Title {
		body[0].Spans = slices.Clone(body[0].Spans)
		for i := range body[0].Spans {
			if s := &body[0].Spans[i]; s.URL == "" {
				s.URL = m.Link
			}
		}
	}
	text := description(body, maxContent)
	if strings.TrimSpace(text) == "" {
		return outgoing{}, errEmpty
	}
	o := envelope(m)
	o.Content, o.Embeds = new(text), []*discordgo.MessageEmbed{}
	return o, nil
}

// shunned remembers channels that do not take something, so that it is not tried
// each time: what is refused counts as an invalid request.
type shunned struct {
	mu    sync.Mutex
	until map[string]time.Time
}

func (b *shunned) has(channel string, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return now.Before(b.until[channel])
}

func (b *shunned) add(channel string, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.until) >= maxShunned || b.until == nil {
		b.until = map[string]time.Time{}
	}
	b.until[channel] = now.Add(shunnedFor)
}

// eitherWay calls send with m as an embed or, where the channel takes none, as
// text. What Discord calls malformed is tried once more without what comes from
// outside and is not text: its check of URLs is its own secret.
func (p *Platform) eitherWay(channel string, m bot.Message, send func(outgoing) error) error {
	rich, err := newMessage(m)
	if err != nil {
		return &bot.SendError{Fate: bot.Rejected, Err: err}
	}
	now := time.Now()
	text, unfit := newBare(m)
	if unfit == nil && p.bare.has(channel, now) {
		return send(text)
	}
	err = send(rich)
	switch {
	case hasCode(err, codeInvalidForm):
		if plain, unfit := newMessage(withoutURLs(m)); unfit == nil {
			return send(plain)
		}
	case hasCode(err, codeMissingPermissions) && unfit == nil:
		if err = send(text); err == nil {
			p.bare.add(channel, now)
		}
	}
	return err
}

// withoutURLs is m without picture, preview and links.
func withoutURLs(m bot.Message) bot.Message {
	m.Image, m.Link = "", ""
	m.Body = slices.Clone(m.Body)
	for i := range m.Body {
		m.Body[i].Spans = slices.Clone(m.Body[i].Spans)
		for k := range m.Body[i].Spans {
			m.Body[i].Spans[k].URL = ""
		}
	}
	m.Buttons = slices.Clone(m.Buttons)
	for i, row := range m.Buttons {
		m.Buttons[i] = slices.DeleteFunc(slices.Clone(row), func(b bot.Button) bool { return b.URL != "" })
	}
	return m
}
