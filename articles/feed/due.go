package feed

import (
	"cmp"
	"time"
)

// How long to wait between fetches.
const (
	defaultEvery = 5 * time.Minute
	maxBackoff   = 6 * time.Hour
	// ownTrouble is the wait after a failure that was ours, such as a busy
	// database. The publisher has no part in it, and the articles wait.
	ownTrouble = time.Minute
	// spread is the part of an interval by which it is varied, so that sources
	// do not fall into step.
	spread = 0.1
)

// outcome is what came of one fetch.
type outcome struct {
	response Response
	// err says why nothing was filed; ours that the publisher is not to blame.
	err  error
	ours bool
	// articles is how many the document holds; -1 if it was not read.
	articles int
	// at is when the fetch ended, chance a number from -1 to 1.
	at     time.Time
	chance float64
}

// after is the state of the feed at url, to be fetched every so often, after o.
// It decides when to fetch next: not before the time that the publisher asks
// for, up to a day, and later and later while it fails, up to six hours.
func (s State) after(o outcome, url string, every time.Duration) State {
	if o.err != nil {
		s.URL = cmp.Or(s.URL, url)
		s.Failures++
		s.Error = reason(o.err)
		s.Due = o.at.Add(max(vary(s.backoff(o, every), o.chance), o.response.RetryAfter))
		return s
	}
	r := o.response
	next := State{URL: url, ETag: r.ETag, LastModified: r.LastModified, OK: o.at}
	if r.NotModified {
		next.ETag, next.LastModified = cmp.Or(r.ETag, s.ETag), cmp.Or(r.LastModified, s.LastModified)
	}
	next.Due = o.at.Add(max(vary(every, o.chance), r.MaxAge, r.RetryAfter))
	return next
}

// backoff doubles with each failure in a row.
func (s State) backoff(o outcome, every time.Duration) time.Duration {
	if o.ours {
		return min(every, ownTrouble)
	}
	wait := every
	for range min(s.Failures-1, 20) {
		wait = min(2*wait, max(maxBackoff, every))
	}
	return wait
}

func vary(d time.Duration, chance float64) time.Duration {
	return d + time.Duration(float64(d)*spread*chance)
}
