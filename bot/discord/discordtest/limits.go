package discordtest

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The limits that the server enforces. Discord tells them by header alone; these
// are what its headers usually say
// (https://discord.com/developers/docs/topics/rate-limits).
const (
	globalLimit   = 50 // requests a second of one bot
	messageLimit  = 5  // messages in messageWindow to one channel
	messageWindow = 5 * time.Second
	webhookLimit  = 5 // answers in webhookWindow with one interaction token
	webhookWindow = 2 * time.Second
)

// invalidLimit and invalidWindow bound the invalid requests of one address; after
// that it gets a page from Cloudflare
// (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
const (
	invalidLimit  = 10_000
	invalidWindow = 10 * time.Minute
)

// limiter counts requests; Server.mu guards it.
type limiter struct {
	buckets map[string]*window
	global  window
	invalid []time.Time // the latest invalid requests, oldest first
}

// fail counts an invalid request.
func (l *limiter) fail(now time.Time) {
	l.invalid = append(l.invalid, now)
	if len(l.invalid) > invalidLimit {
		l.invalid = l.invalid[1:]
	}
}

// banned is for how long the address gets nothing but a page, zero for not.
func (l *limiter) banned(now time.Time) time.Duration {
	if len(l.invalid) < invalidLimit {
		return 0
	}
	return max(0, l.invalid[0].Add(invalidWindow).Sub(now))
}

// window is a fixed window of time.
type window struct {
	ends time.Time
	used int
}

// take uses one of limit, and tells how long to wait when none is left.
func (w *window) take(now time.Time, limit int, length time.Duration) (time.Duration, bool) {
	if !now.Before(w.ends) {
		*w = window{ends: now.Add(length)}
	}
	if w.used >= limit {
		return w.ends.Sub(now), false
	}
	w.used++
	return w.ends.Sub(now), true
}

// throttle counts r, writes the headers, and answers for it where it is one too
// many; s.mu is held.
func (s *Server) throttle(w http.ResponseWriter, r *http.Request) (reply, bool) {
	if s.opts.NoLimits {
		return reply{}, false
	}
	now := s.opts.Now()
	if !isInteraction(r.URL.Path) && r.Header.Get("Authorization") != "" {
		if wait, ok := s.limits.global.take(now, globalLimit, time.Second); !ok {
			return tooMany(w, wait, ScopeGlobal), true
		}
	}
	key, limit, length := bucketOf(r)
	if key == "" {
		return reply{}, false
	}
	b := s.limits.buckets[key]
	if b == nil {
		b = &window{}
		s.limits.buckets[key] = b
	}
	left, ok := b.take(now, limit, length)
	h := w.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(limit-b.used))
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(b.ends.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left.Seconds()))
	h.Set("X-RateLimit-Bucket", bucketName(r))
	if !ok {
		return tooMany(w, left, ScopeUser), true
	}
	return reply{}, false
}

// tooMany is the answer to one request too many.
func tooMany(w http.ResponseWriter, wait time.Duration, scope Scope) reply {
	wait = max(wait, time.Millisecond)
	for k, v := range limitHeader(wait, scope) {
		w.Header().Set(k, v)
	}
	seconds := math.Ceil(wait.Seconds()*1000) / 1000
	return reply{429, limited{"You are being rate limited.", seconds, scope == ScopeGlobal}}
}

// bucketOf is the bucket of a request: one for each route and channel, or
// interaction; "" for the routes without a limit of their own.
func bucketOf(r *http.Request) (key string, limit int, length time.Duration) {
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/channels/") && strings.Contains(path, "/messages"):
		return r.Method + " " + r.PathValue("channel"), messageLimit, messageWindow
	case strings.HasPrefix(path, "/webhooks/"):
		return "webhook " + r.PathValue("token"), webhookLimit, webhookWindow
	}
	return "", 0, 0
}

// bucketName is what X-RateLimit-Bucket says: it names the route, not the channel.
func bucketName(r *http.Request) string {
	if strings.HasPrefix(r.URL.Path, "/webhooks/") {
		return "b0webhook"
	}
	return "b0messages" + strings.ToLower(r.Method)
}
