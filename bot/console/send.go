package console

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"herald/bot"
)

// remembered is how many messages Edit can compare with.
const remembered = 1000

// Send shows a post under a line with its time, which tells it from an answer. It
// waits until Run has greeted.
func (p *Platform) Send(ctx context.Context, post bot.Post) (bot.MessageID, error) {
	if post.To != address {
		return "", gone(post.To)
	}
	select {
	case <-p.greeted:
	case <-ctx.Done():
		return "", &bot.SendError{Fate: bot.Retry, Err: errEarly}
	}
	text := p.look().render(post.Message)
	if err := p.screen.show(ctx, p.mark(post.Message, note(post))+text+"\n"); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	id := bot.MessageID(strconv.FormatInt(p.last, 10))
	p.remember(id, text)
	return id, nil
}

// errEarly is the cause of a post not being shown yet.
var errEarly = errors.New("the console has not greeted yet")

// note tells a post that answers another one.
func note(post bot.Post) string {
	if post.ReplyTo == "" {
		return ""
	}
	return "(follow-up)"
}

// Delete says that a message is gone; what is on the screen stays there.
func (p *Platform) Delete(ctx context.Context, at bot.Address, id bot.MessageID) error {
	if at != address {
		return gone(at)
	}
	p.mu.Lock()
	_, shown := p.shown[id]
	delete(p.shown, id)
	p.mu.Unlock()
	if !shown {
		return nil
	}
	return p.screen.show(ctx, p.mark(bot.Message{}, "(deleted)"))
}

// Edit shows the message as it is now; what is on the screen stays there.
func (p *Platform) Edit(ctx context.Context, at bot.Address, id bot.MessageID, m bot.Message) error {
	if at != address {
		return gone(at)
	}
	text := p.look().render(m)
	p.mu.Lock()
	same := p.shown[id] == text
	p.mu.Unlock()
	if same {
		return nil
	}
	if err := p.screen.show(ctx, p.mark(m, "(edited)")+text+"\n"); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remember(id, text)
	return nil
}

// remember keeps what a message shows; p.mu is held.
func (p *Platform) remember(id bot.MessageID, text string) {
	p.shown[id] = text
	delete(p.shown, bot.MessageID(strconv.FormatInt(p.last-remembered, 10)))
}

// mark is the line over a post: "── breaking · 14:05 ──".
func (p *Platform) mark(m bot.Message, note string) string {
	var parts []string
	if note != "" {
		parts = append(parts, note)
	}
	if m.Tone == bot.ToneBreaking {
		parts = append(parts, "breaking")
	}
	parts = append(parts, p.o.Now().Format("15:04"))
	if m.Silent {
		parts = append(parts, "silent")
	}
	return "── " + strings.Join(parts, " · ") + " ──\n"
}

func (p *Platform) look() look {
	return look{width: int(p.width.Load()), color: p.o.Color}
}

func gone(at bot.Address) error {
	return &bot.SendError{Fate: bot.Gone, Err: fmt.Errorf("there is no conversation %s", at)}
}
