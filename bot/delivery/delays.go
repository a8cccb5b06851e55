package delivery

import (
	"log/slog"
	"time"
)

// complainEvery is how often delayed messages are complained about at most: when
// a platform has trouble, all of its messages have it.
const complainEvery = time.Minute

// delays counts messages that have to be tried again, and complains about many
// of them at once.
type delays struct {
	count int
	last  time.Time
}

// note counts one delay at now, with its cause.
func (d *delays) note(log *slog.Logger, now time.Time, cause error) {
	d.count++
	if now.Sub(d.last) < complainEvery {
		return
	}
	log.Warn("messages delayed", "count", d.count, "err", cause)
	d.count, d.last = 0, now
}
