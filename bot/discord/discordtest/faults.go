package discordtest

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Interactions stands, in place of a channel id, for the callbacks of
// interactions and the webhooks that answer them.
const Interactions = "interactions"

// faults are the troubles ordered for requests to come, by channel id,
// Interactions, or "" for all other requests.
type faults struct {
	mu    sync.Mutex
	queue map[string][]fault
}

// fault is one trouble.
type fault struct {
	status     int
	body       []byte
	header     map[string]string
	cutBefore  bool
	cutAfter   bool
	unreadable bool
	lostPage   bool          // processed, answered with a page of the gateway
	delay      time.Duration // processed, answered late
}

func (f *faults) add(channel string, x fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.queue == nil {
		f.queue = map[string][]fault{}
	}
	f.queue[channel] = append(f.queue[channel], x)
}

func (f *faults) take(r *http.Request) (ordered fault, ok bool) {
	channel := r.PathValue("channel")
	if isInteraction(r.URL.Path) {
		channel = Interactions
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	waiting := f.queue[channel]
	if len(waiting) == 0 {
		return fault{}, false
	}
	f.queue[channel] = waiting[1:]
	return waiting[0], true
}

// before does what the fault does instead of processing the request.
func (x fault) before(w http.ResponseWriter) bool {
	if x.cutBefore {
		cut(w)
		return true
	}
	if x.status == 0 {
		return false
	}
	for k, v := range x.header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(x.status)
	_, _ = w.Write(x.body)
	return true
}

// after does what the fault does once the request was processed.
func (x fault) after(w http.ResponseWriter) bool {
	if x.cutAfter {
		cut(w)
		return true
	}
	if x.unreadable {
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write([]byte(`{"id":`))
		return true
	}
	if x.lostPage {
		return pageFault(http.StatusBadGateway, 0).before(w)
	}
	return false
}

// cut ends the connection without an answer.
func cut(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// FailNext answers the next request about the channel with an HTTP status and
// one of Discord's codes, before doing anything. An empty channel stands for
// requests that are about neither a channel nor an interaction: commands, gateway.
func (s *Server) FailNext(channel string, status, code int, message string) {
	body, _ := json.Marshal(apiError{message, code, nil})
	s.faults.add(channel, fault{status: status, body: body, header: map[string]string{"Content-Type": "application/json"}})
}

// Scope says whom a rate limit holds for.
type Scope string

// The scopes (https://discord.com/developers/docs/topics/rate-limits#header-format).
const (
	ScopeUser   Scope = "user"
	ScopeGlobal Scope = "global"
	ScopeShared Scope = "shared"
)

// LimitNext answers the next request about the channel with 429, in the form of
// the scope: the global one carries no counters, and the counters of the shared
// one contradict its body, as documented.
func (s *Server) LimitNext(channel string, after time.Duration, scope Scope) {
	s.faults.add(channel, limitedFault(after, scope))
}

func limitedFault(after time.Duration, scope Scope) fault {
	body, _ := json.Marshal(limited{"You are being rate limited.", after.Seconds(), scope == ScopeGlobal})
	return fault{status: http.StatusTooManyRequests, body: body, header: limitHeader(after, scope)}
}

// limited is the body of a 429.
type limited struct {
	Message    string  `json:"message"`
	RetryAfter float64 `json:"retry_after"`
	Global     bool    `json:"global"`
}

func limitHeader(after time.Duration, scope Scope) map[string]string {
	h := map[string]string{
		"Content-Type":      "application/json",
		"Retry-After":       strconv.Itoa(int(math.Ceil(after.Seconds()))),
		"X-RateLimit-Scope": string(scope),
	}
	switch scope {
	case ScopeGlobal:
		h["X-RateLimit-Global"] = "true"
	case ScopeShared:
		h["X-RateLimit-Limit"], h["X-RateLimit-Remaining"] = "10", "9"
		h["X-RateLimit-Reset-After"] = fmt.Sprintf("%.2f", after.Seconds()/20)
	case ScopeUser:
		h["X-RateLimit-Limit"], h["X-RateLimit-Remaining"] = "5", "0"
		h["X-RateLimit-Reset-After"] = fmt.Sprintf("%.3f", after.Seconds())
	}
	return h
}

// BlockNext answers the next request about the channel with the HTML page that
// Cloudflare serves to those who made too many invalid requests.
func (s *Server) BlockNext(channel string, after time.Duration) {
	s.faults.add(channel, pageFault(http.StatusTooManyRequests, after))
}

// pageFault answers with an HTML page of what stands before Discord.
func pageFault(status int, after time.Duration) fault {
	h := map[string]string{"Content-Type": "text/html; charset=UTF-8"}
	if after > 0 {
		h["Retry-After"] = strconv.Itoa(int(math.Ceil(after.Seconds())))
	}
	page := "<!doctype html><title>discord.com</title><h1>Error 1015</h1><p>You are being rate limited"
	if status != http.StatusTooManyRequests {
		page = fmt.Sprintf("<!doctype html><title>%d</title><center>cloudflare</center>", status)
	}
	return fault{status: status, body: []byte(page), header: h}
}

// CutNext ends the connection of the next request about the channel without an
// answer: before it was processed, or after.
func (s *Server) CutNext(channel string, processed bool) {
	s.faults.add(channel, fault{cutBefore: !processed, cutAfter: processed})
}

// GarbleNext processes the next request about the channel and answers it with
// JSON that breaks off.
func (s *Server) GarbleNext(channel string) { s.faults.add(channel, fault{unreadable: true}) }
