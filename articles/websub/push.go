package websub

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime/debug"
	"time"

	"golang.org/x/time/rate"
)

const (
	// MaxBody is how many bytes of a document are taken.
	MaxBody = 8 << 20
	// bodyTime is how long a hub may take to send one.
	bodyTime = 20 * time.Second
	// perSecond and atOnce are how many documents a feed may send.
	perSecond, atOnce = 1, 30
	// comeAgain is what a hub is told to wait, in seconds, when too much comes.
	comeAgain = "10"
)

// push is a document that a hub sent.
type push struct {
	feed Feed
	doc  []byte
}

// receive takes a document (https://www.w3.org/TR/websub/#content-distribution),
// says at once that it has arrived, and leaves the rest to others. What is not
// signed by the hub is thanked for and dropped: whoever sent it learns nothing.
func (s *Subscriber) receive(w http.ResponseWriter, r *http.Request) {
	l, ok := s.lease(r.PathValue("id"))
	if !ok || l.State == Leaving {
		w.WriteHeader(http.StatusGone) // by which a hub knows to stop
		return
	}
	if r.ContentLength > MaxBody {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if !s.limiter(l.ID).Allow() {
		s.refuse(w, http.StatusTooManyRequests)
		return
	}
	select {
	case s.room <- struct{}{}:
	default:
		s.refuse(w, http.StatusServiceUnavailable)
		return
	}
	doc, err := readBody(w, r)
	switch {
	case err != nil:
		<-s.room
		w.WriteHeader(statusOf(err))
	case !signed(r.Header.Get("X-Hub-Signature"), l.Secret, doc):
		<-s.room
		s.o.OnPush(Forged)
		s.o.Log.Debug("a document that its hub has not signed", "hub", host(l.Hub), "feed", bare(l.URL))
		w.WriteHeader(http.StatusAccepted)
	default:
		s.queue <- push{l.Feed, doc} // has as much room as room
		w.WriteHeader(http.StatusAccepted)
	}
}

func (s *Subscriber) refuse(w http.ResponseWriter, status int) {
	s.o.OnPush(Full)
	w.Header().Set("Retry-After", comeAgain)
	w.WriteHeader(status)
}

// limiter is how fast a lease may send.
func (s *Subscriber) limiter(id string) *rate.Limiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rates[id] == nil {
		s.rates[id] = rate.NewLimiter(perSecond, atOnce)
	}
	return s.rates[id]
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	// Not every writer has a deadline; the server's own holds there.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime))
	return io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
}

func statusOf(err error) int {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// work files documents until ctx ends. What is left then is in the feed, too.
func (s *Subscriber) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case p := <-s.queue:
			s.file(ctx, p)
			<-s.room
		}
	}
}

func (s *Subscriber) file(ctx context.Context, p push) {
	ctx, cancel := context.WithTimeout(ctx, pushIn)
	defer cancel()
	err := s.push(ctx, p)
	if err == nil {
		s.o.OnPush(Filed)
		return
	}
	if ctx.Err() == nil {
		s.o.OnPush(Unread)
		s.o.Log.Warn("a document sent by a hub was not filed", "hub", host(p.feed.Hub), "feed", bare(p.feed.URL), "err", err)
	}
}

func (s *Subscriber) push(ctx context.Context, p push) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.o.Log.Error("panic while filing what a hub sent", "feed", bare(p.feed.URL), "panic", r, "stack", string(debug.Stack()))
			err = errors.New("internal error")
		}
	}()
	return s.o.Push(ctx, p.feed, p.doc)
}
