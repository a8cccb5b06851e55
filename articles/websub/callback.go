package websub

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	// maxChallenge bounds what is echoed to a hub, in bytes, maxReason what is kept
	// of its reason, in characters.
	maxChallenge = 4 << 10
	maxReason    = 200
)

// verify answers a hub that asks whether a request was meant, or tells that it
// refuses (https://www.w3.org/TR/websub/#hub-verifies-intent).
func (s *Subscriber) verify(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	l, ok := s.lease(r.PathValue("id"))
	if !ok || q.Get("hub.topic") != l.Topic {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	challenge := q.Get("hub.challenge")
	fits := challenge != "" && len(challenge) <= maxChallenge
	var err error
	switch mode := q.Get("hub.mode"); {
	case mode == "subscribe" && l.State != Leaving && fits:
		now := s.o.Now()
		err = s.save(r.Context(), l.confirmed(leaseOf(q.Get("hub.lease_seconds")), now))
		if err == nil && !l.holds(now) {
			s.o.Log.Debug("a hub tells of news", "hub", host(l.Hub), "feed", bare(l.URL))
			s.o.OnChange()
		}
	case mode == "unsubscribe" && l.State == Leaving && fits:
		err = s.forget(r.Context(), l.ID)
	case mode == "denied":
		challenge = ""
		err = s.deny(r, l, q.Get("hub.reason"))
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if err != nil {
		s.o.Log.Warn("answer of a hub not kept", "hub", host(l.Hub), "err", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, challenge) // a hub that has left asks again
}

// deny notes that a hub refuses, which it may do at any time.
func (s *Subscriber) deny(r *http.Request, l Lease, reason string) error {
	if l.State == Leaving {
		return s.forget(r.Context(), l.ID)
	}
	reason = line(reason)
	if err := s.save(r.Context(), l.denied(reason, s.o.Now())); err != nil {
		return err
	}
	s.o.Log.Info("a hub refuses to tell of news; its feed is polled", "hub", host(l.Hub), "feed", bare(l.URL), "reason", reason)
	if l.State == Held {
		s.o.OnChange()
	}
	return nil
}

// leaseOf reads seconds; zero where there are none.
func leaseOf(seconds string) time.Duration {
	n, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
	if err != nil || n <= 0 {
		return 0
	}
	return time.Duration(min(n, int64(mostLease/time.Second))) * time.Second
}

// line is a stranger's text as one short line.
func line(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, s)
	if utf8.RuneCountInString(s) > maxReason {
		s = string([]rune(s)[:maxReason-1]) + "…"
	}
	return s
}
