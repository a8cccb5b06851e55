package telegram

import (
	"context"
	"log/slog"
	"time"

	"herald/bot"
)

// trouble is a call that keeps failing: it paces the attempts and logs each
// error once, with how often it came.
type trouble struct {
	log     *slog.Logger
	what    string
	pause   time.Duration
	last    string
	repeats int
}

func (p *Platform) newTrouble(what string) *trouble { return &trouble{log: p.log, what: what} }

// next records a failure and says how long to wait: twice as long each time,
// and never less than the server asks for.
func (t *trouble) next(ctx context.Context, e *bot.SendError) time.Duration {
	if text := e.Error(); text != t.last {
		t.log.WarnContext(ctx, "telegram does not answer as it should", "doing", t.what, "err", e)
		t.last = text
	}
	t.repeats++
	t.pause = min(max(2*t.pause, firstBackoff), maxBackoff)
	return max(t.pause, e.After)
}

// over records success.
func (t *trouble) over() {
	if t.repeats > 0 {
		t.log.Info("telegram answers again", "failures", t.repeats)
	}
}
