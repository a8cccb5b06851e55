package bot

import (
	"sync/atomic"
	"time"
)

// Usage is what a platform knows of its limits after one call that counted
// against them.
type Usage struct {
	// At is the conversation that was written to.
	At Address
	// Edit says that a message was edited there, not posted: platforms may count
	// these apart.
	Edit bool
	// Direct says that it was no delivery, but an answer to somebody: the
	// courier, who has not sent it, takes it into account.
	Direct bool
	// Known says that the platform told how it counts: Remaining more calls of
	// this sort may follow, and in ResetAfter the count begins anew.
	Known      bool
	Remaining  int
	ResetAfter time.Duration
}

// Metered is a Platform that tells what it uses of its limits.
type Metered interface {
	Platform
	// OnUsage sets what is called after each call that counted, before Send or
	// Edit return; it does not block. It is set once, before the first call.
	OnUsage(func(Usage))
}

// Meter is what a Platform embeds to be Metered. Its zero value tells nobody. It
// is safe for concurrent use.
type Meter struct{ told atomic.Pointer[func(Usage)] }

// OnUsage sets what is called after each call that counted.
func (m *Meter) OnUsage(f func(Usage)) { m.told.Store(&f) }

// Tell says that a call counted.
func (m *Meter) Tell(u Usage) {
	if f := m.told.Load(); f != nil {
		(*f)(u)
	}
}
