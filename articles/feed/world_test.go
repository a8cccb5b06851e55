package feed

import (
	"context"
	"fmt"
	"io"
	"maps"
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
	mute    atomic.Bool // the hub tells of nothing

	// What pages and robots.txt are answered with, and what was filed of texts.
	pageStatus, robotsStatus int
	retryAfter               string
	texts                    map[string]string
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
	w.mu.Lock()
	serve := w.serve
	w.mu.Unlock()
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
	w.mu.Lock()
	file := w.file
	w.mu.Unlock()
	if file != nil {
		if err := file(list); err != nil {
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

// pass lets time go by. What a test has set before is seen by whatever is asked
// meanwhile: both have held the lock in between.
func (w *world) pass(d time.Duration) {
	w.become(func() {})
	<-time.After(d)
	synctest.Wait()
}

// count is a number as it stands while the poller runs.
func (w *world) count(n *int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return *n
}

// asks is how many requests there were.
func (w *world) asks() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.asked)
}

// become changes how the world behaves while the poller runs.
func (w *world) become(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
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
	items  map[string][]byte
	err    error
}

func (m *memory) FiledItems(_ context.Context, source string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.items[source], m.err
}

func (m *memory) SaveFiledItems(_ context.Context, items map[string][]byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.items == nil {
		m.items = map[string][]byte{}
	}
	maps.Copy(m.items, items)
	return m.err
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
