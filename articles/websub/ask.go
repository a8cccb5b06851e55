package websub

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// look brings the leases in line with the feeds, and asks the hubs for what is
// due.
func (s *Subscriber) look(ctx context.Context) {
	now := s.o.Now()
	feeds, ok := s.o.Feeds()
	if !ok {
		return
	}
	s.mu.Lock()
	s.ready = true
	s.mu.Unlock()
	s.align(ctx, feeds, now)
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	var wg sync.WaitGroup
	slots := make(chan struct{}, hubs)
	for _, list := range s.due(now) {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			wg.Wait()
			return
		}
		wg.Go(func() {
			defer func() { <-slots }()
			for i, id := range list {
				if i > 0 && !pause(ctx, spacing) {
					return
				}
				s.ask(ctx, id)
			}
		})
	}
	wg.Wait()
}

// pause waits, and reports false if ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// align makes a lease for every feed that has none, and gives up those that no
// feed wants.
func (s *Subscriber) align(ctx context.Context, feeds []Feed, now time.Time) {
	wanted := map[Feed]bool{}
	for _, f := range feeds {
		wanted[f] = true
	}
	s.mu.Lock()
	var changed, over []Lease
	for _, l := range s.leases {
		switch {
		case l.State != Leaving && !wanted[l.Feed]:
			l = l.leaving(now)
			changed = append(changed, l)
		case l.State == Leaving && wanted[l.Feed]:
			l.State, l.Tries, l.Next = Asked, 0, now
			changed = append(changed, l)
		}
		if l.over(now) {
			over = append(over, l)
		}
		delete(wanted, l.Feed)
	}
	s.mu.Unlock()
	for f := range wanted {
		changed = append(changed, newLease(f, now))
	}
	for _, l := range changed {
		if err := s.save(ctx, l); err != nil {
			s.o.Log.Warn("lease of a hub not kept", "hub", host(l.Hub), "err", err)
			return // another look comes soon
		}
	}
	for _, l := range over {
		if err := s.forget(ctx, l.ID); err != nil {
			s.o.Log.Warn("lease of a hub not forgotten", "hub", host(l.Hub), "err", err)
		}
	}
}

// due are the ids of the leases to ask about now, by the host of the hub, those
// that wait longest first.
func (s *Subscriber) due(now time.Time) map[string][]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Lease
	for _, l := range s.leases {
		moved := l.State != Leaving && l.Callback != "" && l.Callback != s.callback(l.ID)
		if !l.Next.After(now) || moved && l.State == Held {
			list = append(list, l)
		}
	}
	slices.SortFunc(list, func(a, b Lease) int { return a.Next.Compare(b.Next) })
	by := map[string][]string{}
	for _, l := range list {
		by[host(l.Hub)] = append(by[host(l.Hub)], l.ID)
	}
	return by
}

func (s *Subscriber) callback(id string) string { return s.o.Base + "/" + id }

// ask asks a hub for what a lease is to become.
func (s *Subscriber) ask(ctx context.Context, id string) {
	l, ok := s.lease(id)
	if !ok || ctx.Err() != nil {
		return
	}
	held := l.State == Held
	if l.State == Denied {
		l.State = Asked
	}
	if l.State != Leaving {
		if held && l.Callback != s.callback(id) {
			// The hub calls an address that is not ours any more.
			l.State, l.Until = Asked, time.Time{}
		}
		l.Callback = s.callback(id)
	}
	l = l.asking(s.o.Now())
	if err := s.save(ctx, l); err != nil {
		s.o.Log.Warn("lease of a hub not kept", "hub", host(l.Hub), "err", err)
		return
	}
	if err := s.o.Post(ctx, l.Hub, form(l), l.privateHub()); err != nil && ctx.Err() == nil {
		s.failed(ctx, l, err)
	}
}

// failed notes that a hub could not be asked, unless it has answered meanwhile.
func (s *Subscriber) failed(ctx context.Context, asked Lease, err error) {
	l, ok := s.lease(asked.ID)
	if !ok || l != asked {
		return
	}
	l.Reason = err.Error()
	if err := s.save(ctx, l); err != nil {
		s.o.Log.Warn("lease of a hub not kept", "hub", host(l.Hub), "err", err)
	}
	if l.Tries == 1 {
		s.o.Log.Info("a hub does not take the request; its feed is polled", "hub", host(l.Hub), "feed", bare(l.URL), "err", l.Reason)
	}
}

// form is the request to a hub
// (https://www.w3.org/TR/websub/#subscriber-sends-subscription-request).
func form(l Lease) url.Values {
	v := url.Values{"hub.callback": {l.Callback}, "hub.topic": {l.Topic}}
	if l.State == Leaving {
		v.Set("hub.mode", "unsubscribe")
		return v
	}
	v.Set("hub.mode", "subscribe")
	v.Set("hub.lease_seconds", strconv.Itoa(int(askFor/time.Second)))
	v.Set("hub.secret", l.Secret)
	return v
}

// host is the host of an address, for logs and for order.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// bare is an address without what may be secret in it.
func bare(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}
