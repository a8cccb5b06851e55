package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"herald/bot"
)

const (
	// userAgent has the form that Discord asks for; others are blocked
	// (https://discord.com/developers/docs/reference#user-agent).
	userAgent = "DiscordBot (https://herald.example, 1.0)"
	// requestTimeout bounds one request.
	requestTimeout = 15 * time.Second
	// maxAnswer is the most of an answer that is read, in bytes. The largest,
	// a list of 100 commands of 8000 characters, stays below.
	maxAnswer = 4 << 20
	// maxPosts is how many posts may be on their way at once: connections are
	// kept open for so many.
	maxPosts = 64
)

// rest is the REST client: one attempt a call, bounded in time and size. It
// follows no redirects and repeats nothing by itself.
type rest struct {
	base  string
	token bot.Secret
	http  *http.Client
	// counted, when not nil, is told of each answer of Discord.
	counted func(method, path string, resp *http.Response)
}

func newREST(base string, token bot.Secret, client *http.Client) *rest {
	c := http.Client{}
	if client != nil {
		c = *client
	} else if t, ok := http.DefaultTransport.(*http.Transport); ok {
		t = t.Clone()
		t.MaxIdleConnsPerHost = maxPosts
		c.Transport = t
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &rest{base: base, token: token, http: &c}
}

// restError is an answer that is no success.
type restError struct {
	status int
	header http.Header
	// fromDiscord is false for the pages of proxies before it.
	fromDiscord bool
	// cut says that it is Discord's and breaks off, so that only the status is
	// known.
	cut        bool
	code       int
	message    string
	details    string
	retryAfter time.Duration
	global     bool
}

// Error tells the status, and what Discord says about it.
func (e *restError) Error() string {
	text := fmt.Sprintf("discord answered %d", e.status)
	if e.message != "" {
		text += fmt.Sprintf(": %.200s (code %d)", e.message, e.code)
	}
	if e.details != "" {
		text += fmt.Sprintf(": %.300s", e.details)
	}
	return text
}

// transportError is a request without a whole answer.
type transportError struct {
	err error
	// sent is false where the request certainly did not reach the server.
	sent bool
}

// Error is the cause, which names no URL: paths of interactions hold tokens.
func (e *transportError) Error() string { return "discord request: " + e.err.Error() }

// Unwrap gives the cause.
func (e *transportError) Unwrap() error { return e.err }

// do makes one request. out may be nil. An error is a *restError or a
// *transportError.
func (c *rest) do(ctx context.Context, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	req, err := c.request(ctx, method, path, in)
	if err != nil {
		return &transportError{err: err}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return &transportError{err: withoutURL(err), sent: sent.Load()}
	}
	defer func() { _ = resp.Body.Close() }()
	if c.counted != nil {
		c.counted(method, path, resp)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return newRESTError(resp.StatusCode, resp.Header, body)
	case err != nil:
		return &transportError{err: fmt.Errorf("read answer: %w", err), sent: true}
	case len(body) > maxAnswer:
		return &transportError{err: errors.New("read answer: it is too large"), sent: true}
	case out == nil:
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return &transportError{err: fmt.Errorf("read answer: %w", err), sent: true}
	}
	return nil
}

func (c *rest) request(ctx context.Context, method, path string, in any) (*http.Request, error) {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("write request: %w", err)
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, withoutURL(err)
	}
	req.Header.Set("User-Agent", userAgent)
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if !isInteraction(path) {
		req.Header.Set("Authorization", "Bot "+c.token.Reveal())
	}
	return req, nil
}

// isInteraction reports whether path carries a token of its own.
func isInteraction(path string) bool {
	return strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
}

// withoutURL takes the URL out of an error of net/http.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// newRESTError reads what an answer says about its failure.
func newRESTError(status int, header http.Header, body []byte) *restError {
	e := &restError{status: status, header: header}
	var said struct {
		Message    string          `json:"message"`
		Code       int             `json:"code"`
		RetryAfter float64         `json:"retry_after"`
		Global     bool            `json:"global"`
		Errors     json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &said) != nil {
		e.cut = strings.HasPrefix(header.Get("Content-Type"), "application/json")
		e.fromDiscord = e.cut
		return e
	}
	e.fromDiscord = true
	e.code, e.message, e.details, e.global = said.Code, said.Message, string(said.Errors), said.Global
	e.retryAfter = seconds(said.RetryAfter)
	return e
}

// longestWait is the longest that an answer can make us wait.
const longestWait = 24 * time.Hour

// seconds is s as a duration in whole milliseconds, rounded up, within reason.
func seconds(s float64) time.Duration {
	if !(s > 0) { // NaN, too
		return 0
	}
	return time.Duration(math.Ceil(min(s, longestWait.Seconds())*1000)) * time.Millisecond
}
