package health

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/netutil"
)

const (
	// checkTime bounds one round of checks.
	checkTime = 5 * time.Second
	// idleTime and headerTime bound what a client may keep open; answers are
	// written within writeTime.
	idleTime   = time.Minute
	headerTime = 5 * time.Second
	writeTime  = 20 * time.Second
	// maxConnections bounds what is open at a time, whoever opened it.
	maxConnections = 256
	// maxHeader bounds a request's header in bytes.
	maxHeader = 16 << 10
	// stopTime is how long answers under way get at the end.
	stopTime = 2 * time.Second
)

// Check says what is wrong, one line each; none: all is well. It must not name
// secrets.
type Check func(context.Context) []string

// Server answers on a listener.
type Server struct {
	listener net.Listener
	server   *http.Server
}

// Route is something else that is served at the same address.
type Route struct {
	// Pattern is one of http.ServeMux.
	Pattern string
	Handler http.Handler
}

// Listen takes the address, so that a mistake in it shows at once. Serve then
// answers; a Server that never serves must be closed.
func Listen(ctx context.Context, address string, metrics http.Handler, alive, ready Check, more ...Route) (*Server, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	mux.Handle("GET /healthz", Handler(alive))
	mux.Handle("GET /readyz", Handler(ready))
	for _, r := range more {
		mux.Handle(r.Pattern, r.Handler)
	}
	return &Server{listener: netutil.LimitListener(l, maxConnections), server: &http.Server{
		Handler: mux, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: log.New(io.Discard, "", 0), // strangers' mistakes
	}}, nil
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Serve answers until ctx ends; then it lets go of the address.
func (s *Server) Serve(ctx context.Context) error {
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		stopped <- s.server.Shutdown(ctx)
	})
	err := s.server.Serve(s.listener)
	if stop() {
		return fmt.Errorf("serve metrics: %w", err) // nobody asked it to end
	}
	if err := <-stopped; err != nil {
		_ = s.server.Close() // a client reads too slowly
	}
	return nil
}

// Close lets go of the address. After Serve it does nothing.
func (s *Server) Close() error {
	err := s.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Handler answers 200 and "ok", or 503 and what is wrong.
func Handler(check Check) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), checkTime)
		defer cancel()
		wrong := check(ctx)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		text := "ok\n"
		if len(wrong) > 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			text = strings.Join(wrong, "\n") + "\n"
		}
		_, _ = io.WriteString(w, text) // a client that has left hears nothing
	})
}
