package discordtest

import (
	"net/http"
	"slices"
	"time"
)

// nonceWindow is how long the server remembers nonces: "the past few minutes"
// (https://discord.com/developers/docs/resources/message#create-message).
const nonceWindow = 3 * time.Minute

// nonce is a message that was made with one. The bot's nonces are unique over
// all channels.
type nonce struct {
	message string
	channel *channel
	until   time.Time
}

func (s *Server) createMessage(r *http.Request, body []byte) reply {
	c, failed := s.reach(r.PathValue("channel"))
	if failed != nil {
		return *failed
	}
	p, rows, failed := read(body)
	if failed != nil {
		return *failed
	}
	if p.empty() {
		return errEmptyMessage
	}
	if failed := c.writable(p.Embeds != nil && len(*p.Embeds) > 0); failed != nil {
		return *failed
	}
	answers, failed := c.answered(p)
	if failed != nil {
		return *failed
	}
	now := s.opts.Now()
	if n, ok := s.nonces[p.nonce()]; ok && p.EnforceNonce && now.Before(n.until) {
		s.tally.Repeated++
		if m := n.channel.find(n.message); m != nil {
			return reply{200, s.messageJSON(m)}
		}
		return errUnknownMessage
	}
	m := &message{id: s.newID(), channel: c.id, created: now, nonce: p.nonce(), replyTo: answers}
	m.flags = p.Flags & (flagSuppressEmbeds | flagSilent | flagComponentsV2)
	p.apply(m, rows, everybody)
	if m.nonce != "" {
		s.nonces[m.nonce] = nonce{message: m.id, channel: c, until: now.Add(nonceWindow)}
	}
	c.messages = append(c.messages, m)
	s.tally.Shown++
	s.tally.Last = now
	return reply{200, s.messageJSON(m)}
}

// answered is the message that a new one answers, empty for none
// (https://discord.com/developers/docs/resources/message#message-reference-structure).
func (c *channel) answered(p payload) (id string, failed *reply) {
	r := p.Reference
	switch {
	case r == nil:
		return "", nil
	case c.denied&ReadHistory != 0:
		return "", &errNoHistory
	case c.find(r.Message) != nil:
		return r.Message, nil
	case r.Fail != nil && !*r.Fail:
		return "", nil
	}
	var f form
	f.wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	bad, _ := f.reply()
	return "", &bad
}

func (s *Server) getMessage(r *http.Request, _ []byte) reply {
	_, m, failed := s.existing(r)
	if failed != nil {
		return *failed
	}
	return reply{200, s.messageJSON(m)}
}

func (s *Server) editMessage(r *http.Request, body []byte) reply {
	c, m, failed := s.existing(r)
	if failed != nil {
		return *failed
	}
	p, rows, failed := read(body)
	if failed != nil {
		return *failed
	}
	if failed := c.writable(p.Embeds != nil && len(*p.Embeds) > 0); failed != nil {
		return *failed
	}
	p.apply(m, rows, everybody)
	m.flags = m.flags&^flagSuppressEmbeds | p.Flags&flagSuppressEmbeds
	m.edited = true
	return reply{200, s.messageJSON(m)}
}

func (s *Server) deleteMessage(r *http.Request, _ []byte) reply {
	c, m, failed := s.existing(r)
	if failed != nil {
		return *failed
	}
	c.remove(m)
	return reply{status: http.StatusNoContent}
}

// existing is the message that a request is about.
func (s *Server) existing(r *http.Request) (*channel, *message, *reply) {
	c, failed := s.reach(r.PathValue("channel"))
	if failed != nil {
		return nil, nil, failed
	}
	m := c.find(r.PathValue("message"))
	if m == nil || m.flags&flagEphemeral != 0 {
		return nil, nil, &errUnknownMessage
	}
	return c, m, nil
}

func (c *channel) find(id string) *message {
	i := slices.IndexFunc(c.messages, func(m *message) bool { return m.id == id })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

func (c *channel) remove(m *message) {
	c.messages = slices.DeleteFunc(c.messages, func(x *message) bool { return x == m })
}

// DeleteMessage deletes a message, as a moderator does.
func (s *Server) DeleteMessage(channelID, messageID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[channelID]; c != nil {
		if m := c.find(messageID); m != nil {
			c.remove(m)
			s.notify()
		}
	}
}
