package discordtest

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultToken is the bot's token where Options names none. It has the shape of
// a real one, so that tests which look for it in logs mean something.
const DefaultToken = "MTA5fake5NDgyODg4.GfAkE0.t0ken-of-the-fake-server_0123456789"

// Options are the knobs of a Server; the zero value behaves like the real one.
type Options struct {
	// Token is the bot's token; empty means DefaultToken.
	Token string
	// NoLimits turns rate limits off.
	NoLimits bool
	// Now is the server's clock: limits, deadlines of interactions. Nil means
	// time.Now.
	Now func() time.Time
	// Patience is how long an interaction waits for its first answer; zero means
	// Discord's 3 s, which a busy machine may well miss.
	Patience time.Duration
	// Heartbeat is the interval that Hello asks for; zero means 41.25 s.
	Heartbeat time.Duration
	// Shards is how many sessions the bot needs at once; zero means one, and a
	// session that says nothing of shards gets everything. Concurrency is how many
	// may begin in 5 seconds; zero: it is not counted.
	Shards, Concurrency int
	// TLS makes the server speak https and wss; Client trusts it.
	TLS bool
}

// Server is a Discord in one process. All methods are safe for concurrent use.
type Server struct {
	opts Options
	http *httptest.Server
	wg   sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever something changes
	closed  bool

	lastID       int64
	application  string
	bot          User
	revoked      bool
	guilds       map[string]*guild
	channels     map[string]*channel
	commands     []Command
	overwrites   int
	interactions map[string]*Interaction
	nonces       map[string]nonce
	requests     []Request

	limits limiter
	faults faults
	chaos  chaos
	tally  Tally
	// intercept is called at every Moment, closing is closed by Close.
	intercept func(Moment, string)
	closing   chan struct{}
	closeOnce sync.Once
	hub       hub
}

// User is a person, or the bot.
type User struct {
	ID   string `json:"id"`
	Name string `json:"username"`
	// Permissions are what the person may do where they are, in the bits of
	// https://discord.com/developers/docs/topics/permissions.
	Permissions int64 `json:"-"`
}

// Request is a REST request that the server received.
type Request struct {
	Method, Path, UserAgent string
	// Token says that the request carried the bot's token.
	Token bool
	// Status is what it was answered with; 0 when the connection was cut.
	Status int
	Body   string
}

// NewServer starts a server on the loopback interface. Close it in the end.
func NewServer(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Patience == 0 {
		o.Patience = usualPatience
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	s := &Server{
		opts: o, changed: make(chan struct{}), closing: make(chan struct{}),
		guilds: map[string]*guild{}, channels: map[string]*channel{},
		interactions: map[string]*Interaction{}, nonces: map[string]nonce{},
		limits: limiter{buckets: map[string]*window{}},
		hub:    hub{sessions: map[string]*session{}, conns: map[*conn]bool{}},
	}
	s.application = s.newID()
	s.bot = User{ID: s.application, Name: "Herald"}
	s.http = httptest.NewUnstartedServer(s.handler())
	if o.TLS {
		s.http.StartTLS()
	} else {
		s.http.Start()
	}
	return s
}

// Client makes requests to the server, and trusts its certificate.
func (s *Server) Client() *http.Client { return s.http.Client() }

// URL is the base of the REST API, to be used instead of
// https://discord.com/api/v10.
func (s *Server) URL() string { return s.http.URL + "/api/v10" }

// Token is the bot's token.
func (s *Server) Token() string { return s.opts.Token }

// Application is the id of the bot's application.
func (s *Server) Application() string { return s.application }

// Close ends all connections and waits for everything that the server started.
func (s *Server) Close() {
	s.closeOnce.Do(func() { close(s.closing) })
	s.mu.Lock()
	s.closed = true
	conns := maps.Clone(s.hub.conns)
	s.mu.Unlock()
	for c := range conns {
		c.cut()
	}
	s.http.CloseClientConnections()
	s.http.Close()
	s.wg.Wait()
}

// Revoke makes the token invalid: requests get 401, the gateway closes with 4004.
func (s *Server) Revoke() {
	s.mu.Lock()
	s.revoked = true
	s.mu.Unlock()
	s.Disconnect(4004)
}

// Requests are the REST requests received so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Changed returns a channel that is closed at the next change of anything.
func (s *Server) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// notify tells everybody who waits; s.mu is held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// epoch is the first millisecond of Discord's ids
// (https://discord.com/developers/docs/reference#snowflakes).
const epoch = 1420070400000

// newID makes a snowflake; s.mu is held, or nobody else knows s yet.
func (s *Server) newID() string {
	id := (s.opts.Now().UnixMilli() - epoch) << 22
	if id <= s.lastID {
		id = s.lastID + 1
	}
	s.lastID = id
	return strconv.FormatInt(id, 10)
}

// handler routes /api/v9 and /api/v10 to the REST API, and /gateway/ to the
// gateway.
func (s *Server) handler() http.Handler {
	rest := s.routes()
	root := http.NewServeMux()
	root.HandleFunc("/gateway/", s.serveGateway)
	root.HandleFunc("/resume/", s.serveGateway)
	for _, version := range []string{"/api/v9", "/api/v10"} {
		root.Handle(version+"/", http.StripPrefix(version, s.guard(rest)))
	}
	return root
}

// gatewayURL is where the gateway listens, under a path of its own for resuming.
func (s *Server) gatewayURL(path string) string {
	return fmt.Sprintf("ws%s/%s/", strings.TrimPrefix(s.http.URL, "http"), path)
}
