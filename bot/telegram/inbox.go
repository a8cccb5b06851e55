package telegram

import (
	"context"
	"encoding/json"
	"time"

	"herald/bot"
)

// Inbox remembers updates over a restart, so that each is handled, and none that
// was handled is handled again. It is safe for concurrent use.
type Inbox interface {
	// KeepUpdate keeps an update, as it came, until it is handled, and reports
	// whether it is new: neither kept nor handled before.
	KeepUpdate(ctx context.Context, platform bot.PlatformName, id int64, data []byte) (isNew bool, err error)
	// OpenUpdates are those that were kept and not handled, the one that came
	// first first, at most n.
	OpenUpdates(ctx context.Context, platform bot.PlatformName, n int) ([][]byte, error)
	// UpdateHandled reports whether an update was handled before. After an error
	// the update is handled.
	UpdateHandled(ctx context.Context, platform bot.PlatformName, id int64) (bool, error)
	// FinishUpdate remembers that an update was handled, and forgets what was in
	// it.
	FinishUpdate(ctx context.Context, platform bot.PlatformName, id int64) error
}

// Bounds of the inbox.
const (
	// maxOpen is how many updates of a webhook may wait to be handled.
	maxOpen = 1000
	// inboxTime is the deadline of one call of the inbox.
	inboxTime = 5 * time.Second
)

// handled reports whether an update was handled before, in an earlier run.
func (s *session) handled(ctx context.Context, id int64) bool {
	if s.inbox == nil {
		return false
	}
	handled, err := s.inbox.UpdateHandled(ctx, bot.Telegram, id)
	if err != nil {
		s.log.Warn("cannot tell whether an update is new, handling it", "update", id, "err", err)
		return false
	}
	return handled
}

// finish remembers that an update was handled. If that fails, it may be handled
// again at the next start, which is better than never.
func (s *session) finish(ctx context.Context, id int64) {
	if s.inbox == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), inboxTime)
	defer cancel()
	if err := s.inbox.FinishUpdate(ctx, bot.Telegram, id); err != nil {
		s.log.Warn("cannot remember that an update was handled", "update", id, "err", err)
	}
}

// replay handles what was kept and not handled before a crash.
func (s *session) replay(ctx context.Context) {
	if s.inbox == nil {
		return
	}
	limit, cancel := context.WithTimeout(ctx, inboxTime)
	defer cancel()
	open, err := s.inbox.OpenUpdates(limit, bot.Telegram, 2*maxOpen)
	if err != nil {
		s.log.Error("cannot read the updates that were kept", "err", err)
		return
	}
	for _, data := range open {
		var u received
		if err := json.Unmarshal(data, &u); err != nil {
			s.log.Error("kept update not understood", "err", err)
			continue
		}
		s.open.Add(1)
		s.dispatch(ctx, u, func() { s.open.Add(-1) })
	}
	if len(open) > 0 {
		s.log.Info("handling what was kept and not handled before", "updates", len(open))
	}
}
