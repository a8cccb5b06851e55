package feed

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// speaking is a server that takes a request and then says what it is told to, and
// no more: hold keeps the connection open until the client closes it.
func speaking(t *testing.T, hold bool, words ...string) (url string, asked <-chan *http.Request) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	requests, done := make(chan *http.Request, 1), make(chan struct{})
	go func() {
		defer close(done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		req, err := http.ReadRequest(bufio.NewReader(conn))
		if err != nil {
			return
		}
		requests <- req
		for _, s := range words {
			if _, err := io.WriteString(conn, s); err != nil {
				return
			}
		}
		if hold {
			_, _ = io.Copy(io.Discard, conn)
		}
	}()
	t.Cleanup(func() { _ = l.Close(); <-done })
	return "http://" + l.Addr().String() + "/feed", requests
}

func TestPlain(t *testing.T) {
	t.Parallel()
	const head = "HTTP/1.1 200 OK\r\n"
	flood := strings.Repeat("X-Flood: "+strings.Repeat("x", 1000)+"\r\n", 70)
	for _, tt := range []struct {
		name       string
		hold       bool
		words      []string
		body, fail string
	}{
		{name: "with a length", hold: true, words: []string{head, "Content-Length: 5\r\n\r\nhello"}, body: "hello"},
		{name: "in chunks", hold: true, words: []string{head + "Transfer-Encoding: chunked\r\n\r\n", "3\r\nhel\r\n", "2\r\nlo\r\n0\r\n\r\n"}, body: "hello"},
		{name: "to the end", words: []string{head + "\r\nhello"}, body: "hello"},
		{name: "after news of it", hold: true, words: []string{"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", head, "Content-Length: 5\r\n\r\nhello"}, body: "hello"},
		{name: "never, only news", hold: true, words: []string{strings.Repeat("HTTP/1.1 102 Processing\r\n\r\n", 9)}, fail: "informational"},
		{name: "headers without end", hold: true, words: []string{head, flood}, fail: "headers are too long"},
		{name: "cut short", words: []string{head, "Content-Length: 50\r\n\r\nhello"}, fail: "its answer ended too early"},
		{name: "nothing at all", fail: "its answer ended too early"},
		{name: "something else", words: []string{"220 mail.example ESMTP\r\n"}, fail: "malformed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			url, _ := speaking(t, tt.hold, tt.words...)
			c := NewClient(ClientOptions{})
			defer c.Close()
			r, err := c.Fetch(t.Context(), Request{URL: url, Private: true})
			if tt.fail != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fail) {
					t.Errorf("error is %v, want %q", err, tt.fail)
				}
				return
			}
			if err != nil || string(r.Body) != tt.body {
				t.Errorf("%q, %v", r.Body, err)
			}
		})
	}
}

// TestPlainSays looks at what is sent.
func TestPlainSays(t *testing.T) {
	t.Parallel()
	url, asked := speaking(t, false, "HTTP/1.1 304 Not Modified\r\n\r\n")
	c := NewClient(ClientOptions{UserAgent: "Herald/1 (+https://herald.example)"})
	defer c.Close()
	r, err := c.Fetch(t.Context(), Request{URL: url + "?a=1", ETag: `"7"`, Private: true})
	if err != nil || !r.NotModified {
		t.Fatalf("%+v, %v", r, err)
	}
	req := <-asked
	if req.URL.RequestURI() != "/feed?a=1" || req.Header.Get("If-None-Match") != `"7"` || !req.Close ||
		req.UserAgent() != "Herald/1 (+https://herald.example)" || "http://"+req.Host+"/feed" != url {
		t.Errorf("asked %s of %s with %v, close %v", req.URL, req.Host, req.Header, req.Close)
	}
}

// TestPlainBrokenOff: a server that says nothing is left when nobody waits any
// more, and one whose answer does not end when it is closed.
func TestPlainBrokenOff(t *testing.T) {
	t.Parallel()
	url, asked := speaking(t, true)
	ctx, cancel := context.WithCancelCause(t.Context())
	stopped := errors.New("stopping")
	go func() {
		<-asked
		cancel(stopped)
	}()
	c := NewClient(ClientOptions{})
	defer c.Close()
	if _, err := c.Fetch(ctx, Request{URL: url, Private: true}); !errors.Is(err, stopped) {
		t.Errorf("error is %v", err)
	}

	url, _ = speaking(t, true, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nhel\r\n")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := newPlain(guardPrivate, nil).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(res.Body.Close(), res.Body.Close()); err != nil {
		t.Error(err)
	}
	if n, err := res.Body.Read(make([]byte, 1)); n != 0 || err == nil {
		t.Errorf("read %d bytes of a closed body, %v", n, err)
	}
}
