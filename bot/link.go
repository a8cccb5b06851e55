package bot

import (
	"sync"
	"time"
)

// Link is how the line stands over which a platform tells what people do: a
// gateway, a poll.
type Link struct {
	Up bool
	// Since is when it came up or went down; zero: nothing is known yet.
	Since time.Time
	// Times counts how often it came up.
	Times int
	// Reason is why it is down, without secrets.
	Reason string
}

// Linked is a Platform that can say how its line stands.
type Linked interface{ Link() Link }

// LinkLog keeps a Link. Its zero value was never up. It is safe for concurrent
// use.
type LinkLog struct {
	mu   sync.Mutex
	link Link
}

// Up notes that the line works.
func (l *LinkLog) Up() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.link.Up {
		l.link = Link{Up: true, Since: time.Now(), Times: l.link.Times + 1}
	}
}

// Down notes that the line does not work, because of reason.
func (l *LinkLog) Down(reason error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.link.Up || l.link.Since.IsZero() {
		l.link.Up, l.link.Since = false, time.Now()
	}
	if reason != nil {
		l.link.Reason = reason.Error()
	}
}

// Link is how the line stands.
func (l *LinkLog) Link() Link {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.link
}
