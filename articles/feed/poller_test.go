package feed

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestPollerAsksConditionally(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.Header.Get("If-None-Match") == `"v"` {
				return answer(304, "")
			}
			return answer(200, item("2", "1"), "ETag", `"v"`, "Last-Modified", "Sat, 21 Jun 2025 10:00:00 GMT")
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(11 * time.Minute)
		stop()
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/feed 5m0s", "a.example/feed 10m0s")
		w.want("filed", &w.filed, "a/1", "a/2")
		w.want("reports", &w.reports)
		if got := w.headers[1].Get("If-Modified-Since"); got != "Sat, 21 Jun 2025 10:00:00 GMT" {
			t.Errorf("If-Modified-Since = %q", got)
		}
		want := State{URL: "https://a.example/feed", ETag: `"v"`, LastModified: "Sat, 21 Jun 2025 10:00:00 GMT",
			OK: w.start.Add(10 * time.Minute), Due: w.start.Add(15 * time.Minute)}
		got := w.states.states["a"]
		if m := got.Memory; m.Sum == "" || m.Readers == "" || m.Items != 2 || !m.Newest.Equal(w.start) {
			t.Errorf("memory = %+v", m)
		}
		got.Memory = Memory{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("state (-want +got):\n%s", diff)
		}
	})
}

// What was not filed is fetched again, whatever the server says about it.
func TestPollerLosesNothing(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		tries := 0
		w.file = func([]articles.Article) error {
			if tries++; tries < 3 {
				return errors.New("database is locked")
			}
			return nil
		}
		w.serve = func(r *http.Request) *http.Response {
			if tries < 3 && r.Header.Get("If-None-Match") != "" {
				t.Error("asked with a validator whose articles were not filed")
			}
			return answer(200, item("1"), "ETag", `"v"`)
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(3 * time.Minute)
		stop()
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/feed 1m0s", "a.example/feed 2m0s")
		w.want("filed", &w.filed, "a/1")
		w.want("reports", &w.reports, "a: file articles: database is locked", "a: <nil>")
	})
}

func TestPollerDoesNotReadTheSameBytesTwice(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		var body atomic.Value
		body.Store(item("1"))
		w.serve = func(*http.Request) *http.Response { return answer(200, body.Load().(string)) }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(6 * time.Minute)
		w.want("filed once", &w.filed, "a/1")
		body.Store(item("2", "1"))
		w.pass(5 * time.Minute)
		stop()
		w.want("filed", &w.filed, "a/1", "a/2")
	})
}

// A document that was cut off on the way is not known: the rest is still to come.
func TestPollerFetchesTheRestOfABrokenDocument(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		whole := item("2", "1")
		tries := 0
		w.serve = func(r *http.Request) *http.Response {
			if tries++; tries == 1 {
				return answer(200, before(whole, "Story 1"), "ETag", `"v"`)
			}
			if r.Header.Get("If-None-Match") != "" {
				t.Error("asked with the validator of a broken document")
			}
			return answer(200, whole, "ETag", `"v"`)
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(6 * time.Minute)
		stop()
		w.want("filed", &w.filed, "a/2", "a/1", "a/2")
	})
}

func TestPollerSpacing(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			<-time.After(2 * time.Second)
			return answer(200, item("1"))
		}
		w.poller.SetSources([]articles.Source{
			source("a1", "https://a.example/1"), source("a2", "https://www.a.example/2"),
			source("a3", "https://A.example/3"), source("b", "https://b.example/"),
		})
		stop := w.run()
		w.pass(time.Minute)
		stop()
		slices.Sort(w.asked)
		w.want("asked", &w.asked, "A.example/3 6s", "a.example/1 0s", "b.example/ 0s", "www.a.example/2 3s")
	})
}

func TestPollerAsksFewHostsAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			<-time.After(time.Second)
			return answer(200, item("1"))
		}
		var list []articles.Source
		for n := range defaultHosts + 20 {
			list = append(list, source(fmt.Sprint(n), fmt.Sprintf("https://h%d.example/", n)))
		}
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(1500 * time.Millisecond)
		if most, ready := w.count(&w.most), w.count(&w.ready); most != defaultHosts || ready != 0 {
			t.Errorf("at most %d hosts at once, ready %d times", most, ready)
		}
		w.pass(time.Second)
		stop()
		if len(w.filed) != defaultHosts+20 || w.ready != 1 {
			t.Errorf("filed %d, ready %d times; want all and 1", len(w.filed), w.ready)
		}
	})
}

func TestPollerBacksOffAndReportsOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		var status atomic.Int32
		status.Store(500)
		w.serve = func(*http.Request) *http.Response { return answer(int(status.Load()), item("1")) }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(16 * time.Minute) // fails at 0, 5 and 15 minutes
		status.Store(404)
		w.pass(20 * time.Minute) // and at 35
		status.Store(200)
		w.pass(45 * time.Minute) // works at 75
		stop()
		w.want("asked", &w.asked, "a.example/feed 0s", "a.example/feed 5m0s", "a.example/feed 15m0s", "a.example/feed 35m0s", "a.example/feed 1h15m0s", "a.example/feed 1h20m0s")
		w.want("reports", &w.reports, "a: a.example: HTTP 500", "a: a.example: HTTP 404, nothing is there", "a: <nil>")
		if s := w.states.states["a"]; s.Failures != 0 || s.Error != "" {
			t.Errorf("state = %+v, want no failure", s)
		}
	})
}

func TestPollerReportsFewReasons(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		n := 499
		w.serve = func(*http.Request) *http.Response { n++; return answer(n, "") }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed")})
		stop := w.run()
		w.pass(24 * time.Hour)
		stop()
		if len(w.asked) < 8 || len(w.reports) != maxTold {
			t.Errorf("%d failures gave %d reports", len(w.asked), len(w.reports))
		}
	})
}

// A server that is asked too often is left alone as a whole.
func TestPollerHoldsHost(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.URL.Path == "/1" && time.Since(w.start) < time.Minute {
				return answer(429, "", "Retry-After", "600")
			}
			return answer(200, item("1"))
		}
		w.poller.SetSources([]articles.Source{source("a1", "https://a.example/1"), source("a2", "https://a.example/2"), source("b", "https://b.example/3")})
		stop := w.run()
		w.pass(30 * time.Second)
		if n := w.count(&w.ready); n != 1 {
			t.Errorf("ready %d times, want 1: nobody can wait for a2", n)
		}
		w.pass(570*time.Second + 2*time.Second)
		stop()
		asked := slices.DeleteFunc(w.asked, func(s string) bool { return strings.HasPrefix(s, "b.") })
		w.want("asked", &asked, "a.example/1 0s", "a.example/2 10m0s", "a.example/1 10m1s")
		w.want("reports", &w.reports, "a1: a.example: HTTP 429, we ask too often, retry after 10m", "a1: <nil>")
	})
}
