package websub

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Options are what a Subscriber is made of. All but OnChange, OnPush, Now and Log
// are needed.
type Options struct {
	// Base is the public address below which hubs find Handler: a lease's id is
	// put behind it, after a slash.
	Base  string
	Store Store
	// Feeds are the feeds that name hubs now, each with every one of them; false where that is not known yet.
	Feeds func() ([]Feed, bool)
	// Post sends a form to a hub; any answer but 2xx is an error, which tells no
	// secrets. private says that the hub may have an address of a private network.
	Post func(ctx context.Context, hub string, form url.Values, private bool) error
	// Push files the document that a hub sent. It is called by several goroutines.
	Push func(ctx context.Context, f Feed, doc []byte) error
	// OnChange, if not nil, is told when a hub begins or ceases to tell of news.
	OnChange func()
	// OnPush, if not nil, is told what became of each document.
	OnPush func(Fate)
	// Now is the clock, Log takes what nobody else handles. Nil: the system's,
	// and nothing is logged.
	Now func() time.Time
	Log *slog.Logger
}

// Fate is what became of a document that was sent.
type Fate string

// The fates of a document.
const (
	Filed  Fate = "filed"
	Forged Fate = "forged" // its signature is not the hub's
	Unread Fate = "failed" // it could not be read or filed
	Full   Fate = "full"   // too much came at once; the hub is to send it again
)

// Subscriber holds leases at the hubs of all feeds that have one. Handler must be
// served at the public address while Run runs.
type Subscriber struct {
	o     Options
	queue chan push
	room  chan struct{} // one for each document that may be in memory
	poked chan struct{}

	mu     sync.Mutex
	leases map[string]Lease   // by id; replaced whole, never changed in place
	held   map[place][]string // ids of those by which the news of a feed is told
	rates  map[string]*rate.Limiter
	loaded bool // the leases were read
	ready  bool // and the feeds are known
}

// Bounds of a Subscriber.
const (
	// every is how often it looks at what there is to do.
	every = time.Minute
	// workers is how many documents are filed at a time; waiting is how many are
	// in memory at all.
	workers = 4
	waiting = 8
	// hubs is how many are asked at a time; spacing is between two requests to
	// one.
	hubs    = 4
	spacing = 200 * time.Millisecond
	// askTime bounds a round of requests: what is left waits for the next.
	askTime = 10 * time.Minute
	// saveIn bounds a call of the store, pushIn one of Push.
	saveIn = 5 * time.Second
	pushIn = 2 * time.Minute
)

// New returns a subscriber that holds no leases yet.
func New(o Options) *Subscriber {
	o.Base = strings.TrimRight(o.Base, "/")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.OnChange == nil {
		o.OnChange = func() {}
	}
	if o.OnPush == nil {
		o.OnPush = func(Fate) {}
	}
	return &Subscriber{
		o: o, queue: make(chan push, waiting), room: make(chan struct{}, waiting), poked: make(chan struct{}, 1),
		leases: map[string]Lease{}, held: map[place][]string{}, rates: map[string]*rate.Limiter{},
	}
}

// Run asks hubs for leases, renews them in time, and files what they send, until
// ctx ends; then it returns nil once all that it started has ended. An error says
// that the leases could not be read.
func (s *Subscriber) Run(ctx context.Context) error {
	if err := s.load(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	var wg sync.WaitGroup
	defer wg.Wait()
	for range workers {
		wg.Go(func() { s.work(ctx) })
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		s.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		case <-s.poked:
		}
	}
}

// Poke says that the feeds may have changed.
func (s *Subscriber) Poke() {
	select {
	case s.poked <- struct{}{}:
	default: // it will look anyway
	}
}

// Holds reports whether any hub tells of the news of a feed now.
func (s *Subscriber) Holds(feed string, private bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.o.Now()
	return slices.ContainsFunc(s.held[place{feed, private}], func(id string) bool { return s.leases[id].holds(now) })
}

// place tells feeds apart.
type place struct {
	url     string
	private bool
}

// keep has a lease in memory; mu is held.
func (s *Subscriber) keep(l Lease) {
	s.leases[l.ID] = l
	s.release(l)
	if l.State == Held {
		at := place{l.URL, l.Private}
		s.held[at] = append(s.held[at], l.ID)
	}
}

// release has a lease no longer count among those that are held; mu is held.
func (s *Subscriber) release(l Lease) {
	at := place{l.URL, l.Private}
	s.held[at] = slices.DeleteFunc(s.held[at], func(id string) bool { return id == l.ID })
	if len(s.held[at]) == 0 {
		delete(s.held, at)
	}
}

// load reads the leases, once.
func (s *Subscriber) load(ctx context.Context) error {
	s.mu.Lock()
	done := s.loaded
	s.mu.Unlock()
	if done {
		return nil
	}
	list, err := s.o.Store.HubLeases(ctx)
	if err != nil {
		return fmt.Errorf("read leases of hubs: %w", err)
	}
	s.mu.Lock()
	for _, l := range list {
		s.keep(l)
	}
	s.loaded = true
	s.mu.Unlock()
	s.o.OnChange()
	return nil
}

// isReady reports whether leases and feeds are known.
func (s *Subscriber) isReady() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ready
}

// lease is the one with an id.
func (s *Subscriber) lease(id string) (Lease, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.leases[id]
	return l, ok
}

// save keeps a lease, on disk first: what a hub was told must be known after a
// crash.
func (s *Subscriber) save(ctx context.Context, l Lease) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveIn)
	defer cancel()
	if err := s.o.Store.SaveHubLease(ctx, l); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keep(l)
	return nil
}

// forget drops a lease.
func (s *Subscriber) forget(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveIn)
	defer cancel()
	if err := s.o.Store.ForgetHubLease(ctx, id); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release(s.leases[id])
	delete(s.leases, id)
	delete(s.rates, id)
	return nil
}

// Handler serves the hubs. It takes the last part of the path, as "{id}" of the
// pattern, for the id of a lease.
func (s *Subscriber) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch {
		case !s.isReady():
			// Nothing is known yet: a hub must not think that it is not wanted.
			s.refuse(w, http.StatusServiceUnavailable)
		case r.Method == http.MethodGet:
			s.verify(w, r)
		case r.Method == http.MethodPost:
			s.receive(w, r)
		default:
			w.Header().Set("Allow", "GET, POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
}
