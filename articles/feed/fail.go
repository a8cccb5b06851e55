package feed

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// errTimeout is the cause of a context that ran into the client's own limit.
var errTimeout = errors.New("timeout")

// StatusError is an answer that holds no document.
type StatusError struct {
	Host   string
	Status int
	// RetryAfter is how long the server asks to be left alone; zero if it does
	// not.
	RetryAfter time.Duration
}

// Error reads like "bbc.example: HTTP 503, retry after 2m".
func (e *StatusError) Error() string {
	s := e.reason()
	if e.RetryAfter > 0 {
		s += ", retry after " + shortDuration(e.RetryAfter)
	}
	return s
}

// reason is the error without what differs from one try to the next.
func (e *StatusError) reason() string {
	s := fmt.Sprintf("%s: HTTP %d", e.Host, e.Status)
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		s += ", it refuses us"
	case http.StatusNotFound:
		s += ", nothing is there"
	case http.StatusGone:
		s += ", it is gone for good"
	case http.StatusTooManyRequests:
		s += ", we ask too often"
	}
	return s
}

// FetchError says why no answer came, without secrets.
type FetchError struct {
	Host   string
	Reason string
	Err    error
}

// Error reads like "bbc.example: no answer in time".
func (e *FetchError) Error() string { return e.Host + ": " + e.Reason }

// Unwrap gives the cause.
func (e *FetchError) Unwrap() error { return e.Err }

// reason is what stays the same of err while it is the same failure.
func reason(err error) string {
	if e, ok := errors.AsType[*StatusError](err); ok {
		return e.reason()
	}
	return err.Error()
}

// describe says what went wrong on the way to u, in words for people. The error
// of net/http quotes whole URLs, so it is never shown.
func describe(ctx context.Context, u *url.URL, err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	if ctx.Err() != nil && !errors.Is(context.Cause(ctx), errTimeout) {
		return fmt.Errorf("fetch %s: %w", u.Hostname(), context.Cause(ctx))
	}
	return &FetchError{Host: u.Hostname(), Reason: explain(err), Err: hidden{err}}
}

// hidden keeps what an error is without what it says.
type hidden struct{ err error }

func (h hidden) Error() string { return "network error" }
func (h hidden) Unwrap() error { return h.err }

func explain(err error) string {
	if e, ok := errors.AsType[*addressError](err); ok {
		if e.never {
			return e.Error()
		}
		return e.Error() + "; private: true at a source, or --private, allows those of its own host"
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok && e.IsNotFound {
		return "there is no such host"
	}
	if e, ok := errors.AsType[net.Error](err); errors.Is(err, errTimeout) || errors.Is(err, context.DeadlineExceeded) || ok && e.Timeout() {
		return "no answer in time"
	}
	if errors.Is(err, errPacked) || errors.Is(err, errUnpacked) {
		return err.Error()
	}
	if isCertificate(err) {
		return "its certificate cannot be trusted: " + scrub(err)
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "connection refused"
	}
	if errors.Is(err, syscall.ECONNRESET) {
		return "connection reset"
	}
	if !errors.Is(err, errUnpack) && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) {
		return "its answer ended too early"
	}
	return scrub(err)
}

func isCertificate(err error) bool {
	_, verify := errors.AsType[*tls.CertificateVerificationError](err)
	_, host := errors.AsType[x509.HostnameError](err)
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	return verify || host || unknown
}

// address finds URLs, and whatever stands in quotes, in an error's text.
var address = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://\S+|"[^"]*"`)

// scrub is the text of err without URLs, which may hold keys.
func scrub(err error) string {
	return clip(oneLine(address.ReplaceAllString(err.Error(), "…")), 200)
}

// shortDuration is d in whole units: "2m", "1h30m", "45s".
func shortDuration(d time.Duration) string {
	s := d.Round(time.Second).String()
	s, _ = strings.CutSuffix(s, "m0s")
	if s != d.Round(time.Second).String() {
		s += "m"
	}
	if h, ok := strings.CutSuffix(s, "h0m"); ok {
		return h + "h"
	}
	return s
}

// maxDelay bounds what a server can ask for.
const maxDelay = 24 * time.Hour

// retryAfter reads the header in both of its forms, seconds and a date
// (RFC 9110, section 10.2.3), at most a day.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0 // as in most
	}
	if n, err := strconv.ParseInt(v, 10, 32); err == nil {
		return bound(time.Duration(n) * time.Second)
	}
	if t, err := http.ParseTime(v); err == nil {
		return bound(t.Sub(now))
	}
	return 0
}

// maxAge is how long a response stays fresh: Cache-Control's max-age less its
// Age, else the time from Date to Expires (RFC 9111, section 4.2), at most a day.
func maxAge(h http.Header) time.Duration {
	control := strings.ToLower(strings.Join(h.Values("Cache-Control"), ","))
	if strings.Contains(control, "no-store") || strings.Contains(control, "no-cache") {
		return 0
	}
	for part := range strings.SplitSeq(control, ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(part), "max-age="); ok {
			n, _ := strconv.ParseInt(strings.Trim(v, `"`), 10, 32)
			age, _ := strconv.ParseInt(h.Get("Age"), 10, 32)
			return bound(time.Duration(n-max(age, 0)) * time.Second)
		}
	}
	if h.Get("Expires") == "" {
		return 0 // as in most
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	date, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return bound(expires.Sub(date))
}

func bound(d time.Duration) time.Duration { return min(max(d, 0), maxDelay) }
