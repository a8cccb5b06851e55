package websub

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestLeaseIsAskedForAndRenewed(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		stop := r.run()
		defer func() { stop() }()
		r.wantAsked("subscribe https://hub.example/ 0s")
		f := r.last()
		secret := f.Get("hub.secret")
		if f.Get("hub.topic") != gazette.Topic || len(secret) < 40 || len(secret) >= 200 || f.Get("hub.lease_seconds") != "864000" ||
			!strings.HasPrefix(f.Get("hub.callback"), "https://herald.example/websub/") || strings.Contains(f.Encode(), "hush") {
			t.Errorf("asked with %v", f)
		}
		if !r.s.Holds(gazette.URL, false) || r.s.Holds(gazette.URL, true) || is(r, &r.changes) < 2 {
			t.Errorf("not held, or nobody was told (%d times)", is(r, &r.changes))
		}
		// Over a restart the same address and secret hold, and nobody is asked.
		stop()
		r.renew("https://herald.example/websub/")
		stop = r.run()
		r.pass(8*24*time.Hour + 23*time.Hour)
		r.wantAsked()
		r.pass(2 * time.Hour)
		r.wantAsked("subscribe https://hub.example/ 216h0m0s")
		if r.callback() != f.Get("hub.callback") || r.secret() != secret {
			t.Error("another address or secret after a restart")
		}
		r.pass(8 * 24 * time.Hour)
		r.wantAsked()
		if !r.s.Holds(gazette.URL, false) {
			t.Error("not held after it was renewed")
		}
	})
}

func TestHubThatDoesNotRenew(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.lease = 3600
		defer r.run()()
		r.now(func() { r.silent = true })
		r.pass(47 * time.Minute)
		r.wantAsked("subscribe https://hub.example/ 0s")
		r.pass(12 * time.Minute)
		r.wantAsked("subscribe https://hub.example/ 48m0s", "subscribe https://hub.example/ 54m0s", "subscribe https://hub.example/ 57m0s", "subscribe https://hub.example/ 59m0s")
		if !r.s.Holds(gazette.URL, false) {
			t.Error("given up before its end")
		}
		r.pass(2 * time.Minute)
		if r.s.Holds(gazette.URL, false) {
			t.Error("held after its end")
		}
	})
}

func TestHubThatFails(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.refuse = errors.New("hub.example: HTTP 503")
		defer r.run()()
		r.pass(time.Hour)
		r.wantAsked("subscribe https://hub.example/ 0s", "subscribe https://hub.example/ 10m0s", "subscribe https://hub.example/ 30m0s")
		r.pass(7 * 24 * time.Hour)
		if n := len(is(r, &r.asked)); n < 8 || n > 16 {
			t.Errorf("a hub that fails is asked %d times a week", n)
		}
		r.now(func() { r.refuse = nil })
		r.pass(24 * time.Hour)
		if !r.s.Holds(gazette.URL, false) {
			t.Error("a hub that works again is not used")
		}
	})
}

func TestHubThatRefuses(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		before := is(r, &r.changes)
		q := url.Values{"hub.mode": {"denied"}, "hub.topic": {gazette.Topic}, "hub.reason": {"no\nmore <b>room"}}
		if w := r.get(r.callback(), q); w.Code != http.StatusOK || w.Body.Len() != 0 {
			t.Errorf("answered %d %q", w.Code, w.Body)
		}
		if r.s.Holds(gazette.URL, false) || is(r, &r.changes) != before+1 {
			t.Error("a lease that was taken back is held")
		}
		for _, l := range r.kept() {
			if l.State != Denied || l.Reason != "no more <b>room" {
				t.Errorf("kept %+v", l)
			}
		}
		r.pass(6 * 24 * time.Hour)
		r.wantAsked("subscribe https://hub.example/ 0s")
		r.pass(25 * time.Hour)
		r.wantAsked("subscribe https://hub.example/ 168h0m0s")
		if !r.s.Holds(gazette.URL, false) {
			t.Error("a hub that has changed its mind is not used")
		}
	})
}

func TestSourceThatGoes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		r.now(func() { r.asked = nil })
		r.now(func() { r.unknown = true }) // as at the start, before the sources were read
		r.set()
		r.pass(5 * time.Minute)
		r.wantAsked()
		r.now(func() { r.unknown = false })
		r.set()
		r.wantAsked("unsubscribe https://hub.example/ 5m0s")
		if r.last().Get("hub.secret") != "" || len(r.kept()) != 0 {
			t.Errorf("asked with %v, kept %v", r.last(), r.kept())
		}
		if status := r.send("sha256", r.secret(), "x"); status != http.StatusGone {
			t.Errorf("a hub that goes on hears %d", status)
		}
	})
}

