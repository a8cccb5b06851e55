package feed

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

func TestPollerTakesNewSources(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		a, b := source("a", "https://a.example/feed"), source("b", "https://b.example/feed")
		w.poller.SetSources([]articles.Source{a, b})
		stop := w.run()
		w.pass(time.Minute)
		a.Topics = []string{"weather"}                       // stays
		b.URL = "https://b.example/other"                    // is another document
		c := source("c", "https://c.example/feed")           // is new
		folder := articles.Source{Name: "d", Kind: "folder"} // is not ours
		w.poller.SetSources([]articles.Source{a, b, c, folder, c})
		w.pass(time.Minute)
		w.poller.SetSources([]articles.Source{a})
		w.pass(5 * time.Minute)
		a.Every = time.Minute
		w.poller.SetSources([]articles.Source{a})
		w.pass(90 * time.Second)
		stop()
		slices.SortStableFunc(w.asked[:2], strings.Compare)
		slices.SortStableFunc(w.asked[2:4], strings.Compare)
		w.want("asked", &w.asked, "a.example/feed 0s", "b.example/feed 0s", "b.example/other 1m0s", "c.example/feed 1m0s",
			"a.example/feed 5m0s", "a.example/feed 8m0s")
		for _, i := range []int{2, 3} {
			if v := w.headers[i].Get("If-None-Match"); v != "" {
				t.Errorf("%s was asked with the validator %s of another document", w.asked[i], v)
			}
		}
		if got := w.headers[4].Get("If-None-Match"); got != `"1"` {
			t.Errorf("validator of a = %q, want it kept", got)
		}
	})
}

// TestPollerFilesForASourceThatComesMeanwhile adds one whose feed is being fetched
// for another right then.
func TestPollerFilesForASourceThatComesMeanwhile(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response {
			<-time.After(2 * time.Second)
			return answer(200, item("1"), "ETag", `"1"`)
		}
		a, b := source("a", "https://a.example/feed"), source("b", "https://a.example/feed")
		w.poller.SetSources([]articles.Source{a})
		stop := w.run()
		w.pass(time.Second)
		w.poller.SetSources([]articles.Source{a, b})
		w.pass(time.Minute)
		stop()
		w.want("filed", &w.filed, "a/1", "a/1", "b/1")
	})
}

func TestPollerBreaksOffWhatIsTakenAway(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.URL.Host == "slow.example" {
				return nil
			}
			return answer(200, item("1"))
		}
		w.poller.SetSources([]articles.Source{source("slow", "https://slow.example/"), source("slow2", "https://slow.example/2"), source("a", "https://a.example/")})
		stop := w.run()
		if w.count(&w.ready) != 0 {
			t.Error("ready before all were tried")
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/")})
		w.pass(time.Second)
		if n := w.count(&w.ready); n != 1 {
			t.Errorf("ready %d times, want 1: what was taken away is not waited for", n)
		}
		stop()
		if n := w.running["slow.example"]; n != 0 {
			t.Errorf("%d fetches of a source taken away", n)
		}
		w.want("reports", &w.reports)
		if len(w.states.states) != 1 || len(w.poller.Status()) != 1 {
			t.Errorf("states = %v, want that of a only", w.states.states)
		}
	})
}

func TestPollerRestart(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			if r.URL.Host == "bad.example" {
				return answer(500, "")
			}
			return answer(200, item("1"), "ETag", `"1"`)
		}
		list := []articles.Source{source("a", "https://a.example/feed"), source("bad", "https://bad.example/feed")}
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(time.Minute)
		stop()
		w.asked, w.headers, w.reports = nil, nil, nil
		w.poller = w.newPoller()
		w.poller.SetSources(list)
		stop = w.run()
		w.want("asked at once", &w.asked)
		if w.count(&w.ready) != 2 {
			t.Error("not ready although nothing is due")
		}
		w.pass(5 * time.Minute)
		stop()
		slices.Sort(w.asked)
		w.want("asked", &w.asked, "a.example/feed 5m0s", "bad.example/feed 5m0s")
		w.want("reports", &w.reports)
		if !slices.ContainsFunc(w.headers, func(h http.Header) bool { return h.Get("If-None-Match") == `"1"` }) {
			t.Error("the validator was forgotten")
		}
	})
}

