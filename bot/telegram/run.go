package telegram

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"herald/bot"
)

// Times of running.
const (
	// handleTime is the deadline of handling one update, its answer included.
	handleTime = 45 * time.Second
	// stopTime is how long handlers may go on when Run is told to stop.
	stopTime = 5 * time.Second
	// firstBackoff and maxBackoff bound the pauses after failed calls.
	firstBackoff = time.Second
	maxBackoff   = 30 * time.Second
	// busyPause is how long to wait before asking for more while updates are
	// under way: the same offset twice within half a second makes the server
	// answer with one update only.
	busyPause = 600 * time.Millisecond
	// shortPause is how long to wait where the offset has moved meanwhile.
	shortPause = 50 * time.Millisecond
	// idleTime is how long the server keeps updates, and more: after it nothing
	// old can come, and ids may start anywhere.
	idleTime = 48 * time.Hour
)

// session is one Run.
type session struct {
	*Platform
	host   bot.Host
	me     self
	window *window
	lanes  *lanes
	// asked is the offset of the last poll that the server took.
	asked int64
	// open counts the updates that were kept and are not handled yet.
	open atomic.Int64
}

// self is the bot itself.
type self struct {
	id       int64
	username string // without @
}

// Run receives updates until ctx ends, by long polling or by webhook. An update
// is confirmed to the server when it was handled or, by webhook, kept to be
// handled, so that a crash loses none. It returns an error of fate Refused where
// the token is not, or no longer, valid.
func (p *Platform) Run(ctx context.Context, host bot.Host) error {
	defer p.wire.client.CloseIdleConnections()
	me, err := p.greetServer(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	// Handlers may go on a little when ctx has ended.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	s := &session{Platform: p, host: host, me: me, window: newWindow(), lanes: newLanes()}
	var wg sync.WaitGroup
	menu, stopMenu := context.WithCancel(ctx)
	wg.Go(func() { s.keepMenu(menu) })
	s.replay(work)
	if p.hook != nil {
		err = s.serve(ctx, work)
	} else {
		err = s.poll(ctx, work)
	}
	stopMenu()
	grace := time.AfterFunc(stopTime, cancel)
	defer grace.Stop()
	s.lanes.wait()
	wg.Wait()
	if err == nil && p.hook == nil {
		s.confirm(context.WithoutCancel(ctx))
	}
	return err
}

// greetServer learns who the bot is and, before polling, takes a webhook away,
// which would forbid it. It tries until it succeeds, ctx ends, or the token is refused.
func (p *Platform) greetServer(ctx context.Context) (self, error) {
	var me self
	err := p.persist(ctx, "connect", func(ctx context.Context) error {
		u, err := p.api.GetMe(ctx)
		if err != nil {
			p.link.Down(cause(err))
			return err
		}
		me = self{id: u.ID, username: u.Username}
		if p.hook != nil {
			return nil
		}
		_, err = p.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		p.noteLink(err)
		return err
	})
	if err == nil && ctx.Err() == nil {
		p.log.Info("connected", "bot", "@"+me.username)
	}
	return me, err
}

// persist calls until it succeeds or ctx ends, both nil, or the token is
// refused. It logs an error once, until another one comes.
func (p *Platform) persist(ctx context.Context, what string, call func(context.Context) error) error {
	trouble := p.newTrouble(what)
	for ctx.Err() == nil {
		err := call(ctx)
		if err == nil {
			trouble.over()
			return nil
		}
		failed := p.failed("run telegram", bot.Address{}, err)
		if failed.Fate == bot.Refused {
			return failed
		}
		if ctx.Err() == nil {
			sleep(ctx, trouble.next(ctx, failed))
		}
	}
	return nil
}

// poll receives updates until ctx ends or the token is refused, and has them
// handled under work.
func (s *session) poll(ctx, work context.Context) error {
	heard := time.Now()
	for ctx.Err() == nil {
		if time.Since(heard) > idleTime {
			s.window.forget()
		}
		var list []received
		err := s.persist(ctx, "get updates", func(ctx context.Context) (err error) {
			asked := s.window.offset()
			list, err = s.ask(ctx, asked)
			if err == nil || ctx.Err() != nil && arrived(err) {
				s.asked = asked
			}
			return err
		})
		if err != nil {
			return err
		}
		if len(list) > 0 {
			heard = time.Now()
		}
		s.accept(work, list)
		s.pace(ctx)
	}
	return nil
}

// noteLink notes whether the server answered a poll.
func (p *Platform) noteLink(err error) {
	if err == nil {
		p.link.Up()
		return
	}
	p.link.Down(cause(err))
}

// ask polls once. A webhook that somebody has set meanwhile is taken away. A
// server that answers "nothing" at once, whatever it is asked, is not asked
// faster than that.
func (s *session) ask(ctx context.Context, offset int64) ([]received, error) {
	began := time.Now()
	list, err := s.updates(ctx, offset, pollTime, pollSize)
	if code(err) == http.StatusConflict && describes(err, "webhook") {
		_, hookErr := s.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{})
		return nil, errors.Join(err, hookErr)
	}
	if code(err) == http.StatusConflict {
		return nil, errors.Join(errTwice, err)
	}
	if err == nil && len(list) == 0 && time.Since(began) < busyPause {
		sleep(ctx, busyPause)
	}
	return list, err
}

// errTwice explains what the server says to one of two programs that poll.
var errTwice = errors.New("another program asks for the updates of this bot with the same token, perhaps a second Herald: " +
	"stop one of them, or give each a bot of its own")

// accept hands the updates that are new to their lanes.
func (s *session) accept(ctx context.Context, list []received) {
	for _, u := range list {
		if s.window.start(u.ID, s.asked) {
			s.dispatch(ctx, u, func() { s.window.finish(u.ID) })
		}
	}
}

// pace lets the updates under way finish, if they do so soon, so that the next
// poll confirms them and can wait.
func (s *session) pace(ctx context.Context) {
	began := time.Now()
	timer := time.NewTimer(shortPause)
	defer timer.Stop()
	for s.window.busy() {
		moved, waited := s.window.offset() != s.asked, time.Since(began)
		if waited >= busyPause || moved && waited >= shortPause {
			return
		}
		select {
		case <-s.window.done:
		case <-timer.C:
			timer.Reset(busyPause - shortPause)
		case <-ctx.Done():
			return
		}
	}
}

// confirm tells the server, on the way out, what was handled since the last
// poll, so that it does not come again.
func (s *session) confirm(ctx context.Context) {
	offset := s.window.offset()
	if offset == 0 || offset == s.asked {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, stopTime)
	defer cancel()
	if _, err := s.updates(ctx, offset, 0, 1); err != nil {
		s.log.Warn("cannot confirm the last updates; they may be handled again", "err", cause(err))
	}
}

// arrived reports whether a call that failed with err may have reached the
// server.
func arrived(err error) bool {
	e, ok := errors.AsType[*callError](err)
	return ok && !e.Unsent
}

func code(err error) int {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e.Code
	}
	return 0
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
