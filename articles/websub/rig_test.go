package websub

import (
	"context"
	"crypto/hmac"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// gazette is a feed with a hub.
var gazette = Feed{URL: "https://gazette.example/feed?key=hush", Topic: "https://gazette.example/feed", Hub: "https://hub.example/"}

// rig is a subscriber with a fake hub, a store and a desk, in one bubble.
type rig struct {
	t     *testing.T
	s     *Subscriber
	store *shelf
	mux   *http.ServeMux
	// refuse, if set, is what the hub answers to requests; silent hubs accept them
	// and never verify.
	refuse error
	silent bool
	lease  int // the seconds that the hub grants

	mu      sync.Mutex
	feeds   []Feed
	unknown bool
	asked   []string // what the hub was asked, with the time
	forms   []url.Values
	filed   []string
	fates   map[Fate]int
	changes int
	failure error // of Push
	stuck   chan struct{}
	start   time.Time
}

func newRig(t *testing.T, feeds ...Feed) *rig {
	r := &rig{t: t, store: &shelf{leases: map[string]Lease{}}, feeds: feeds, lease: 864_000, fates: map[Fate]int{}, start: time.Now()}
	r.renew("https://herald.example/websub")
	return r
}

// renew puts another subscriber in the place of the one there is, as a restart
// does.
func (r *rig) renew(base string) {
	r.s = New(Options{
		Base: base, Store: r.store, Post: r.post, Push: r.push,
		Feeds: func() ([]Feed, bool) {
			r.mu.Lock()
			defer r.mu.Unlock()
			return slices.Clone(r.feeds), !r.unknown
		},
		OnChange: func() { r.mu.Lock(); r.changes++; r.mu.Unlock() },
		OnPush:   func(f Fate) { r.mu.Lock(); r.fates[f]++; r.mu.Unlock() },
	})
	r.mux = http.NewServeMux()
	r.mux.Handle("/websub/{id}", r.s.Handler())
}

// run starts the subscriber; the returned function stops it and waits.
func (r *rig) run() (stop func()) {
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan error)
	go func() { done <- r.s.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Errorf("Run = %v", err)
		}
	}
}

func (r *rig) pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// post is the hub's end of a request.
func (r *rig) post(ctx context.Context, hub string, form url.Values, private bool) error {
	r.mu.Lock()
	r.asked = append(r.asked, fmt.Sprintf("%s %s %s", form.Get("hub.mode"), hub, time.Since(r.start)))
	r.forms = append(r.forms, maps.Clone(form))
	refuse, silent, lease := r.refuse, r.silent, r.lease
	r.mu.Unlock()
	if refuse != nil || silent {
		return refuse
	}
	q := url.Values{"hub.mode": {form.Get("hub.mode")}, "hub.topic": {form.Get("hub.topic")}, "hub.challenge": {"really?"}}
	if form.Get("hub.mode") == "subscribe" {
		q.Set("hub.lease_seconds", fmt.Sprint(lease))
	}
	if w := r.get(form.Get("hub.callback"), q); w.Code != http.StatusOK || w.Body.String() != "really?" {
		return errors.New("not verified")
	}
	return nil
}

func (r *rig) get(callback string, q url.Values) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, callback+"?"+q.Encode(), nil))
	return w
}

// send has the hub send a document; an empty method leaves the signature out.
func (r *rig) send(method, secret, body string) int {
	req := httptest.NewRequest(http.MethodPost, r.callback(), strings.NewReader(body))
	if method != "" {
		mac := hmac.New(methods[method], []byte(secret))
		_, _ = io.WriteString(mac, body)
		req.Header.Set("X-Hub-Signature", method+"="+hex.EncodeToString(mac.Sum(nil)))
	}
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, req)
	synctest.Wait()
	return w.Code
}

// now reads or changes what the rig keeps while the subscriber runs.
func (r *rig) now(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
}

// kept are the leases in the store.
func (r *rig) kept() []Lease {
	r.store.mu.Lock()
	defer r.store.mu.Unlock()
	return slices.Collect(maps.Values(r.store.leases))
}

// last is the last form that the hub got.
func (r *rig) last() url.Values {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.forms) == 0 {
		r.t.Fatal("the hub was asked for nothing")
	}
	return r.forms[len(r.forms)-1]
}

func (r *rig) callback() string { return r.last().Get("hub.callback") }

// secret is what the hub signs with.
func (r *rig) secret() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range slices.Backward(r.forms) {
		if s := f.Get("hub.secret"); s != "" {
			return s
		}
	}
	return ""
}

func (r *rig) push(ctx context.Context, f Feed, doc []byte) error {
	if r.stuck != nil {
		select {
		case <-r.stuck:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.filed = append(r.filed, f.URL+" "+string(doc))
	return r.failure
}

func (r *rig) set(feeds ...Feed) {
	r.mu.Lock()
	r.feeds = feeds
	r.mu.Unlock()
	r.s.Poke()
	synctest.Wait()
}

// is reads a value that the subscriber may change.
func is[T any](r *rig, p *T) T {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *p
}

func (s *shelf) breaks(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

func (r *rig) wantAsked(want ...string) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.asked, want) {
		r.t.Errorf("the hub was asked %q, want %q", r.asked, want)
	}
	r.asked = nil
}

// shelf keeps leases in memory.
type shelf struct {
	mu     sync.Mutex
	leases map[string]Lease
	err    error
}

func (s *shelf) HubLeases(context.Context) ([]Lease, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.leases)), s.err
}

func (s *shelf) SaveHubLease(_ context.Context, l Lease) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.leases[l.ID] = l
	}
	return s.err
}

func (s *shelf) ForgetHubLease(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.leases, id)
	return s.err
}

func bubble(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { test(t, newRig(t, gazette)) })
}
