package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Bounds of a fetch.
const (
	// MaxBody is how many bytes of a document are read, after decompression.
	MaxBody        = 10 << 20
	maxHeader      = 64 << 10
	maxRedirects   = 5
	defaultTimeout = 30 * time.Second
	dialTimeout    = 10 * time.Second
)

// accept prefers feeds, and takes pages and anything else.
const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, " +
	"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"

// ClientOptions are the options of NewClient. The zero value works.
type ClientOptions struct {
	// UserAgent tells servers who asks; it should say how to reach the operator.
	UserAgent string
	// Timeout bounds a whole fetch with its redirects. Zero: 30 seconds.
	Timeout time.Duration
	// Resolver looks names up. Nil: the system's.
	Resolver *net.Resolver
	// Transport, in tests, carries the requests instead of the guarded network.
	Transport http.RoundTripper
}

// Client fetches documents over HTTP. It connects to addresses of the public
// internet only, whatever names resolve to and wherever redirects lead, unless a
// request allows its own host to be private. Proxy settings of the environment
// are not used: behind a proxy nobody could tell where a connection ends. It is
// safe for concurrent use.
type Client struct {
	userAgent string
	timeout   time.Duration
	http      *http.Client
}

// NewClient returns a client, to be closed when it is no longer used.
func NewClient(o ClientOptions) *Client {
	transport := o.Transport
	if transport == nil {
		transport = &guarded{public: newPlain(guardPublic, o.Resolver), private: newPlain(guardPrivate, o.Resolver)}
	}
	return &Client{
		userAgent: cmp.Or(o.UserAgent, "Herald"),
		timeout:   cmp.Or(o.Timeout, defaultTimeout),
		http:      &http.Client{Transport: transport, CheckRedirect: checkRedirect},
	}
}

// Close lets go of the connections that are kept open.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request asks for one document.
type Request struct {
	// URL is http or https.
	URL string
	// ETag and LastModified are the validators of the version known, if any.
	ETag, LastModified string
	// Private allows the host of URL to have a private address. Hosts that it
	// redirects to may not.
	Private bool
}

// Response is what a server answered.
type Response struct {
	Status int
	// NotModified says that the version known is still the one; there is no Body.
	NotModified bool
	Body        []byte
	// ETag and LastModified are the validators of Body.
	ETag, LastModified string
	// FinalURL is where redirects led, without credentials. Moved is it, with those
	// that the server asks for there, where each of them was for good, and none led
	// from https to http; else empty.
	FinalURL, Moved string
	ContentType     string
	// MaxAge is how long the document is fresh, RetryAfter how long the server
	// asks to be left alone; zero where it says nothing.
	MaxAge, RetryAfter time.Duration

	// links are those to a hub.
	links declared
	// buffer is what Body was read into.
	buffer *bytes.Buffer
}

