package discord

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// line is the connection below one gateway session. discordgo waits for the
// server without a deadline, in places while it holds its lock, so silence is
// noticed here: every read and write has a deadline, and the time of the last
// byte is known without asking the session.
type line struct {
	ctx  context.Context
	lost chan struct{} // gets a value when reading failed

	mu       sync.Mutex
	conn     net.Conn
	cutOff   bool
	last     time.Time
	patience time.Duration
	early    []byte // what came before the session was ready
	ready    bool
}

// The server's answers that end an opening. discordgo locks itself up for ever
// when it is asked to reconnect before it is ready.
var (
	errAskedToReconnect = errors.New("the gateway asks to connect again")
	errInvalidSession   = errors.New("the gateway calls the session invalid")
	errCut              = errors.New("the connection was cut")
)

const (
	// maxEarly is how much of an opening is looked at, in bytes.
	maxEarly = 8 << 10
	// writeTimeout bounds one write to the gateway.
	writeTimeout = 10 * time.Second
	dialTimeout  = 15 * time.Second
)

var (
	heartbeatInterval = regexp.MustCompile(`"heartbeat_interval":\s*(\d{1,7})\b`)
	opReconnect       = regexp.MustCompile(`"op":\s*7\b`)
	opInvalid         = regexp.MustCompile(`"op":\s*9\b`)
)

// newLine makes the line of one session; patience is how long the server may be
// silent before it has said how often hearts beat.
func newLine(ctx context.Context, patience time.Duration) *line {
	return &line{ctx: ctx, lost: make(chan struct{}, 1), patience: patience, last: time.Now()}
}

// dialer connects through l. Without a proxy l makes the TLS connection itself,
// and so sees what comes over it.
func (l *line) dialer(transport http.RoundTripper) *websocket.Dialer {
	d := &websocket.Dialer{
		HandshakeTimeout: dialTimeout,
		Proxy:            http.ProxyFromEnvironment,
		NetDialContext:   l.dial,
	}
	if t, ok := transport.(*http.Transport); ok {
		d.Proxy = t.Proxy
		d.TLSClientConfig = t.TLSClientConfig.Clone()
	}
	return d
}

// direct lets l make the TLS connections of d, where no proxy stands before url.
func (l *line) direct(d *websocket.Dialer, gateway *http.Request) {
	if d.Proxy != nil {
		if proxy, err := d.Proxy(gateway); err != nil || proxy != nil {
			return
		}
	}
	config := d.TLSClientConfig
	d.NetDialTLSContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		return l.dialTLS(ctx, network, addr, config)
	}
}

func (l *line) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := l.dialTCP(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return l.tap(conn)
}

func (l *line) dialTLS(ctx context.Context, network, addr string, config *tls.Config) (net.Conn, error) {
	conn, err := l.dialTCP(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	if config == nil {
		config = &tls.Config{}
	}
	config = config.Clone()
	config.NextProtos = []string{"http/1.1"}
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			_ = conn.Close()
			return nil, fmt.Errorf("gateway address: %w", err)
		}
		config.ServerName = host
	}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("gateway handshake: %w", err)
	}
	return l.tap(secure)
}

// dialTCP connects, and gives up when the platform stops.
func (l *line) dialTCP(ctx context.Context, network, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	defer context.AfterFunc(l.ctx, cancel)() //nolint:contextcheck // discordgo dials with a context that never ends
	return (&net.Dialer{}).DialContext(ctx, network, addr)
}

// tap puts l between the session and conn.
func (l *line) tap(conn net.Conn) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cutOff {
		_ = conn.Close()
		return nil, errCut
	}
	l.conn = conn
	l.last = time.Now()
	return &tapped{Conn: conn, line: l}, nil
}

// cut ends the connection, now or as soon as there is one.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cutOff = true
	if l.conn != nil {
		_ = l.conn.Close()
	}
}

// opened says that the session is ready: what comes now is its own affair.
func (l *line) opened() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ready, l.early = true, nil
}

// silence is how long nothing came, and how long that may be.
func (l *line) silence() (since, allowed time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Since(l.last), l.patience
}

// heard takes note of what came.
func (l *line) heard(p []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = time.Now()
	if l.ready || len(l.early) >= maxEarly {
		return nil
	}
	l.early = append(l.early, p[:min(len(p), maxEarly)]...)
	if m := heartbeatInterval.FindSubmatch(l.early); m != nil {
		if ms, err := strconv.Atoi(string(m[1])); err == nil && ms > 0 {
			// An answer to a heartbeat that stays out for half an interval.
			l.patience = time.Duration(ms) * time.Millisecond * 3 / 2
		}
	}
	switch {
	case bytes.Contains(l.early, []byte(`"READY"`)):
		return nil
	case opReconnect.Match(l.early):
		return errAskedToReconnect
	case opInvalid.Match(l.early):
		return errInvalidSession
	}
	return nil
}

// tapped is a connection that l listens to.
type tapped struct {
	net.Conn
	line *line
}

// Read waits only as long as the server may be silent.
func (t *tapped) Read(p []byte) (int, error) {
	_, allowed := t.line.silence()
	if err := t.SetReadDeadline(time.Now().Add(allowed)); err != nil {
		return 0, err
	}
	n, err := t.Conn.Read(p)
	if n > 0 {
		if stop := t.line.heard(p[:n]); stop != nil {
			return 0, stop
		}
	}
	if err != nil {
		select {
		case t.line.lost <- struct{}{}:
		default:
		}
	}
	return n, err
}

// Write waits only a while for the server to take it.
func (t *tapped) Write(p []byte) (int, error) {
	if err := t.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return 0, err
	}
	return t.Conn.Write(p)
}
