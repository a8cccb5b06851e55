package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/articles"
)

// world is a poller with the servers that it asks and the store that it files
// into, in one bubble.
type world struct {
	t      *testing.T
	poller *Poller
	states *memory
	// serve answers requests; nil answers with one item and a validator.
	serve func(*http.Request) *http.Response
	// file takes articles; nil keeps them.
	file  func([]articles.Article) error
	start time.Time

	mu      sync.Mutex
	asked   []string // URL paths with the minute or second at which they came
	headers []http.Header
	filed   []string
	reports []string
	ready   int
	running map[string]int
	most    int
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, states: &memory{}, start: time.Now(), running: map[string]int{}}
	w.poller = w.newPoller()
	return w
}

func (w *world) newPoller() *Poller {
	p := NewPoller(PollerOptions{
		Client: NewClient(ClientOptions{Transport: carrier(w.carry)}),
		States: w.states,
		File:   w.take,
		Report: func(source string, err error) { w.note(&w.reports, fmt.Sprintf("%s: %v", source, err)) },
		Ready:  func() { w.mu.Lock(); w.ready++; w.mu.Unlock() },
	})
	p.chance = func() float64 { return 0 }
	return p
}

func (w *world) note(list *[]string, s string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*list = append(*list, s)
}

// since is the time since the start of the test in words.
func (w *world) since() string { return time.Since(w.start).String() }

func (w *world) carry(r *http.Request) (*http.Response, error) {
	w.note(&w.asked, r.URL.Host+r.URL.Path+" "+w.since())
	w.mu.Lock()
	w.headers = append(w.headers, r.Header.Clone())
	w.running[r.URL.Host]++
	if w.running[r.URL.Host] > 1 {
		w.t.Errorf("%s is asked %d things at a time", r.URL.Host, w.running[r.URL.Host])
	}
	all := 0
	for _, n := range w.running {
		all += n
	}
	w.most = max(w.most, all)
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.running[r.URL.Host]--
		w.mu.Unlock()
	}()
	serve := w.serve
	if serve == nil {
		serve = func(r *http.Request) *http.Response { return answer(200, item("1"), "ETag", `"1"`) }
	}
	res := serve(r)
	if res == nil {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	res.Request = r
	return res, nil
}

func (w *world) take(_ context.Context, list []articles.Article) error {
	if w.file != nil {
		if err := w.file(list); err != nil {
			return err
		}
	}
	for _, a := range list {
		w.note(&w.filed, a.Source+"/"+a.ID)
	}
	return nil
}

// run starts the poller; the returned function stops it and waits.
func (w *world) run() (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error)
	go func() { done <- w.poller.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("Run = %v", err)
		}
	}
}

// pass lets time go by.
func (w *world) pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// count is a number as it stands while the poller runs.
func (w *world) count(n *int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return *n
}

func (w *world) want(what string, got *[]string, want ...string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if diff := cmp.Diff(want, *got); diff != "" {
		w.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func item(ids ...string) string {
	var b strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&b, "<item><title>Story %s</title><guid>%s</guid></item>", id, id)
	}
	return rss(b.String())
}

func answer(status int, body string, header ...string) *http.Response {
	h := http.Header{}
	for pair := range slices.Chunk(header, 2) {
		h.Set(pair[0], pair[1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// memory keeps states in memory.
type memory struct {
	mu     sync.Mutex
	states map[string]State
	err    error
}

func (m *memory) SourceState(_ context.Context, source string) (State, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.states[source], m.err
}

func (m *memory) SaveSourceState(ctx context.Context, source string, s State) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if m.states == nil {
		m.states = map[string]State{}
	}
	m.states[source] = s
	return nil
}

func source(name, url string) articles.Source {
	return articles.Source{Name: name, Kind: articles.KindFeed, Publisher: "P", URL: url}
}

func bubble(t *testing.T, test func(t *testing.T, w *world)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { test(t, newWorld(t)) })
}

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
		if diff := cmp.Diff(want, w.states.states["a"]); diff != "" {
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
		w.want("filed", &w.filed, "a/1", "a/1", "a/2")
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
		for n := range 30 {
			list = append(list, source(fmt.Sprint(n), fmt.Sprintf("https://h%d.example/", n)))
		}
		w.poller.SetSources(list)
		stop := w.run()
		w.pass(3500 * time.Millisecond)
		if most, ready := w.count(&w.most), w.count(&w.ready); most != defaultHosts || ready != 0 {
			t.Errorf("at most %d hosts at once, ready %d times", most, ready)
		}
		w.pass(time.Second)
		stop()
		if len(w.filed) != 30 || w.ready != 1 {
			t.Errorf("filed %d, ready %d times; want 30 and 1", len(w.filed), w.ready)
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
		w.want("asked", &asked, "a.example/1 0s", "a.example/1 10m0s", "a.example/2 10m1s")
		w.want("reports", &w.reports, "a1: a.example: HTTP 429, we ask too often, retry after 10m", "a1: <nil>")
	})
}

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
			{Name: "b", Publisher: "P", URL: "https://bad.example/", Due: w.start.Add(5 * time.Minute), Failures: 1, Error: "bad.example: HTTP 503", Articles: -1},
			{Name: "s", Publisher: "P", URL: "https://slow.example/", Fetching: true, Articles: -1},
			{Name: "a", Publisher: "P", URL: "https://a.example/feed", OK: w.start, Due: w.start.Add(5 * time.Minute), Articles: 2},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("status (-want +got):\n%s", diff)
		}
	})
}
