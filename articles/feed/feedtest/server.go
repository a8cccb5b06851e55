package feedtest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Server serves each fault at the path of its name, and a feed in
// order at /good.
type Server struct {
	http *httptest.Server
	stop chan struct{}
	// hijacked are connections that the HTTP server does not know of any more.
	hijacked sync.WaitGroup
}

// NewServer starts a server on the loopback interface; it must be closed.
func NewServer() *Server {
	s := &Server{stop: make(chan struct{})}
	mux := http.NewServeMux()
	for _, f := range Faults() {
		mux.HandleFunc("/"+f.Name, f.serve)
	}
	mux.HandleFunc("/good", body("application/rss+xml", Good))
	s.http = httptest.NewServer(s.know(mux))
	return s
}

// Good is the feed in order.
const Good = `<rss version="2.0"><channel><title>Gazette</title><item><guid>1</guid><title>The gates hold through the night</title></item></channel></rss>`

// URL is where the fault of that name is, or "good".
func (s *Server) URL(name string) string { return s.http.URL + "/" + name }

// Close ends the server and all that still hangs.
func (s *Server) Close() {
	close(s.stop)
	s.http.CloseClientConnections()
	s.http.Close()
	s.hijacked.Wait()
}

// know hands the server to those who serve.
func (s *Server) know(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&known{w, s}, r)
	})
}

// known is a writer that knows its server.
type known struct {
	http.ResponseWriter
	server *Server
}

// Unwrap is for http.ResponseController.
func (k *known) Unwrap() http.ResponseWriter { return k.ResponseWriter }

// raw talks to a connection past HTTP, until talk returns or the server ends.
func raw(talk func(w io.Writer, stop <-chan struct{})) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err) // the server speaks HTTP/1
		}
		s := w.(*known).server
		s.hijacked.Add(1)
		defer s.hijacked.Done()
		defer func() { _ = conn.Close() }()
		talk(conn, s.stop)
	}
}

// trickle writes a byte at a time after text, for ever.
func trickle(text string) func(io.Writer, <-chan struct{}) {
	return func(w io.Writer, stop <-chan struct{}) {
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				if _, err := io.WriteString(w, "x"); err != nil {
					return
				}
			}
		}
	}
}
