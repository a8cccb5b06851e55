package feed

import (
	"cmp"
	"fmt"
	"net/http"
	"time"
)

// How long to wait between fetches.
const (
	defaultEvery   = 5 * time.Minute
	defaultSlowest = 30 * time.Minute
	maxBackoff     = 6 * time.Hour
	// ownTrouble is the wait after a failure that was ours, such as a busy
	// database. The publisher has no part in it, and the articles wait.
	ownTrouble = time.Minute
	// goneFor is how long nobody asks after HTTP 410.
	goneFor = 30 * 24 * time.Hour
	// doubtAfter is how many failures in a row make the address that was found
	// doubtful: the configured one is asked again.
	doubtAfter = 3
	// spread is the part of an interval by which it is varied, so that sources
	// do not fall into step.
	spread = 0.1
	// parts is how often a source is asked in the time between two articles.
	parts = 8
	// hubGrace is how long a hub may take to tell of news that is in the feed
	// already, hubTimes by how much longer than slowest its feed is left alone.
	hubGrace = 2 * time.Minute
	hubTimes = 4
)

// outcome is what came of one fetch.
type outcome struct {
	response Response
	// err says why nothing was filed; ours that the publisher is not to blame.
	err  error
	ours bool
	// doc is the document that was filed; nil if none was, or none had to be.
	doc *Document
	// sum is its hash, readers that of the sources that it was read for.
	sum, readers string
	// hub is who tells of the feed's news, as the document says.
	hub Hub
	// found is where the feed was found that the page at the URL names; searched
	// that it was looked for.
	found    string
	searched bool
	// at is when the fetch ended, chance a number from -1 to 1.
	at     time.Time
	chance float64
}

// timing is how often a feed is to be fetched.
type timing struct {
	// every is the least time between two fetches, slowest the longest that a
	// quiet source is left alone; where they are the same, nothing is adapted.
	every, slowest time.Duration
	// fixed says that somebody has set the interval for this very source. It then
	// stands over what the document says about its pace.
	fixed bool
	// pushed says that a hub holds itself ready to tell of news.
	pushed bool
}

// after is the state of the feed at url, after o. It decides when to fetch next:
// not before the time that the publisher asks for, up to a day, and later and
// later while it fails, up to six hours.
func (s State) after(o outcome, url string, t timing) State {
	if o.err != nil {
		return s.afterFailure(o, url, t)
	}
	r := o.response
	next := State{URL: url, ETag: r.ETag, LastModified: r.LastModified, OK: o.at, Memory: s.Memory}
	if r.NotModified {
		next.ETag, next.LastModified = cmp.Or(r.ETag, s.ETag), cmp.Or(r.LastModified, s.LastModified)
	}
	m := &next.Memory
	m.Down, m.Gone = time.Time{}, false
	if to := cmp.Or(o.found, r.Moved); to != "" {
		m.Address = to
	}
	if m.Address == url {
		m.Address = ""
	}
	m.learn(o)
	next.Due, m.Why = m.due(o, t)
	return next
}

// learn takes over what a document says.
func (m *Memory) learn(o outcome) {
	if o.doc == nil {
		return
	}
	m.Pace, m.Items, m.Readers, m.Hub = o.doc.Pace, len(o.doc.Articles), o.readers, o.hub
	switch {
	case m.Items > 0:
		gap, newest := rhythm(o.doc.Articles, o.at)
		if !m.Newest.IsZero() && newest.After(m.Newest) && o.at.Sub(newest) > hubGrace {
			m.Missed = o.at
		}
		m.Gap, m.Newest = gap, newest
		m.Usual, m.Empty = m.Items, time.Time{}
	case m.Usual > 0 && m.Empty.IsZero():
		m.Empty = o.at
	}
	m.Sum = o.sum
	if o.doc.Broken {
		m.Sum = ""
	}
}

// due is when to fetch again after a success, and why then.
func (m *Memory) due(o outcome, t timing) (at time.Time, why string) {
	wait, why := m.interval(t, o.at)
	wait = vary(wait, o.chance)
	for _, wish := range []struct {
		d   time.Duration
		why string
	}{
		{o.response.MaxAge, "the answer is fresh until then"},
		{o.response.RetryAfter, "the server asks to wait"},
	} {
		if wish.d > wait {
			wait, why = wish.d, wish.why
		}
	}
	at = o.at.Add(wait)
	if t.fixed {
		return at, why
	}
	if next := m.Pace.next(at); next.After(at) {
		return next, "the feed asks to be left alone at this time"
	}
	return at, why
}

// interval is the time between two fetches of a feed that works.
func (m *Memory) interval(t timing, now time.Time) (d time.Duration, why string) {
	if t.fixed {
		return t.every, "its interval"
	}
	d, why = t.every, "the usual interval"
	quiet := time.Duration(0)
	if !m.Newest.IsZero() {
		quiet = now.Sub(m.Newest)
	}
	if own := min(max(m.Gap, quiet)/parts, t.slowest); own > d {
		d, why = own, "its own rhythm"
	}
	if m.Pace.Every > d {
		d, why = m.Pace.Every, "the pace that the feed asks for"
	}
	if slow := hubTimes * t.slowest; t.pushed && m.delivered() && slow > d {
		d, why = slow, becauseOfHub
	}
	return d, why
}

// becauseOfHub is why a feed is asked seldom whose hub tells of its news.
const becauseOfHub = "its hub tells of news"

// delivered reports whether the hub has told of news, and nothing was found since
// then that it had not told.
func (m *Memory) delivered() bool { return m.Pushed.After(m.Missed) }

func (s State) afterFailure(o outcome, url string, t timing) State {
	s.URL = cmp.Or(s.URL, url)
	s.Failures++
	s.Error = reason(o.err)
	if s.Memory.Down.IsZero() {
		s.Memory.Down = o.at
	}
	if o.searched {
		s.Memory.Searched = o.at
	}
	gone := o.response.Status == http.StatusGone
	if s.Memory.Address != "" && !o.ours && (gone || s.Failures%doubtAfter == 0) {
		s.ETag, s.LastModified, s.Memory.Address, s.Memory.Sum = "", "", "", ""
		gone = false // so far it is only said of the address that was found
	}
	if gone {
		s.Memory.Gone = true
		s.Due, s.Memory.Why = o.at.Add(goneFor), "the publisher says that it is gone for good"
		return s
	}
	wait := vary(s.backoff(o, t.every), o.chance)
	s.Memory.Why = fmt.Sprintf("back-off after failure %d", s.Failures)
	if o.response.RetryAfter > wait {
		wait, s.Memory.Why = o.response.RetryAfter, "the server asks to wait"
	}
	s.Due = o.at.Add(wait)
	return s
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