// A state may not say which address its validators belong to, or another one.
func TestPollerDoubtsValidators(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.states.states = map[string]State{
			"a": {ETag: `"x"`, LastModified: "then"},
			"b": {ETag: `"x"`, LastModified: "then", URL: "https://b.example/old", Due: w.start.Add(time.Hour)},
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/"), source("b", "https://b.example/")})
		stop := w.run()
		w.pass(time.Second)
		stop()
		if len(w.headers) != 2 {
			t.Fatalf("asked %q, want both at once", w.asked)
		}
		for i, h := range w.headers {
			want := map[string]string{"a": `"x"`, "b": ""}[w.asked[i][:1]]
			if h.Get("If-None-Match") != want || h.Get("If-Modified-Since") != "" {
				t.Errorf("%s with %q and %q", w.asked[i], h.Get("If-None-Match"), h.Get("If-Modified-Since"))
			}
		}
	})
}

func TestPollerStops(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(*http.Request) *http.Response { return nil }
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/"), source("b", "https://b.example/")})
		stop := w.run()
		stop()
		if w.since() != "0s" {
			t.Errorf("stopping took %s", w.since())
		}
		w.want("reports", &w.reports)
		if len(w.states.states) != 0 {
			t.Errorf("states = %v, want none: nothing was learnt", w.states.states)
		}
	})
}

func TestPollerSurvivesPanic(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.file = func(list []articles.Article) error {
			if list[0].Source == "a" {
				panic("boom")
			}
			return nil
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/"), source("b", "https://b.example/")})
		stop := w.run()
		w.pass(time.Second)
		stop()
		w.want("filed", &w.filed, "b/1")
		w.want("reports", &w.reports, "a: internal error while reading the feed")
	})
}

func TestPollerWithoutStates(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.states.err = errors.New("disk full")
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/")})
		err := w.poller.Run(t.Context())
		if !errors.Is(err, w.states.err) || err.Error() != "read state of source a: disk full" {
			t.Errorf("Run = %v", err)
		}
	})
}

func TestPollerClockSetBack(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.states.states = map[string]State{"a": {URL: "https://a.example/", Due: w.start.Add(1000 * time.Hour)}}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/")})
		stop := w.run()
		w.pass(6 * time.Minute)
		stop()
		w.want("asked", &w.asked, "a.example/ 5m0s")
	})
}

func TestPollerStatus(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		w.serve = func(r *http.Request) *http.Response {
			switch r.URL.Host {
			case "bad.example":
				return answer(503, "", "Retry-After", "60")
			case "slow.example":
				return nil
			}
			return answer(200, item("2", "1"))
		}
		w.poller.SetSources([]articles.Source{source("b", "https://bad.example/"), source("s", "https://slow.example/"), source("a", "https://u:hush@a.example/feed?key=hush")})
		before := w.poller.Status()
		if len(before) != 3 || before[2].Articles != -1 || !before[2].OK.IsZero() {
			t.Errorf("status before Run = %+v", before)
		}
		stop := w.run()
		got := w.poller.Status()
		stop()
		want := []SourceStatus{
			{Name: "b", Publisher: "P", URL: "https://bad.example/", Due: w.start.Add(5 * time.Minute), Why: "back-off after failure 1", Failures: 1, Error: "bad.example: HTTP 503", Articles: -1},
			{Name: "s", Publisher: "P", URL: "https://slow.example/", Fetching: true, Articles: -1},
			{Name: "a", Publisher: "P", URL: "https://a.example/feed", OK: w.start, Due: w.start.Add(5 * time.Minute), Why: "the usual interval", Articles: 2},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("status (-want +got):\n%s", diff)
		}
	})
}
