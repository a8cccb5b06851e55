package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// serve starts a server on the loopback interface and a client for it.
func serve(t *testing.T, h http.HandlerFunc) (*Client, string) {
	t.Helper()
	s := httptest.NewServer(h)
	c := NewClient(ClientOptions{UserAgent: "Herald/test (+https://herald.example)"})
	t.Cleanup(func() {
		c.Close()
		s.Close()
	})
	return c, s.URL
}

func TestFetch(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("User-Agent") != "Herald/test (+https://herald.example)" {
			t.Errorf("User-Agent = %q", r.Header.Get("User-Agent"))
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Sat, 21 Jun 2025 10:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=600")
		w.Header().Set("Content-Type", "application/rss+xml")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "<rss/>")
	})
	req := Request{URL: base + "/feed?key=1#top", Private: true}
	res, err := c.Fetch(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if string(res.Body) != "<rss/>" || res.Status != 200 || res.MaxAge != 10*time.Minute ||
		res.ContentType != "application/rss+xml" || res.FinalURL != base+"/feed?key=1" {
		t.Errorf("got %+v", res)
	}
	req.ETag, req.LastModified = res.ETag, res.LastModified
	res, err = c.Fetch(t.Context(), req)
	if err != nil || !res.NotModified || len(res.Body) != 0 || res.ETag != `"v1"` {
		t.Errorf("second fetch = %+v, %v; want not modified", res, err)
	}
}

func TestFetchRefusesPrivate(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the server was reached") })
	local := strings.Replace(base, "127.0.0.1", "localhost", 1)
	for _, u := range []string{base, local, "http://[::1]:1/", "http://0x7f000001:1/", "http://169.254.169.254/latest"} {
		_, err := c.Fetch(t.Context(), Request{URL: u})
		if err == nil {
			t.Errorf("Fetch(%s) succeeded", u)
		}
	}
	_, err := c.Fetch(t.Context(), Request{URL: base})
	if err == nil || !strings.Contains(err.Error(), "not an address on the public internet") {
		t.Errorf("err = %v, want the reason", err)
	}
	if _, err := c.Fetch(t.Context(), Request{URL: "http://169.254.169.254/latest", Private: true}); err == nil {
		t.Error("a private source reached the metadata address")
	}
}

// A connection that a private source has open must not serve others.
func TestFetchKeepsPrivateConnectionsApart(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	if _, err := c.Fetch(t.Context(), Request{URL: base, Private: true}); err != nil {
		t.Fatal(err)
	}
	if res, err := c.Fetch(t.Context(), Request{URL: base}); err == nil {
		t.Errorf("a public request got %q over a private connection", res.Body)
	}
}

func TestFetchRedirects(t *testing.T) {
	t.Parallel()
	var internal string
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the inner server was reached") }))
	t.Cleanup(inner.Close)
	internal = inner.URL
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" {
			t.Errorf("Referer = %q, want none", r.Header.Get("Referer"))
		}
		to := map[string]string{"/loop": "/loop", "/away": internal, "/file": "file:///etc/passwd", "/a": "/b", "/b": "/c", "/bad": "http://[::bad?token=hush"}[r.URL.Path]
		if to == "" {
			fmt.Fprint(w, "here")
			return
		}
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	})
	tests := []struct{ name, path, wantErr string }{
		{"followed", "/a", ""},
		{"loop", "/loop", "more than 5 redirects"},
		{"another private host", "/away", "not an address on the public internet"},
		{"no web address", "/file", "not http or https"},
		{"no address", "/bad", "Location"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := c.Fetch(t.Context(), Request{URL: base + tt.path, Private: true})
			if tt.wantErr == "" {
				if err != nil || string(res.Body) != "here" || res.FinalURL != base+"/c" {
					t.Errorf("got %+v, %v", res, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.wantErr) || strings.Contains(err.Error(), "hush") {
				t.Errorf("err = %v, want it to contain %q", err, tt.wantErr)
			}
		})
	}
}

func TestFetchBoundsBody(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := z.Write(make([]byte, MaxBody+1)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	c, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		if _, err := w.Write(bomb.Bytes()); err != nil {
			return // the client went away, as it should
		}
	})
	res, err := c.Fetch(t.Context(), Request{URL: base, Private: true})
	if err == nil || !strings.Contains(err.Error(), "larger than 10 MiB") || res.Body != nil {
		t.Errorf("%d bytes sent gave %d bytes and error %v", bomb.Len(), len(res.Body), err)
	}
}

func TestFetchBoundsHeader(t *testing.T) {
	t.Parallel()
	c, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
	})
	if _, err := c.Fetch(t.Context(), Request{URL: base, Private: true}); err == nil {
		t.Error("a header of 128 KiB was taken")
	}
}

func TestFetchStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		status int
		retry  string
		want   string
		after  time.Duration
	}{
		{503, "120", "127.0.0.1: HTTP 503, retry after 2m", 2 * time.Minute},
		{429, "5400", "127.0.0.1: HTTP 429, we ask too often, retry after 1h30m", 90 * time.Minute},
		{404, "", "127.0.0.1: HTTP 404, nothing is there", 0},
		{500, "-5", "127.0.0.1: HTTP 500", 0},
		{204, "", "127.0.0.1: HTTP 204", 0},
		{503, "999999999", "127.0.0.1: HTTP 503, retry after 24h", 24 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.status, tt.retry), func(t *testing.T) {
			t.Parallel()
			c, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", tt.retry)
				w.WriteHeader(tt.status)
			})
			res, err := c.Fetch(t.Context(), Request{URL: base, Private: true})
			if err == nil || err.Error() != tt.want || res.RetryAfter != tt.after || res.Status != tt.status {
				t.Errorf("got %v, %+v; want %q", err, res, tt.want)
			}
		})
	}
}

// carrier answers requests without a network.
type carrier func(*http.Request) (*http.Response, error)

func (c carrier) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

// endless is a body of which nothing ever comes.
type endless struct{ ctx context.Context }

func (e endless) Read([]byte) (int, error) { <-e.ctx.Done(); return 0, e.ctx.Err() }

func TestFetchTimeout(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		carry carrier
	}{
		{"no header", func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}},
		{"no body", func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(endless{r.Context()}), Request: r}, nil
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := NewClient(ClientOptions{Transport: tt.carry})
				start := time.Now()
				_, err := c.Fetch(t.Context(), Request{URL: "https://slow.example/feed"})
				if err == nil || err.Error() != "slow.example: no answer in time" {
					t.Errorf("err = %v", err)
				}
				if spent := time.Since(start); spent != defaultTimeout {
					t.Errorf("gave up after %v, want %v", spent, defaultTimeout)
				}
			})
		})
	}
}

func TestFetchCancelled(t *testing.T) {
	t.Parallel()
	c := NewClient(ClientOptions{Transport: carrier(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})})
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stopping")
	cancel(stop)
	if _, err := c.Fetch(ctx, Request{URL: "https://a.example/"}); !errors.Is(err, stop) {
		t.Errorf("err = %v, want the cause", err)
	}
}

func TestFetchErrorsHoldNoSecrets(t *testing.T) {
	t.Parallel()
	secret := "https://user:hush@news.example/hush/feed?token=hush"
	fails := map[string]error{
		"net/http": &url.Error{Op: "Get", URL: secret, Err: errors.New("odd")},
		"quoting":  fmt.Errorf("failed to parse Location header %q: odd, see %s", secret, secret),
		"refused":  &url.Error{Op: "Get", URL: secret, Err: syscall.ECONNREFUSED},
	}
	for name, fail := range fails {
		c := NewClient(ClientOptions{Transport: carrier(func(*http.Request) (*http.Response, error) { return nil, fail })})
		_, err := c.Fetch(t.Context(), Request{URL: secret})
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "hush") || !strings.HasPrefix(err.Error(), "news.example: ") {
			t.Errorf("%s: err = %v", name, err)
		}
	}
	c := NewClient(ClientOptions{})
	for _, bad := range []string{"", "feed", "ftp://user:hush@a.example/", "http://user:hush@", "http://a.example:hush/", "file:///hush", "http://:80/"} {
		if _, err := c.Fetch(t.Context(), Request{URL: bad}); err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("Fetch(%q) = %v", bad, err)
		}
	}
}

func TestMaxAge(t *testing.T) {
	t.Parallel()
	date := "Sat, 21 Jun 2025 10:00:00 GMT"
	tests := []struct {
		name   string
		header map[string]string
		want   time.Duration
	}{
		{"none", nil, 0},
		{"max-age", map[string]string{"Cache-Control": "public, Max-Age=300"}, 5 * time.Minute},
		{"less its age", map[string]string{"Cache-Control": "max-age=300", "Age": "100"}, 200 * time.Second},
		{"older than that", map[string]string{"Cache-Control": "max-age=300", "Age": "400"}, 0},
		{"no-cache", map[string]string{"Cache-Control": "no-cache, max-age=300"}, 0},
		{"longer than a day", map[string]string{"Cache-Control": "max-age=31536000"}, 24 * time.Hour},
		{"negative", map[string]string{"Cache-Control": "max-age=-1"}, 0},
		{"nonsense", map[string]string{"Cache-Control": "max-age=soon"}, 0},
		{"expires", map[string]string{"Date": date, "Expires": "Sat, 21 Jun 2025 11:00:00 GMT"}, time.Hour},
		{"max-age before expires", map[string]string{"Cache-Control": "max-age=60", "Date": date, "Expires": "Sat, 21 Jun 2025 11:00:00 GMT"}, time.Minute},
		{"expired", map[string]string{"Date": date, "Expires": "0"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := http.Header{}
			for k, v := range tt.header {
				h.Set(k, v)
			}
			if got := maxAge(h); got != tt.want {
				t.Errorf("maxAge(%v) = %v, want %v", h, got, tt.want)
			}
		})
	}
}

func TestRetryAfterDate(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 6, 21, 10, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"Sat, 21 Jun 2025 10:02:00 GMT": 2 * time.Minute,
		"Sat, 21 Jun 2025 09:00:00 GMT": 0,
		"tomorrow":                      0,
		"":                              0,
	} {
		h := http.Header{"Retry-After": {value}}
		if got := retryAfter(h, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
}