// Fetch gets one document. Every status but 200 and 304 is a *StatusError, with
// what is known of the response beside it. No error contains credentials or the
// query of a URL.
func (c *Client) Fetch(ctx context.Context, r Request) (Response, error) {
	u, err := parseURL(r.URL)
	if err != nil {
		return Response{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, errTimeout)
	defer cancel()
	way := &way{}
	ctx = context.WithValue(ctx, wayKey{}, way)
	if r.Private {
		ctx = context.WithValue(ctx, privateHost{}, u.Host)
	}
	res, err := c.http.Do(c.request(ctx, u, r))
	if err != nil {
		return Response{}, describe(ctx, u, err)
	}
	defer func() { _ = res.Body.Close() }() // it was only read
	answer, err := c.read(ctx, u, res)
	if way.steps > 0 && !way.passing {
		answer.Moved = res.Request.URL.String()
	}
	return answer, err
}

// way is how redirects led to a document: in how many steps, and whether one of
// them was not for good.
type way struct {
	steps   int
	passing bool
}

// wayKey is the key of a *way in a context.
type wayKey struct{}

func (c *Client) request(ctx context.Context, u *url.URL, r Request) *http.Request {
	h := http.Header{"User-Agent": {c.userAgent}, "Accept": {accept}, "Accept-Encoding": {encodings}}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	// Over http it has a connection of its own (plain.go), whatever it says here; that
	// need not copy it to say so, then.
	q := &http.Request{Method: http.MethodGet, URL: u, Header: h, Host: u.Host, Close: u.Scheme == "http"}
	return q.WithContext(ctx)
}

func (c *Client) read(ctx context.Context, u *url.URL, res *http.Response) (Response, error) {
	r := Response{
		Status:       res.StatusCode,
		ETag:         res.Header.Get("ETag"),
		LastModified: res.Header.Get("Last-Modified"),
		ContentType:  res.Header.Get("Content-Type"),
		MaxAge:       maxAge(res.Header),
		RetryAfter:   retryAfter(res.Header, time.Now()),
		FinalURL:     withoutUser(res.Request.URL),
		links:        headerLinks(res.Header),
	}
	switch r.Status {
	case http.StatusNotModified:
		r.NotModified = true
		return r, nil
	case http.StatusOK:
	default:
		return r, &StatusError{Host: u.Hostname(), Status: r.Status, RetryAfter: r.RetryAfter}
	}
	r.buffer = bodies.Get().(*bytes.Buffer)
	if err := readBody(res, r.buffer); err != nil {
		r.free()
		return r, describe(ctx, u, err)
	}
	r.Body = r.buffer.Bytes()
	return r, nil
}

// parseURL accepts absolute http and https URLs.
func parseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return nil, errors.New("not a URL")
	}
	if !isWeb(u) || u.Hostname() == "" {
		return nil, errors.New("not an http or https URL")
	}
	u.Fragment = ""
	return u, nil
}

func withoutUser(u *url.URL) string {
	clean := *u
	clean.User = nil
	return clean.String()
}

// checkRedirect bounds redirects. The page that led to another is not told to
// it: its URL may hold a key.
func checkRedirect(req *http.Request, via []*http.Request) error {
	req.Header.Del("Referer")
	switch {
	case len(via) > maxRedirects:
		return fmt.Errorf("more than %d redirects", maxRedirects)
	case !isWeb(req.URL):
		return errors.New("redirect to something that is not http or https")
	}
	noteStep(req, via[len(via)-1])
	if req.URL.Host != via[0].URL.Host {
		// They are the first host's, and mean nothing to another.
		req.Header.Del("If-None-Match")
		req.Header.Del("If-Modified-Since")
	}
	return nil
}

// noteStep notes a redirect that is going to be followed.
func noteStep(req, last *http.Request) {
	w, ok := req.Context().Value(wayKey{}).(*way)
	if !ok || req.Response == nil {
		return
	}
	w.steps++
	status := req.Response.StatusCode
	forGood := status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect
	if !forGood || last.URL.Scheme == "https" && req.URL.Scheme == "http" {
		w.passing = true
	}
}

// privateHost is the key of the host that may be private, in a context.
type privateHost struct{}

// guarded sends a request over the network. Connections that may be private are
// kept apart, so that no other request finds one open.
type guarded struct{ public, private *plain }

func (g *guarded) RoundTrip(req *http.Request) (*http.Response, error) {
	if host, ok := req.Context().Value(privateHost{}).(string); ok && host == req.URL.Host {
		return g.private.RoundTrip(req)
	}
	return g.public.RoundTrip(req)
}

// CloseIdleConnections is called by http.Client.CloseIdleConnections.
func (g *guarded) CloseIdleConnections() {
	g.public.CloseIdleConnections()
	g.private.CloseIdleConnections()
}

func newTransport(control func(network, address string, c syscall.RawConn) error, r *net.Resolver) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second, Control: control, Resolver: r}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    1,
		MaxConnsPerHost:        4,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    dialTimeout,
		MaxResponseHeaderBytes: maxHeader,
	}
}
