package telegramtest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"herald/bot/bottest/dice"
)

// DefaultToken is the bot's token where Options name none. It has the shape of a
// real one and opens nothing.
const DefaultToken = "123456789:telegramtest-TOKEN-opens_nothing"

// maxCalls bounds the calls that a Server remembers.
const maxCalls = 20_000

// Options says what kind of server to be. The zero value is a bot called Herald
// with all limits on.
type Options struct {
	// Token is the bot's token; empty means DefaultToken.
	Token string
	// Username is the bot's name without @; empty means HeraldTestBot.
	Username string
	// NoLimits turns the rate limits off.
	NoLimits bool
	// Clock is the server's clock for its limits and dates; nil means time.Now.
	Clock func() time.Time
	// NoPrivacy lets the bot see every message of a group, not only those meant
	// for it (https://core.telegram.org/bots/features#privacy-mode).
	NoPrivacy bool
	// IgnoreTimeout answers getUpdates at once even where there is nothing, as
	// some self-made servers do.
	IgnoreTimeout bool
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	opts Options
	me   User

	listen sync.Once
	http   *httptest.Server
	closed chan struct{}
	stop   sync.Once
	hooks  sync.WaitGroup

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change
	chats    map[int64]*chat
	users    map[int64]User
	queue    queue
	queries  map[string]*query
	answers  []Answer
	commands map[string][]Command
	webhook  string
	hook     hook
	faults   []*Fault
	chaos    chaos
	tally    Tally
	limits   *limits
	revoked  bool
	calls    []Call
	nextID   int
	// intercept is called at every Moment.
	intercept func(Moment, Call)
}

// Call is one request that the server has seen.
type Call struct {
	Method string
	Params map[string]string
	// Code is the status that it was answered with; 0 where the connection was
	// cut.
	Code int
}

// NewServer makes a server. It listens from the first call of URL on; Transport
// reaches it without any socket.
func NewServer(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	if o.Username == "" {
		o.Username = "HeraldTestBot"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	s := &Server{
		opts:     o,
		me:       User{ID: 123456789, Name: "Herald", Username: o.Username},
		closed:   make(chan struct{}),
		changed:  make(chan struct{}),
		chats:    make(map[int64]*chat),
		users:    make(map[int64]User),
		queries:  make(map[string]*query),
		commands: make(map[string][]Command),
		limits:   newLimits(),
		queue:    newQueue(),
	}
	return s
}

// URL starts the server on a loopback port, once, and returns its address, which
// is what the option platforms.telegram.api takes.
func (s *Server) URL() string {
	s.listen.Do(func() { s.http = httptest.NewServer(s) })
	return s.http.URL
}

// Close ends all polls and connections.
func (s *Server) Close() {
	s.stop.Do(func() { close(s.closed) })
	s.mu.Lock()
	s.endHook()
	s.mu.Unlock()
	s.hooks.Wait()
	s.listen.Do(func() {}) // from now on nothing starts
	if s.http != nil {
		s.http.Close()
	}
}

// Token is the bot's token.
func (s *Server) Token() string { return s.opts.Token }

// Username is the bot's name without @.
func (s *Server) Username() string { return s.opts.Username }

// Revoke ends the token: every call is answered 401 from now on.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
	s.queue.kick(unauthorized())
	s.wake()
}

// SetWebhook says that a webhook is set, which forbids polling until it is
// deleted.
func (s *Server) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endHook()
	s.webhook = url
}

// Calls are the requests seen so far, of one method or, for an empty name, of
// all.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool {
		return method != "" && !strings.EqualFold(c.Method, method)
	})
}

// wake tells everyone who waits that something has changed; s.mu is held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// ServeHTTP answers https://host/bot<token>/<method>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, method, ok2 := strings.Cut(rest, "/")
	switch {
	case !ok || !ok2 || !tokenShaped(token):
		writeError(w, notFound("Not Found"))
		return
	case token != s.opts.Token || s.isRevoked():
		writeError(w, unauthorized())
		return
	}
	p, err := readParams(r)
	if err != nil {
		writeError(w, badRequest(err.Error()))
		return
	}
	s.serve(w, r, method, p)
}

// serve runs one method between the faults that were ordered for it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, method string, p params) {
	f, oneWay := s.fault(method, p), s.latency(method)
	s.moment(Arrived, method, p)
	dice.Linger(r.Context(), s.closed, oneWay)
	if f != nil && !f.After && f.Delay == 0 {
		s.note(method, p, f.Code)
		f.strike(w)
		return
	}
	result, apiErr := s.call(r.Context(), method, p)
	s.moment(Worked, method, p)
	dice.Linger(r.Context(), s.closed, oneWay)
	if f != nil {
		dice.Linger(r.Context(), s.closed, f.Delay)
	}
	defer s.moment(Answered, method, p)
	switch {
	case f != nil && f.After:
		s.lose(apiErr)
		s.note(method, p, 0)
		f.strike(w)
	case apiErr != nil:
		s.note(method, p, apiErr.Code)
		writeError(w, apiErr)
	default:
		s.note(method, p, http.StatusOK)
		writeResult(w, result)
	}
}

// lose counts a message whose answer is lost, where one was shown.
func (s *Server) lose(failed *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if failed == nil {
		s.tally.Lost++
	}
}

func (s *Server) isRevoked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revoked
}

func (s *Server) note(method string, p params, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally.count(method, code)
	if len(s.calls) < maxCalls {
		s.calls = append(s.calls, Call{Method: method, Params: p, Code: code})
	}
	s.wake()
}

// tokenShaped reports whether the server would look the token up at all: digits,
// a colon, and a word.
func tokenShaped(token string) bool {
	id, secret, ok := strings.Cut(token, ":")
	return ok && id != "" && secret != "" && strings.Trim(id, "0123456789") == ""
}