func TestHubThatDoesNotLetGo(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		r.now(func() { r.silent = true })
		r.set()
		r.pass(time.Minute)
		if r.s.Holds(gazette.URL, false) {
			t.Error("held although nobody wants it")
		}
		r.pass(3 * time.Hour)
		r.wantAsked("subscribe https://hub.example/ 0s", "unsubscribe https://hub.example/ 0s", "unsubscribe https://hub.example/ 10m0s", "unsubscribe https://hub.example/ 30m0s")
		if len(r.kept()) != 0 {
			t.Errorf("kept %v", r.kept())
		}
	})
}

func TestSourceThatComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		r.now(func() { r.silent = true })
		r.set()
		r.now(func() { r.silent = false })
		r.set(gazette)
		r.wantAsked("subscribe https://hub.example/ 0s", "unsubscribe https://hub.example/ 0s", "subscribe https://hub.example/ 0s")
		if !r.s.Holds(gazette.URL, false) || len(r.kept()) != 1 {
			t.Errorf("kept %v", r.kept())
		}
	})
}

func TestPublicAddressThatMoves(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.run()()
		r.now(func() { r.asked = nil })
		r.renew("https://elsewhere.example/websub")
		defer r.run()()
		r.wantAsked("subscribe https://hub.example/ 0s")
		if !strings.HasPrefix(r.callback(), "https://elsewhere.example/websub/") || !r.s.Holds(gazette.URL, false) {
			t.Errorf("asked with %v", r.last())
		}
	})
}

func TestStoreThatFails(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.store.breaks(errors.New("disk full"))
		if err := r.s.Run(t.Context()); err == nil {
			t.Error("Run does not say that leases cannot be read")
		}
		r.store.breaks(nil)
		stop := r.run()
		r.store.breaks(errors.New("disk full"))
		q := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {gazette.Topic}, "hub.challenge": {"1"}}
		if w := r.get(r.callback(), q); w.Code != http.StatusInternalServerError {
			t.Errorf("a lease that was not kept is confirmed: %d", w.Code)
		}
		r.set() // nothing can be kept, so the hub is asked for nothing
		r.wantAsked("subscribe https://hub.example/ 0s")
		r.store.breaks(nil)
		stop()
	})
}

func TestManyFeedsOfOneHub(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for range 4 {
			f := gazette
			f.URL += strings.Repeat("x", len(r.feeds))
			r.feeds = append(r.feeds, f)
		}
		r.feeds = r.feeds[1:]
		defer r.run()()
		r.wantAsked("subscribe https://hub.example/ 0s")
		r.pass(time.Second)
		r.wantAsked("subscribe https://hub.example/ 200ms", "subscribe https://hub.example/ 400ms", "subscribe https://hub.example/ 600ms")
	})
}

// TestFeedThatChangesItsHub gives up the old one while the new one tells of news.
func TestFeedThatChangesItsHub(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		defer r.run()()
		moved := gazette
		moved.Hub = "https://other.example/"
		r.set(gazette, moved)
		r.wantAsked("subscribe https://hub.example/ 0s", "subscribe https://other.example/ 0s")
		r.set(moved)
		r.wantAsked("unsubscribe https://hub.example/ 0s")
		if !r.s.Holds(gazette.URL, false) || len(r.kept()) != 1 {
			t.Errorf("what the other hub promised is forgotten; kept %v", r.kept())
		}
	})
}

// TestFeedWithManyHubs has one that refuses, and one that tells of news.
func TestFeedWithManyHubs(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		other := gazette
		other.Hub = "https://other.example/"
		defer r.run()()
		callback := r.callback()
		r.set(gazette, other)
		r.get(callback, url.Values{"hub.mode": {"denied"}, "hub.topic": {gazette.Topic}})
		if !r.s.Holds(gazette.URL, false) {
			t.Error("no hub tells of news where only one of two refuses")
		}
		r.get(r.callback(), url.Values{"hub.mode": {"denied"}, "hub.topic": {gazette.Topic}})
		if r.s.Holds(gazette.URL, false) {
			t.Error("a hub tells of news where both refuse")
		}
	})
}

func TestPrivateHub(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		feed Feed
		want bool
	}{
		{Feed{URL: "http://10.0.0.5/feed", Private: true, Hub: "http://10.0.0.5/hub"}, true},
		{Feed{URL: "http://10.0.0.5/feed", Hub: "http://10.0.0.5/hub"}, false},
		{Feed{URL: "http://10.0.0.5/feed", Private: true, Hub: "http://10.0.0.5:8080/hub"}, false},
		{Feed{URL: "http://10.0.0.5/feed", Private: true, Hub: "http://10.0.0.6/hub"}, false},
	} {
		if got := test.feed.privateHub(); got != test.want {
			t.Errorf("%v: %v", test.feed, got)
		}
	}
}
