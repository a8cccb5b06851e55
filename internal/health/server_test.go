package health_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"herald/internal/health"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestServer(t *testing.T) {
	t.Parallel()
	well := func(context.Context) []string { return nil }
	ill := func(context.Context) []string { return []string{"discord: not connected", "sources: none works"} }
	figures := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "figures") })
	s, err := health.Listen(t.Context(), "127.0.0.1:0", figures, well, ill)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()

	tests := []struct {
		method, path string
		status       int
		body         string
	}{
		{http.MethodGet, "/metrics", http.StatusOK, "figures"},
		{http.MethodGet, "/healthz", http.StatusOK, "ok\n"},
		{http.MethodGet, "/readyz", http.StatusServiceUnavailable, "discord: not connected\nsources: none works\n"},
		{http.MethodPost, "/healthz", http.StatusMethodNotAllowed, ""},
		{http.MethodGet, "/debug/pprof/", http.StatusNotFound, ""},
		{http.MethodGet, "/", http.StatusNotFound, ""},
	}
	for _, test := range tests {
		req, err := http.NewRequestWithContext(t.Context(), test.method, "http://"+s.Addr().String()+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != test.status || !strings.HasPrefix(string(body), test.body) {
			t.Errorf("%s %s: %d %q, %v", test.method, test.path, resp.StatusCode, body, err)
		}
	}

	if _, err := health.Listen(t.Context(), s.Addr().String(), figures, well, ill); err == nil {
		t.Error("an address is taken twice")
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("Close after Serve: %v", err)
	}
}

func TestAServerThatNeverServedIsClosed(t *testing.T) {
	t.Parallel()
	s, err := health.Listen(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestAMistakenAddressIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	_, err := health.Listen(t.Context(), "127.0.0.1:70000", http.NotFoundHandler(), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "listen for metrics") {
		t.Errorf("got %v", err)
	}
}
