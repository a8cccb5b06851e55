package console

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"herald/bot"
)

// reader is where lines come from.
type reader interface{ ReadLine() (string, error) }

// Run greets, then reads commands and shows the answers, one after the other,
// until ctx ends (nil) or the person leaves (ErrLeft). A read from In cannot be
// interrupted: at the end of ctx the goroutine that reads is left waiting, and
// the next Run takes over what it gets.
func (p *Platform) Run(ctx context.Context, host bot.Host) error {
	p.running.Lock()
	defer p.running.Unlock()
	if err := p.greet(ctx, host); err != nil {
		return stopped(ctx, err)
	}
	restore, err := p.open(ctx, host) // until here Ctrl-C is a signal, from here on a key
	if err != nil {
		return fmt.Errorf("take the terminal over: %w", err)
	}
	defer restore()
	for {
		line, err := p.next(ctx)
		if err != nil {
			return stopped(ctx, err)
		}
		if line = oneLine(line); line == "" {
			continue
		}
		if leaves(line) {
			return ErrLeft
		}
		if err := p.answer(ctx, host, line); err != nil {
			return stopped(ctx, err)
		}
	}
}

// stopped is the result of Run after err: the end of its context is none.
func stopped(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return nil
	default:
		return err
	}
}

// open prepares for reading, and returns how to undo it.
func (p *Platform) open(ctx context.Context, host bot.Host) (restore func(), err error) {
	if p.terminal == nil {
		if p.lines == nil {
			p.lines = newLines(p.o.In)
		}
		return func() {}, nil
	}
	var names []string
	for _, c := range host.Commands() {
		names = append(names, c.Name)
	}
	p.terminal.complete(names)
	back, err := p.terminal.raw()
	if err != nil {
		return nil, err
	}
	return func() { back(); p.screen.leave(ctx, p.o.Out) }, nil
}

// greet shows what the host says to a new conversation, once.
func (p *Platform) greet(ctx context.Context, host bot.Host) error {
	select {
	case <-p.greeted:
		return nil
	default:
	}
	m := p.guard(func() bot.Message { return host.Joined(ctx, address, bot.PlacePrivate, "console") })
	var err error
	if len(m.Body) > 0 {
		m.Buttons = nil // the greeting names the commands that they stand for
		err = p.screen.show(ctx, p.look().render(m)+"\n")
	}
	close(p.greeted)
	if err != nil {
		return err
	}
	if p.o.Settle != nil {
		p.o.Settle(ctx)
	}
	return ctx.Err()
}

// next is the next line that comes in.
func (p *Platform) next(ctx context.Context) (string, error) {
	if p.pending == nil {
		p.fit()
		var from reader = p.lines
		if p.terminal != nil {
			from = p.terminal
		}
		came := make(chan typed, 1)
		p.pending = came
		go func() {
			line, err := from.ReadLine()
			came <- typed{line, err}
		}()
	}
	select {
	case t := <-p.pending:
		p.pending = nil
		if t.err != nil {
			return "", ErrLeft
		}
		return t.line, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// fit follows the width of the terminal, where no width was asked for.
func (p *Platform) fit() {
	if p.terminal == nil {
		return
	}
	if width, ok := p.terminal.fit(); ok && p.o.Width <= 0 {
		p.width.Store(int64(fitWidth(min(width, maxWidth))))
	}
}

// answer runs one line and shows what comes of it.
func (p *Platform) answer(ctx context.Context, host bot.Host, line string) error {
	if p.terminal == nil {
		if err := p.screen.show(ctx, prompt+line+"\n"); err != nil {
			return err
		}
	}
	command, args := parse(line, host.Commands())
	m := p.guard(func() bot.Message {
		return host.Handle(ctx, bot.Request{
			Address: address, Place: bot.PlacePrivate, Title: "console",
			User:    bot.User{Platform: bot.Console, ID: "local", Name: p.o.User},
			Command: command, Args: args, Format: p.Format(),
		})
	})
	return p.screen.show(ctx, strings.TrimRight(p.look().render(m), "\n")+"\n\n")
}

// guard keeps a panic of the host from ending the console.
func (p *Platform) guard(f func() bot.Message) (m bot.Message) {
	defer func() {
		if v := recover(); v != nil {
			p.o.Log.Error("host panicked", "platform", "console", "err", fmt.Sprint(v), "stack", string(debug.Stack()))
			m = bot.Say("Something went wrong; the log says what.")
		}
	}()
	return f()
}
