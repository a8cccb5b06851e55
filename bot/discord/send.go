package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"herald/bot"
)

// Send posts a message. With a nonce it may be repeated: for a few minutes
// Discord answers with the message that is there already. Repeated later than
// that, after an answer was lost, it would be posted twice.
func (p *Platform) Send(ctx context.Context, post bot.Post) (bot.MessageID, error) {
	channel := post.To.ID
	if !isSnowflake(channel) {
		return "", &bot.SendError{Fate: bot.Gone, Err: fmt.Errorf("%.40q is no channel id", channel)}
	}
	var made struct {
		ID      string `json:"id"`
		Channel string `json:"channel_id"`
	}
	err := p.eitherWay(channel, post.Message, func(m outgoing) error {
		m.Nonce, m.EnforceNonce = post.Nonce, post.Nonce != ""
		return p.answering(channel, post.ReplyTo, m, func(m outgoing) error {
			return p.rest.do(ctx, http.MethodPost, "/channels/"+channel+"/messages", m, &made)
		})
	})
	if err == nil && !isSnowflake(made.ID) {
		err = &transportError{err: errors.New("the answer has no message id"), sent: true}
	}
	if err != nil {
		return "", sendError(err, post.Nonce != "")
	}
	if made.Channel != "" && made.Channel != channel {
		return "", &bot.SendError{Fate: bot.Rejected, Err: errors.New("the nonce belongs to a message in another channel")}
	}
	return bot.MessageID(made.ID), nil
}

// answering calls send with m as an answer to the message to, if there is one. A
// bot that may not read the history of a channel may answer nothing there, and
// posts what stands alone.
func (p *Platform) answering(channel string, to bot.MessageID, m outgoing, send func(outgoing) error) error {
	now := time.Now()
	if !isSnowflake(string(to)) || p.mute.has(channel, now) {
		return send(m)
	}
	alone := m
	m.Reference = &reference{Message: string(to)}
	err := send(m)
	if hasCode(err, codeNoHistory) {
		p.mute.add(channel, now)
		return send(alone)
	}
	return err
}

// Edit replaces a message. It may be repeated.
func (p *Platform) Edit(ctx context.Context, at bot.Address, id bot.MessageID, m bot.Message) error {
	path, err := messagePath(at, id)
	if err != nil {
		return err
	}
	err = p.eitherWay(at.ID, m, func(m outgoing) error {
		return p.rest.do(ctx, http.MethodPatch, path, m.forEdit(), nil)
	})
	return changeError(err)
}

// Delete takes a message away. It may be repeated.
func (p *Platform) Delete(ctx context.Context, at bot.Address, id bot.MessageID) error {
	path, err := messagePath(at, id)
	if err != nil {
		return err
	}
	err = p.rest.do(ctx, http.MethodDelete, path, nil, nil)
	if hasCode(err, codeUnknownMessage) {
		return nil
	}
	return changeError(err)
}

// messagePath is the route of a message.
func messagePath(at bot.Address, id bot.MessageID) (string, error) {
	if !isSnowflake(at.ID) || !isSnowflake(string(id)) {
		return "", &bot.SendError{Fate: bot.Rejected, Err: fmt.Errorf("%.40q in %.40q is no message", id, at.ID)}
	}
	return "/channels/" + at.ID + "/messages/" + string(id), nil
}

// changeError is err of a call that changes a message, with its fate.
func changeError(err error) error {
	switch {
	case err == nil:
		return nil
	case hasCode(err, codeArchived):
		return &bot.SendError{Fate: bot.Rejected, Err: err}
	}
	return sendError(err, true)
}

// sendError is err with its fate.
func sendError(err error, repeatable bool) error {
	if e, ok := errors.AsType[*bot.SendError](err); ok {
		return e
	}
	return classify(err, repeatable)
}
