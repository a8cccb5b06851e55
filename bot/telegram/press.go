package telegram

import (
	"context"
	"errors"
	"sync"
	"time"
	"unicode/utf8"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"herald/bot"
)

// Bounds of the answer to a press
// (https://core.telegram.org/bots/api#answercallbackquery).
const (
	// maxNotice is the longest text shown over the chat, in characters.
	maxNotice = 200
	// pressTime is when a press is answered at the latest, so that the button
	// stops spinning.
	pressTime = 3 * time.Second
)

// press handles a pressed button.
func (s *session) press(ctx context.Context, q *models.CallbackQuery) error {
	a := &answerer{platform: s.Platform, id: q.ID}
	defer func() { _ = a.answer(ctx, notice{}) }() // whatever happens, the button stops spinning
	at, chat, message := pressedAt(q)
	text, replace, ok := pressed(q.Data)
	if !ok || chat.ID == 0 {
		return a.answer(ctx, notice{text: "This button works no more."})
	}
	r := bot.Request{
		Address: at.address(), Place: placeOf(chat.Type), Title: title(chat),
		User: person(&q.From), Format: s.Format(), MayManage: s.mayManage(chat, q.From.ID), MayPost: s.mayPost(chat),
	}
	l := commandLine(text)
	r.Command, r.Args = l.command, l.args
	if r.Place == bot.PlaceBroadcast && !s.manages(ctx, r) {
		return a.answer(ctx, s.privately(text))
	}
	var answer bot.Message
	a.soon(ctx, func() { answer = s.host.Handle(ctx, r) })
	if answer.Private && noticeable(answer) && a.answer(ctx, notice{text: plain(answer), alert: true}) == nil {
		return nil
	}
	err := a.answer(ctx, notice{})
	if replace && message != 0 && !answer.Private && answer.Ask == nil {
		return s.replace(ctx, r.Address, message, answer)
	}
	if sendErr := s.reply(ctx, r.Address, answer, message); sendErr != nil {
		return sendErr
	}
	return err
}

// pressedAt is where the button stands; the message is 0 where it is too old to
// be edited.
func pressedAt(q *models.CallbackQuery) (at place, chat models.Chat, message int) {
	switch {
	case q.Message.Message != nil:
		m := q.Message.Message
		return addressOf(m), m.Chat, m.ID
	case q.Message.InaccessibleMessage != nil:
		m := q.Message.InaccessibleMessage
		return place{id: m.Chat.ID}, m.Chat, 0
	}
	return place{}, models.Chat{}, 0
}

// manages reports whether the asker may manage the chat; where that cannot be
// found out, no.
func (s *session) manages(ctx context.Context, r bot.Request) bool {
	yes, err := r.MayManage(ctx)
	return err == nil && yes
}

// privately takes a reader of a channel to a private chat with the bot: what one
// of many readers presses must not change the channel for all.
func (s *session) privately(command string) notice {
	if link := startLink(s.me.username, command); link != "" {
		return notice{url: link}
	}
	return notice{text: "Write to me in a private chat: @" + s.me.username, alert: true}
}

// replace puts an answer in the place of the message that was pressed, or sends
// it where that cannot be changed any more.
func (s *session) replace(ctx context.Context, at bot.Address, message int, answer bot.Message) error {
	if len(answer.Body) == 0 {
		return nil
	}
	err := insist(ctx, func() error {
		s.Tell(bot.Usage{At: at, Edit: true, Direct: true})
		return s.Edit(ctx, at, messageID(message), answer)
	})
	if failed := bot.FateOf(err); err != nil && failed.Fate == bot.Rejected {
		return s.reply(ctx, at, answer, 0)
	}
	return err
}

// noticeable reports whether a message is short and plain enough to be shown
// over the chat.
func noticeable(m bot.Message) bool {
	return len(m.Buttons) == 0 && m.Link == "" && utf8.RuneCountInString(plain(m)) <= maxNotice && plain(m) != ""
}

// notice is what the presser sees besides messages: nothing, a text, or a page
// that opens.
type notice struct {
	text  string
	alert bool
	url   string
}

// answerer answers one press, once.
type answerer struct {
	platform *Platform
	id       string
	mu       sync.Mutex
	done     bool
	err      error
}

// answer answers the press, if that was not done yet. A second answer is an
// error where it has something to say.
func (a *answerer) answer(ctx context.Context, n notice) error {
	a.mu.Lock()
	if a.done {
		defer a.mu.Unlock()
		if n == (notice{}) {
			return a.err
		}
		return errAnswered
	}
	a.done = true
	a.mu.Unlock()
	_, err := a.platform.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{
		CallbackQueryID: a.id, Text: clip(n.text, maxNotice), ShowAlert: n.alert, URL: n.url,
	})
	if describes(err, "query is too old") {
		err = nil // nobody looks at it any more
		if n.text != "" {
			err = errAnswered
		}
	}
	if err != nil {
		err = cause(err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.err = err
	return err
}

// soon runs work, and answers the press with nothing where it takes long. It
// returns when both have ended.
func (a *answerer) soon(ctx context.Context, work func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	defer wg.Wait()
	defer close(done)
	wg.Go(func() {
		t := time.NewTimer(pressTime)
		defer t.Stop()
		select {
		case <-t.C:
			_ = a.answer(ctx, notice{}) // kept, and given by the last answer
		case <-done:
		case <-ctx.Done():
		}
	})
	work()
}

var errAnswered = errors.New("the press was answered already")
