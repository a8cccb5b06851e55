package discordtest

import (
	"context"
	"fmt"
)

// Opening is how the gateway greets a connection.
type Opening int

// The openings.
const (
	// Usual is hello, then what the client asks for.
	Usual Opening = iota
	// Silent says nothing at all.
	Silent
	// HelloOnly says hello and then nothing.
	HelloOnly
	// HelloReconnect says hello and then asks to reconnect.
	HelloReconnect
	// HelloInvalid says hello and then that the session is invalid.
	HelloInvalid
)

// OpenNext makes the next connections to the gateway open like this, one each.
func (s *Server) OpenNext(list ...Opening) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hub.opening = append(s.hub.opening, list...)
}

func (s *Server) nextOpening() Opening {
	if len(s.hub.opening) == 0 {
		return Usual
	}
	next := s.hub.opening[0]
	s.hub.opening = s.hub.opening[1:]
	return next
}

// greet opens the connection; false when there is nothing to read any more.
func (c *conn) greet(o Opening) bool {
	hello := frame{Op: opHello, Data: map[string]any{"heartbeat_interval": c.server.opts.Heartbeat.Milliseconds()}}
	switch o {
	case Usual:
		c.push(hello)
		return true
	case HelloOnly:
		c.push(hello)
	case HelloReconnect:
		c.push(hello)
		c.push(frame{Op: opReconnect})
	case HelloInvalid:
		c.push(hello)
		c.push(frame{Op: opInvalidSession, Data: false})
	}
	for {
		if _, _, err := c.ws.ReadMessage(); err != nil {
			return false
		}
	}
}

// Disconnect closes all connections with a code; 0 cuts them without one. The
// codes 1000, 1001 and those of a refused bot end their sessions, too.
func (s *Server) Disconnect(code int) {
	s.mu.Lock()
	for _, x := range s.hub.sessions {
		if code == 1000 || code == 1001 || code >= 4003 && code != 4008 && code != 4009 {
			x.dead = true
		}
	}
	conns := s.connections()
	s.mu.Unlock()
	for _, c := range conns {
		if code == 0 {
			c.cut()
			continue
		}
		c.end(code, "")
	}
}

// Reconnect asks all clients to connect again and resume.
func (s *Server) Reconnect() { s.tell(frame{Op: opReconnect}) }

// Invalidate ends all sessions, or lets them resume.
func (s *Server) Invalidate(resumable bool) {
	s.mu.Lock()
	for _, x := range s.hub.sessions {
		x.dead = !resumable
	}
	for c := range s.hub.conns {
		c.session = nil // it may introduce itself again on this connection
	}
	s.mu.Unlock()
	s.tell(frame{Op: opInvalidSession, Data: resumable})
}

// AskHeartbeat asks all clients for a heartbeat.
func (s *Server) AskHeartbeat() { s.tell(frame{Op: opHeartbeat}) }

// Freeze makes the gateway say nothing any more on its open connections: no
// events, no acknowledgements.
func (s *Server) Freeze(frozen bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hub.frozen = frozen
}

// Emit sends an event of any kind, well formed or not.
func (s *Server) Emit(event string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit(event, data)
}

func (s *Server) tell(f frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.connections() {
		c.push(f)
	}
}

func (s *Server) connections() []*conn {
	list := make([]*conn, 0, len(s.hub.conns))
	for c := range s.hub.conns {
		list = append(list, c)
	}
	return list
}

// Identifies are the introductions so far.
func (s *Server) Identifies() []Identify {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Identify(nil), s.hub.identifies...)
}

// Resumes counts the sessions that were resumed.
func (s *Server) Resumes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hub.resumes
}

// Connected reports whether a session is connected that receives events.
func (s *Server) Connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.hub.conns {
		if c.session != nil {
			return true
		}
	}
	return false
}

// AwaitReady waits until the bot is connected and has registered n commands.
func (s *Server) AwaitReady(ctx context.Context, n int) error {
	return s.Until(ctx, func() bool { return s.Connected() && len(s.Commands()) >= n })
}

// Until waits until done reports true; it looks again after every change.
func (s *Server) Until(ctx context.Context, done func() bool) error {
	for {
		changed := s.Changed()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("discordtest: %w", context.Cause(ctx))
		}
	}
}
