package websub

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/url"
	"time"
)

// Feed is a feed with one of the hubs that its document names.
type Feed struct {
	// URL is its address in the configuration; Private says that it may be one of a
	// private network.
	URL     string
	Private bool
	// Topic is the address by which the hub knows it, Hub that of the hub.
	Topic, Hub string
}

// privateHub reports whether the hub, too, may have a private address: only at
// the host of a feed that may.
func (f Feed) privateHub() bool {
	a, err := url.Parse(f.URL)
	b, err2 := url.Parse(f.Hub)
	return f.Private && err == nil && err2 == nil && a.Host == b.Host
}

// Lease is what a hub was asked for, or has agreed to.
type Lease struct {
	// ID ends the address that the hub calls. Nobody else knows it.
	ID string
	Feed
	// Callback is the address that the hub was given, Secret what it signs with.
	Callback, Secret string
	State            State
	// Until is when a lease that is held ends.
	Until time.Time
	// Next is when to ask the hub again, Tries how often it was asked in vain, and
	// Reason why the last time.
	Next   time.Time
	Tries  int
	Reason string
}

// State is how far a lease has come.
type State string

// The states of a lease.
const (
	Asked   State = "asked"   // the hub has not confirmed it yet
	Held    State = "held"    // the hub tells of news until the lease ends
	Denied  State = "denied"  // the hub does not want to
	Leaving State = "leaving" // the hub is asked to stop
)

// Store keeps leases over restarts. It is safe for concurrent use.
type Store interface {
	HubLeases(ctx context.Context) ([]Lease, error)
	// SaveHubLease adds a lease or replaces the one with its ID.
	SaveHubLease(ctx context.Context, l Lease) error
	// ForgetHubLease does nothing where there is none.
	ForgetHubLease(ctx context.Context, id string) error
}

const (
	// askFor is the length of a lease that is asked for; the hub decides.
	askFor = 10 * 24 * time.Hour
	// leastLease and mostLease bound what a hub can make of it.
	leastLease = time.Minute
	mostLease  = 90 * 24 * time.Hour
	// askAgain is the wait after the first time in vain. It doubles up to
	// askSeldom, which is also the wait after a denial.
	askAgain  = 10 * time.Minute
	askSeldom = 24 * time.Hour
	// leaveTries is how often a hub is asked to stop.
	leaveTries = 3
)

func newLease(f Feed, now time.Time) Lease {
	return Lease{ID: rand.Text(), Feed: f, Secret: rand.Text() + rand.Text(), State: Asked, Next: now}
}

// holds reports whether the hub tells of news now.
func (l Lease) holds(now time.Time) bool { return l.State == Held && l.Until.After(now) }

// asking is l when the hub has just been asked: not again for a while, whatever
// comes of it.
func (l Lease) asking(now time.Time) Lease {
	wait := askAgain
	for range min(l.Tries, 20) {
		wait = min(2*wait, askSeldom)
	}
	if l.State == Held {
		// It is asked anew before its end, at least twice.
		wait = min(wait, max(l.Until.Sub(now)/2, leastLease))
	}
	l.Tries++
	l.Next = now.Add(wait)
	return l
}

// confirmed is l when the hub has agreed for a time, which may be zero where it
// has not said for how long.
func (l Lease) confirmed(length time.Duration, now time.Time) Lease {
	length = min(max(cmp.Or(length, askFor), leastLease), mostLease)
	l.State, l.Tries, l.Reason = Held, 0, ""
	l.Until = now.Add(length)
	l.Next = l.Until.Add(-min(length/5, askSeldom))
	return l
}

// denied is l when the hub has refused. It may change its mind.
func (l Lease) denied(reason string, now time.Time) Lease {
	l.State, l.Until, l.Reason = Denied, time.Time{}, reason
	l.Next = now.Add(7 * askSeldom)
	return l
}

// leaving is l when nobody wants it any more.
func (l Lease) leaving(now time.Time) Lease {
	l.State, l.Tries, l.Next, l.Reason = Leaving, 0, now, ""
	return l
}

// over reports whether there is nothing left to ask the hub about a lease that
// nobody wants: it never agreed, its time has passed, or it does not listen.
func (l Lease) over(now time.Time) bool {
	return l.State == Leaving && (!l.Until.After(now) || l.Tries >= leaveTries && !l.Next.After(now))
}
