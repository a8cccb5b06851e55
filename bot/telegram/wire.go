package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Bounds of one call.
const (
	// callTime is the deadline of a call that does not poll.
	callTime = 20 * time.Second
	// maxRequest and maxResponse bound what is sent and read, in bytes. The
	// longest message with the longest links takes about 1 MB, a hundred updates
	// of long messages about 2 MB.
	maxRequest  = 4 << 20
	maxResponse = 16 << 20
)

// wire carries the library's calls. It sends each body as a whole (the library
// streams it from a goroutine that outlives a cancelled call), bounds time and
// size, turns every answer that is no result into an error that says whether the
// server acted, and keeps the token, which is part of every URL, out of them.
type wire struct {
	client *http.Client
	token  string
}

// Do implements the library's HttpClient, for calls that are answered at once.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), callTime)
	defer cancel()
	return w.do(req.WithContext(ctx))
}

// do makes a call within the deadline of its context. The answer is read whole
// when it returns.
func (w *wire) do(req *http.Request) (*http.Response, error) {
	resp, err := w.exchange(req)
	if err != nil {
		return nil, w.redact(err)
	}
	return resp, nil
}

func (w *wire) exchange(req *http.Request) (*http.Response, error) {
	body, err := readBody(req.Body, maxRequest)
	if err != nil {
		return nil, &callError{Unsent: true, Err: fmt.Errorf("write request: %w", err)}
	}
	if err := req.Context().Err(); err != nil {
		return nil, &callError{Unsent: true, Err: err}
	}
	var sent progress
	out := req.Clone(sent.watch(req.Context()))
	out.Body = io.NopCloser(bytes.NewReader(body))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	out.ContentLength, out.TransferEncoding = int64(len(body)), nil
	if len(body) == 0 {
		out.Header.Del("Content-Type") // a form without parts is none
		out.Body, out.GetBody = http.NoBody, nil
	}
	resp, err := w.client.Do(out)
	if err != nil {
		return nil, &callError{Unsent: sent.unsent(err), Err: bare(err)}
	}
	return w.read(resp)
}

// read reads the whole answer and gives it back where it is a result.
func (w *wire) read(resp *http.Response) (*http.Response, error) {
	body, err := readBody(resp.Body, maxResponse)
	if err != nil {
		return nil, &callError{Err: fmt.Errorf("read answer: %w", bare(err))}
	}
	var answer struct {
		OK          bool            `json:"ok"`
		Code        int             `json:"error_code"`
		Description string          `json:"description"`
		Result      json.RawMessage `json:"result"`
		Parameters  struct {
			RetryAfter int64 `json:"retry_after"`
			MigrateTo  int64 `json:"migrate_to_chat_id"`
		} `json:"parameters"`
	}
	bad := json.Unmarshal(body, &answer)
	switch {
	case bad != nil || !answer.OK && answer.Code == 0:
		return nil, &apiError{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header)}
	case !answer.OK:
		return nil, &apiError{
			Code: answer.Code, Description: clip(w.clean(answer.Description), 300), JSON: true,
			RetryAfter: seconds(answer.Parameters.RetryAfter), MigrateTo: answer.Parameters.MigrateTo,
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// maxWait bounds what the server may ask to wait; it has been seen to ask for
// hours, never for more than a day.
const maxWait = 24 * time.Hour

func seconds(n int64) time.Duration {
	return time.Duration(min(max(n, 0), int64(maxWait/time.Second))) * time.Second
}

// retryAfter is the header of that name in seconds; 0 where there is none.
func retryAfter(h http.Header) time.Duration {
	n, err := strconv.ParseInt(h.Get("Retry-After"), 10, 64)
	if err != nil {
		return 0
	}
	return seconds(n)
}

// readBody reads all of body, at most limit bytes, and closes it.
func readBody(body io.ReadCloser, limit int64) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	defer func() { _ = body.Close() }()
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	return data, err
}

// progress is how far a request got.
type progress struct {
	asked, connected, started, broken atomic.Bool
}

func (p *progress) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:      func(string) { p.asked.Store(true) },
		GotConn:      func(httptrace.GotConnInfo) { p.connected.Store(true) },
		WroteHeaders: func() { p.started.Store(true) },
		WroteRequest: func(i httptrace.WroteRequestInfo) { p.broken.Store(i.Err != nil) },
	})
}

// unsent reports whether a request that failed with err certainly never reached
// the server as a whole.
func (p *progress) unsent(err error) bool {
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return true
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return true
	}
	if !p.asked.Load() {
		return false // a transport that does not report
	}
	return !p.connected.Load() || !p.started.Load() || p.broken.Load()
}

// bare takes the URL, and with it the token, out of an error of net/http.
func bare(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// redact makes sure that no error of the network names the token.
func (w *wire) redact(err error) error {
	e, ok := errors.AsType[*callError](err)
	if !ok || !strings.Contains(err.Error(), w.token) {
		return err
	}
	return &callError{Unsent: e.Unsent, Err: errors.New(w.clean(e.Err.Error()))}
}

func (w *wire) clean(text string) string { return strings.ReplaceAll(text, w.token, "[secret]") }
