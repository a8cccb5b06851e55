package feed

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"
)

// plain carries requests over http, each on a connection of its own. Nothing is
// asked twice within a second of a host, and between two looks at a feed servers
// close what is kept open: net/http's pool, with two goroutines and two buffers a
// connection, is half of what asking for an unchanged feed costs. What needs more
// than HTTP/1.1 without TLS goes to secure.
type plain struct {
	dialer *net.Dialer
	secure *http.Transport
}

func newPlain(control func(network, address string, c syscall.RawConn) error, r *net.Resolver) *plain {
	return &plain{
		// Requests have a deadline, so nobody has to ask whether the other side is
		// still there.
		dialer: &net.Dialer{Timeout: dialTimeout, KeepAlive: -1, Control: control, Resolver: r},
		secure: newTransport(control, r),
	}
}

// maxInformed is how many informational answers may come before the one.
const maxInformed = 5

var (
	errHeader   = errors.New("its headers are too long")
	errInformed = errors.New("it only gives informational answers")
)

// RoundTrip sends one request.
func (p *plain) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme != "http" || req.Body != nil || !isASCII(req.URL.Host) {
		return p.secure.RoundTrip(req)
	}
	port := req.URL.Port()
	if port == "" {
		port = "80"
	}
	conn, err := p.dialer.DialContext(req.Context(), "tcp", net.JoinHostPort(req.URL.Hostname(), port))
	if err != nil {
		return nil, err
	}
	c := newCall(req.Context(), conn)
	res, err := c.send(req)
	if err != nil {
		_ = c.Close()
		return nil, err
	}
	return res, nil
}

// CloseIdleConnections closes those that secure keeps.
func (p *plain) CloseIdleConnections() { p.secure.CloseIdleConnections() }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// call is a connection with the one request that it is for, and then the body of
// the answer.
type call struct {
	io.Reader
	conn    net.Conn
	limited *io.LimitedReader
	buffer  *bufio.Reader
	// forget stops waiting for the end of the request's context.
	forget func() bool
}

// buffers are used again by later calls.
var buffers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func newCall(ctx context.Context, conn net.Conn) *call {
	c := &call{conn: conn, limited: &io.LimitedReader{R: conn, N: maxHeader}}
	c.buffer = buffers.Get().(*bufio.Reader)
	c.buffer.Reset(c.limited)
	c.forget = context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	return c
}

// send sends a request and reads the answer up to its body, which is read from c.
func (c *call) send(req *http.Request) (*http.Response, error) {
	out := req
	if !req.Close {
		out = req.WithContext(req.Context()) // a copy
		out.Close = true
	}
	if err := c.write(out); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	res, err := c.answer(req)
	if err != nil {
		return nil, err
	}
	c.limited.N = math.MaxInt64 // who reads the body has bounds of his own
	c.Reader, res.Body = res.Body, c
	return res, nil
}

// requests are buffers for what is sent, used again by later calls: net/http would
// make one for each.
var requests = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// write sends a request, which has no body, at once.
func (c *call) write(req *http.Request) error {
	b := requests.Get().(*bytes.Buffer)
	defer requests.Put(b)
	b.Reset()
	if err := req.Write(b); err != nil {
		return err
	}
	_, err := c.conn.Write(b.Bytes())
	return err
}

func (c *call) answer(req *http.Request) (*http.Response, error) {
	for range maxInformed {
		res, err := http.ReadResponse(c.buffer, req)
		switch {
		case err != nil && c.limited.N <= 0:
			return nil, errHeader
		case err != nil:
			return nil, err
		case res.StatusCode >= http.StatusOK:
			return res, nil
		}
	}
	return nil, errInformed
}

// Close ends the connection, without reading what has not come yet.
func (c *call) Close() error {
	if c.buffer == nil {
		return nil
	}
	c.forget()
	err := c.conn.Close()
	c.Reader = http.NoBody
	c.buffer.Reset(nil)
	buffers.Put(c.buffer)
	c.buffer = nil
	return err
}
