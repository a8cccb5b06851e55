package feed

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/articles"
)

func TestPollerFetchesOnceForAllWhoShareAFeed(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.Header.Get("If-None-Match") != "" {
				return answer(304, "")
			}
			return answer(200, item("1"), "ETag", `"1"`)
		}
		a, b, c := source("a", "https://a.example/feed"), source("b", "https://a.example/feed"), source("c", "https://a.example/feed")
		w.poller.SetSources([]articles.Source{a, b})
		stop := w.run()
		w.pass(6 * time.Minute)
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/feed 5m0s")
		w.want("filed", &w.filed, "a/1", "b/1")
		w.poller.SetSources([]articles.Source{a, b, c}) // the new one gets everything, at once
		w.pass(time.Minute)
		if s := w.poller.Status(); len(s) != 3 || s[2].OK.IsZero() {
			t.Errorf("status = %+v", s)
		}
		w.poller.SetSources([]articles.Source{b})
		w.pass(5 * time.Minute)
		stop()
		w.want("asked then", &w.asked, "a.example/feed 0s", "a.example/feed 5m0s", "a.example/feed 6m0s", "a.example/feed 11m0s")
		w.want("filed then", &w.filed, "a/1", "b/1", "a/1", "b/1", "c/1", "b/1")
	})
}

func TestPollerKnowsDocumentsAfterARestart(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response { return answer(200, item("1")) }
		list := []articles.Source{source("a", "https://a.example/feed")}
		w.poller.SetSources(list)
		w.run()()
		w.poller = w.newPoller()
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(6 * time.Minute)
		stop()
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/feed 5m0s")
		w.want("filed", &w.filed, "a/1")
	})
}

// redirect leads to another place.
func redirect(status int, to string) *http.Response { return answer(status, "", "Location", to) }

func TestPollerRemembersWhereAFeedMoved(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		dead := false
		w.serve = func(r *http.Request) *http.Response {
			switch {
			case r.URL.Host == "old.example" && dead:
				return answer(200, item("2"))
			case r.URL.Host == "old.example":
				return redirect(301, "https://new.example/feed")
			case dead:
				return answer(404, "")
			}
			return answer(200, item("1"), "ETag", `"1"`)
		}
		w.poller.SetSources([]articles.Source{source("a", "https://old.example/feed")})
		stop := w.run()
		w.pass(6 * time.Minute)
		w.want("asked", &w.asked, "old.example/feed 0s", "new.example/feed 0s", "new.example/feed 5m0s")
		if s := w.poller.Status(); s[0].Address != "https://new.example/feed" {
			t.Errorf("status = %+v", s)
		}
		w.mu.Lock()
		dead, w.asked = true, nil
		w.mu.Unlock()
		w.pass(2 * time.Hour)
		stop()
		if !slices.Contains(w.asked, "old.example/feed 45m0s") || !slices.Contains(w.filed, "a/2") {
			t.Errorf("asked %v, filed %v: the address in the configuration is asked again", w.asked, w.filed)
		}
	})
}

// TestPollerDoesNotBelieveAnotherAddressThatAllIsGone has a feed that went away for
// a time and came back, of which only the new place is gone.
func TestPollerDoesNotBelieveAnotherAddressThatAllIsGone(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		back := false
		w.serve = func(r *http.Request) *http.Response {
			switch {
			case r.URL.Host == "new.example" && back:
				return answer(410, "")
			case r.URL.Host == "old.example" && !back:
				return redirect(301, "https://new.example/feed")
			}
			return answer(200, item("1"))
		}
		w.poller.SetSources([]articles.Source{source("a", "https://old.example/feed")})
		stop := w.run()
		w.become(func() { back = true })
		w.pass(11 * time.Minute)
		stop()
		w.want("asked", &w.asked, "old.example/feed 0s", "new.example/feed 0s", "new.example/feed 5m0s", "old.example/feed 10m0s")
		if s := w.poller.Status(); s[0].Failures > 0 || s[0].Address != "" {
			t.Errorf("status = %+v", s[0])
		}
	})
}

func TestPollerDoesNotRememberOtherRedirects(t *testing.T) {
	for _, tt := range []struct{ name, from, to string }{
		{"for now", "https://old.example/302", "https://new.example/feed"},
		{"to where everybody listens", "https://old.example/301", "http://new.example/feed"},
		{"to no feed", "https://old.example/301", "https://new.example/page"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, w *world) {
				w.serve = func(r *http.Request) *http.Response {
					switch r.URL.Path {
					case "/302":
						return redirect(302, tt.to)
					case "/301":
						return redirect(301, tt.to)
					case "/page":
						return answer(200, `{"error": "moved"}`)
					}
					return answer(200, item("1"))
				}
				w.poller.SetSources([]articles.Source{source("a", tt.from)})
				stop := w.run()
				w.pass(time.Minute)
				stop()
				if s := w.poller.Status(); s[0].Address != "" {
					t.Errorf("remembered %s", s[0].Address)
				}
			})
		})
	}
}

func TestPollerLeavesGoneFeedsAlone(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response { return answer(410, "") }
		list := []articles.Source{source("a", "https://a.example/feed")}
		w.poller.SetSources(list)
		w.run()()
		w.poller = w.newPoller()
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(20 * 24 * time.Hour)
		if s := w.poller.Status(); s[0].Why != "the publisher says that it is gone for good" {
			t.Errorf("why = %q", s[0].Why)
		}
		stop()
		w.want("asked", &w.asked, "a.example/feed 0s")
		w.want("reports", &w.reports, "a: a.example: HTTP 410, it is gone for good")
	})
}

func TestPollerKeepsThePaceOfAFeed(t *testing.T) {
	for _, tt := range []struct {
		name, channel string
		every         time.Duration
		want          []string
	}{
		{"ttl", "<ttl>20</ttl>", 0, []string{"0s", "20m0s", "40m0s", "1h0m0s"}},
		{"ttl of a source whose interval was set", "<ttl>20</ttl>", 40 * time.Minute, []string{"0s", "40m0s"}},
		{"no look from half past to two", "<ttl>30</ttl><skipHours><hour>0</hour></skipHours>", 0, []string{"0s", "1h0m0s"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(t *testing.T, w *world) {
				n := 0
				w.serve = func(*http.Request) *http.Response {
					n++ // there is always something new
					return answer(200, rss(tt.channel+"<item><title>Story "+strings.Repeat("x", n)+"</title></item>"))
				}
				s := source("a", "https://a.example/feed")
				s.Every = tt.every
				w.poller.SetSources([]articles.Source{s})
				stop := w.run()
				w.pass(61 * time.Minute)
				stop()
				for i := range tt.want {
					tt.want[i] = "a.example/feed " + tt.want[i]
				}
				w.want("asked", &w.asked, tt.want...)
			})
		})
	}
}

func TestPollerAdaptsToQuietSources(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response { return answer(200, item("1")) }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(24 * time.Hour)
		stop()
		if n := len(w.asked); n < 48 || n > 80 {
			t.Errorf("asked %d times in a day in which nothing happened", n)
		}
	})
}
