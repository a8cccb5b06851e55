package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// maxPollTime is the longest that getUpdates waits, whatever is asked for.
const maxPollTime = 50 * time.Second

// maxPollSize is the most updates of one answer.
const maxPollSize = 100

// defaultUpdates are the kinds that come where allowed_updates was never given;
// this fake makes no others.
var defaultUpdates = []string{
	"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member",
}

type update struct {
	id   int64
	body object
}

// queue holds the updates that are not confirmed, and the poll that waits.
type queue struct {
	next    int64
	waiting []update
	allowed []string // sticky: kept until it is given anew
	poll    *poll
	// offset and asked are of the poll before.
	offset int64
	asked  time.Time
}

// poll is one getUpdates call under way; end is closed when something ended it.
type poll struct {
	end chan struct{}
	err *apiError
}

func newQueue() queue { return queue{next: 870_000_001, allowed: defaultUpdates} }

// add files an update, if the bot wants its kind.
func (q *queue) add(kind string, body any) {
	if !slices.Contains(q.allowed, kind) {
		return
	}
	q.waiting = append(q.waiting, update{id: q.next, body: object{"update_id": q.next, kind: body}})
	q.next++
}

// confirm forgets the updates below offset; a negative one keeps the last ones
// only.
func (q *queue) confirm(offset int64) {
	switch {
	case offset < 0:
		q.waiting = q.waiting[max(0, len(q.waiting)+int(offset)):]
	case offset > 0:
		q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.id < offset })
	}
}

// kick ends the poll that waits, if any.
func (q *queue) kick(err *apiError) {
	if q.poll != nil {
		q.poll.err = err
		close(q.poll.end)
		q.poll = nil
	}
}

// take is the answer to a poll.
func (q *queue) take(limit int) []object {
	list := []object{}
	for _, u := range q.waiting[:min(limit, len(q.waiting))] {
		list = append(list, u.body)
	}
	return list
}

// JumpUpdates makes the next update's id n, as the real server does after a week
// without any.
func (s *Server) JumpUpdates(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = n
}

// Allow sets the kinds of updates that are wanted, as an earlier getUpdates call
// with allowed_updates does.
func (s *Server) Allow(kinds ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.allowed = kinds
}

// Unconfirmed counts the updates that the bot has not confirmed.
func (s *Server) Unconfirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.waiting)
}

// Push files an update of any kind as it is; body is marshalled to JSON. It is
// for updates that people cannot make, such as malformed ones.
func (s *Server) Push(kind string, body any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.add(kind, body)
	s.wake()
}

func (s *Server) getUpdates(ctx context.Context, p params) (any, *apiError) {
	limit := int(p.number("limit"))
	if limit < 1 || limit > maxPollSize {
		limit = maxPollSize
	}
	me, err := s.beginPoll(p)
	if err != nil {
		return nil, err
	}
	defer s.endPoll(me)
	wait := s.pollTime(p)
	if !s.opts.IgnoreTimeout {
		s.mu.Lock()
		s.queue.slowDown(p.number("offset"), s.opts.Clock(), &limit, &wait)
		s.mu.Unlock()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		s.mu.Lock()
		list, changed := s.queue.take(limit), s.changed
		s.mu.Unlock()
		if len(list) > 0 {
			return list, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			return list, nil
		case <-me.end:
			return nil, me.err
		case <-ctx.Done():
			return list, nil
		case <-s.closed:
			return list, nil
		}
	}
}

func (s *Server) pollTime(p params) time.Duration {
	if s.opts.IgnoreTimeout {
		return 0
	}
	return min(time.Duration(p.number("timeout"))*time.Second, maxPollTime)
}

// Polls that ask for the same offset again at once are slowed down, as the real
// server does (https://github.com/tdlib/telegram-bot-api, Client.cpp,
// previous_get_updates_offset_).
const (
	hastyTime = 500 * time.Millisecond // gives one update only
	soonTime  = 3 * time.Second        // waits at least so long
)

// slowDown changes what a poll asks for where the one before asked the same.
func (q *queue) slowDown(offset int64, now time.Time, limit *int, wait *time.Duration) {
	since := now.Sub(q.asked)
	if offset == q.offset && !q.asked.IsZero() {
		if since < hastyTime {
			*limit = 1
		}
		if since < soonTime {
			*wait = max(*wait, soonTime)
		}
	}
	q.offset, q.asked = offset, now
}

// allow takes over allowed_updates of a call, where it is given.
func (q *queue) allow(raw string) *apiError {
	if raw == "" || raw == "null" {
		return nil
	}
	var kinds []string
	if json.Unmarshal([]byte(raw), &kinds) != nil {
		return badRequest("can't parse allowed_updates JSON object")
	}
	q.allowed = kinds
	if len(kinds) == 0 {
		q.allowed = defaultUpdates
	}
	return nil
}

// beginPoll confirms what the offset says and makes this the one poll: an older
// one ends with a conflict.
func (s *Server) beginPoll(p params) (*poll, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if err := s.queue.allow(p["allowed_updates"]); err != nil {
		return nil, err
	}
	s.queue.kick(conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
	s.queue.confirm(p.number("offset"))
	s.wake()
	s.queue.poll = &poll{end: make(chan struct{})}
	return s.queue.poll, nil
}

func (s *Server) endPoll(me *poll) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poll == me {
		s.queue.poll = nil
	}
}

// AwaitPoll blocks until a getUpdates call waits.
func (s *Server) AwaitPoll(ctx context.Context) error {
	return s.Until(ctx, func() bool { return s.queue.poll != nil })
}
