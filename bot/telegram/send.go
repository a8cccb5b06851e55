package telegram

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// Send sends one message. The nonce is not used: Telegram has nothing that would
// make a repeated call harmless, so a call that may have been carried out is
// Uncertain.
func (p *Platform) Send(ctx context.Context, post bot.Post) (bot.MessageID, error) {
	answers, err := strconv.Atoi(string(post.ReplyTo))
	if err != nil {
		answers = 0 // none, or of another platform
	}
	return p.send(ctx, post.To, post.Message, answers, p.paid)
}

// send sends a message, as an answer to the message replyTo if that is not 0;
// paid lets it go beyond the free limit.
func (p *Platform) send(ctx context.Context, to bot.Address, m bot.Message, replyTo int, paid bool) (bot.MessageID, error) {
	at, err := p.place(to)
	if err != nil {
		return "", err
	}
	if m.Ask != nil {
		m = asking(m)
	}
	params := &tg.SendMessageParams{
		ChatID: at.chatID(), MessageThreadID: at.topic,
		Text: html(m), ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: preview(m), DisableNotification: m.Silent,
		ReplyMarkup: markup(m), AllowPaidBroadcast: paid,
	}
	if replyTo != 0 {
		params.ReplyParameters = &models.ReplyParameters{MessageID: replyTo, AllowSendingWithoutReply: true}
	}
	if strings.TrimSpace(params.Text) == "" {
		return "", rejected("send message: nothing to say")
	}
	sent, err := p.api.SendMessage(ctx, params)
	if paid && unpaid(err) {
		p.log.Warn("a post was not paid for; sending within the free limit", "err", cause(err))
		params.AllowPaidBroadcast = false
		sent, err = p.api.SendMessage(ctx, params)
	}
	if wantsPlain(err) {
		params.Text, params.ParseMode, params.LinkPreviewOptions = plain(m), "", noPreview()
		params.ReplyMarkup = keyboard(withoutLinks(m.Buttons))
		sent, err = p.api.SendMessage(ctx, params)
	}
	if err != nil {
		return "", p.failed("send message", to, err)
	}
	return messageID(sent.ID), nil
}

// Edit replaces a message. Doing that twice does no harm, so what may have been
// carried out is to be tried again.
func (p *Platform) Edit(ctx context.Context, to bot.Address, id bot.MessageID, m bot.Message) error {
	at, number, err := p.messageAt(to, id)
	if err != nil {
		return err
	}
	params := &tg.EditMessageTextParams{
		ChatID: at.chatID(), MessageID: number,
		Text: html(m), ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: preview(m), ReplyMarkup: keyboard(m.Buttons),
	}
	if strings.TrimSpace(params.Text) == "" {
		return rejected("edit message: nothing to say")
	}
	_, err = p.api.EditMessageText(ctx, params)
	if wantsPlain(err) {
		params.Text, params.ParseMode, params.LinkPreviewOptions = plain(m), "", noPreview()
		params.ReplyMarkup = keyboard(withoutLinks(m.Buttons))
		_, err = p.api.EditMessageText(ctx, params)
	}
	if err == nil || unchanged(err) {
		return nil
	}
	return p.notChanged("edit message", to, err)
}

// Delete takes a message away. Doing that twice does no harm.
func (p *Platform) Delete(ctx context.Context, to bot.Address, id bot.MessageID) error {
	at, number, err := p.messageAt(to, id)
	if err != nil {
		return err
	}
	_, err = p.api.DeleteMessage(ctx, &tg.DeleteMessageParams{ChatID: at.chatID(), MessageID: number})
	if err == nil || describes(err, "message to delete not found") {
		return nil
	}
	return p.notChanged("delete message", to, err)
}

// messageAt is where a message is, or an error that says that it cannot be.
func (p *Platform) messageAt(to bot.Address, id bot.MessageID) (at place, number int, err error) {
	if at, err = p.place(to); err != nil {
		return at, 0, err
	}
	number, err = strconv.Atoi(string(id))
	if err != nil || number <= 0 {
		return at, 0, rejected("the id is no message id of telegram")
	}
	return at, number, nil
}

// notChanged says what to do about a change of a message that failed: what may
// have been carried out is to be tried again.
func (p *Platform) notChanged(what string, to bot.Address, err error) error {
	out := p.failed(what, to, err)
	if out.Fate == bot.Uncertain {
		out.Fate = bot.Retry
	}
	return out
}

// place takes an address apart; a wrong one can never be sent to.
func (p *Platform) place(a bot.Address) (place, error) {
	if a.Platform != bot.Telegram {
		return place{}, rejected(fmt.Sprintf("address %s: not of telegram", a))
	}
	at, err := parsePlace(a.ID)
	if err != nil {
		return place{}, &bot.SendError{Fate: bot.Rejected, Err: err}
	}
	return at, nil
}

// failed says what to do about a call that failed.
func (p *Platform) failed(what string, to bot.Address, err error) *bot.SendError {
	out := *classify(err)
	out.Err = fmt.Errorf("%s: %w", what, cause(err))
	if out.Fate == bot.Wait && to.ID != "" {
		out.Everyone = p.limits.hit(to)
	}
	if out.Fate == bot.Refused {
		select {
		case p.unwelcome <- struct{}{}:
		default:
		}
	}
	return &out
}

// cause is err without the library's words around it.
func cause(err error) error {
	if errors.Is(err, errTwice) {
		return errTwice
	}
	if e, ok := errors.AsType[*apiError](err); ok {
		return e
	}
	if e, ok := errors.AsType[*callError](err); ok {
		return e
	}
	return err
}

func rejected(text string) *bot.SendError {
	return &bot.SendError{Fate: bot.Rejected, Err: errors.New(text)}
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: new(true)}
}

// withoutLinks leaves the buttons that open pages out.
func withoutLinks(rows [][]bot.Button) [][]bot.Button {
	out := make([][]bot.Button, len(rows))
	for i, row := range rows {
		for _, b := range row {
			if b.URL == "" {
				out[i] = append(out[i], b)
			}
		}
	}
	return out
}
