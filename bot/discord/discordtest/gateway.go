package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The opcodes of the gateway
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// The limits of the gateway (https://discord.com/developers/docs/events/gateway).
const (
	maxIdentifies  = 1000 // a day; one more resets the token
	maxPayload     = 4096
	sendsPerMinute = 120
	backlog        = 1000 // events kept for a session that may resume
)

// hub is the gateway; Server.mu guards it.
type hub struct {
	sessions   map[string]*session
	conns      map[*conn]bool
	identifies []Identify
	resumes    int
	frozen     bool
	opening    []Opening
	refuse     int // the code with which every introduction is refused
}

// session is what can be resumed.
type session struct {
	id      string
	seq     int64
	events  []frame
	intents int
	shard   *[2]int
	conn    *conn
	dead    bool
}

// frame is a payload of the gateway.
type frame struct {
	Op   int    `json:"op"`
	Data any    `json:"d"`
	Seq  *int64 `json:"s"`
	Type string `json:"t,omitempty"`
}

// Identify is how a client introduced itself.
type Identify struct {
	Intents  int    `json:"intents"`
	Compress bool   `json:"compress"`
	Token    string `json:"token"`
	// Shard is the session's number and how many there are; nil for the only one.
	Shard *[2]int `json:"shard"`
	// At is when it came.
	At time.Time `json:"-"`
}

// conn is one connection. A single goroutine writes; out is bounded, and a client
// that does not read is cut off.
type conn struct {
	server  *Server
	ws      *websocket.Conn
	out     chan frame
	once    sync.Once
	gone    chan struct{}
	session *session
	sent    []time.Time
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{server: s, ws: ws, out: make(chan frame, backlog), gone: make(chan struct{})}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		_ = ws.Close()
		return
	}
	s.hub.conns[c] = true
	opening := s.nextOpening()
	s.wg.Go(c.write)
	s.wg.Go(func() { c.read(opening) })
	s.mu.Unlock()
}

// write sends what is queued until the connection ends.
func (c *conn) write() {
	for {
		select {
		case <-c.gone:
			return
		case f := <-c.out:
			_ = c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if err := c.ws.WriteJSON(f); err != nil {
				c.cut()
				return
			}
		}
	}
}

// push queues a payload; a client that is too slow loses the connection.
func (c *conn) push(f frame) {
	select {
	case c.out <- f:
	default:
		c.cut()
	}
}

// cut ends the connection at once.
func (c *conn) cut() {
	c.once.Do(func() {
		close(c.gone)
		_ = c.ws.Close()
	})
}

// end closes the connection with a code.
func (c *conn) end(code int, reason string) {
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second))
	c.cut()
}

// read says hello and takes what the client sends. A client whose heart stops
// beating for two intervals loses the connection.
func (c *conn) read(opening Opening) {
	defer c.leave()
	if !c.greet(opening) {
		return
	}
	c.ws.SetReadLimit(16 * maxPayload)
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(2 * c.server.opts.Heartbeat))
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		var in struct {
			Op   int             `json:"op"`
			Data json.RawMessage `json:"d"`
		}
		if err := json.Unmarshal(raw, &in); err != nil || len(raw) > maxPayload {
			c.end(4002, "decode error")
			return
		}
		if code, reason := c.take(in.Op, in.Data); code != 0 {
			c.end(code, reason)
			return
		}
	}
}

// leave forgets the connection; its session stays for a while.
func (c *conn) leave() {
	c.cut()
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	delete(c.server.hub.conns, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	c.server.notify()
}

// take handles one payload of the client; a code ends the connection.
func (c *conn) take(op int, data json.RawMessage) (code int, reason string) {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.tooFast() {
		return 4008, "rate limited"
	}
	switch op {
	case opHeartbeat:
		if !s.hub.frozen {
			c.push(frame{Op: opAck})
		}
		return 0, ""
	case opIdentify:
		return c.identify(data)
	case opResume:
		return c.resume(data)
	case opPresence:
		if c.session == nil {
			return 4003, "not authenticated"
		}
		return 0, ""
	}
	return 4001, "unknown opcode"
}

func (c *conn) tooFast() bool {
	now := c.server.opts.Now()
	c.sent = slices.DeleteFunc(c.sent, func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	c.sent = append(c.sent, now)
	return len(c.sent) > sendsPerMinute
}
