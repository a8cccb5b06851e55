package discord

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
)

func TestIdentifiesModestly(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	id := r.server.Identifies()[0]
	if id.Intents != int(discordgo.IntentsGuilds) || id.Compress {
		t.Errorf("identified with %+v, want the intent of guilds alone, uncompressed", id)
	}
}

// TestOpensThroughTrouble has the gateway greet the first connections in every
// way in which discordgo waits, or locks itself up, for ever.
func TestOpensThroughTrouble(t *testing.T) {
	t.Parallel()
	for name, opening := range map[string]discordtest.Opening{
		"silent": discordtest.Silent, "hello and no more": discordtest.HelloOnly,
		"asks to reconnect": discordtest.HelloReconnect, "invalid session": discordtest.HelloInvalid,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, discordtest.Options{Heartbeat: 200 * time.Millisecond})
			p.timing.patience = 300 * time.Millisecond
			p.server.OpenNext(opening, opening)
			r := start(t, p)
			r.drain(t)
		})
	}
}

// TestAbandonsAStuckSession has no help from silence: only the limit for opening
// ends the waiting.
func TestAbandonsAStuckSession(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.timing.open = 2 * time.Second // enough for a good one on a busy machine
	p.server.OpenNext(discordtest.HelloOnly)
	r := start(t, p)
	r.drain(t)
	if !strings.Contains(r.log.String(), errStuck.Error()) {
		t.Errorf("the log says:\n%s", r.log)
	}
}

func TestReconnects(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*discordtest.Server){
		"asked to":           (*discordtest.Server).Reconnect,
		"cut":                func(s *discordtest.Server) { s.Disconnect(0) },
		"closed":             func(s *discordtest.Server) { s.Disconnect(4000) },
		"closed and expired": func(s *discordtest.Server) { s.Disconnect(1001) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, newPlace(t, discordtest.Options{}))
			trouble(r.server)
			r.until(t, func() bool { return len(r.server.Identifies()) > 1 && r.server.Connected() })
			r.drain(t)
		})
	}
}

func TestInvalidSession(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.server.Invalidate(false)
	r.until(t, func() bool { return len(r.server.Identifies()) > 1 && r.server.Connected() })
	r.drain(t)
}

// TestNoticesAZombie freezes the gateway: its connection stays open, and nothing
// comes. Two heartbeats later there must be a new connection.
func TestNoticesAZombie(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{Heartbeat: 300 * time.Millisecond})
	r := start(t, p)
	r.server.Freeze(true)
	r.until(t, func() bool { return len(r.server.Identifies()) > 1 })
	r.server.Freeze(false)
	r.drain(t)
}

func TestAnswersHeartbeatRequests(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.server.AskHeartbeat()
	r.drain(t)
	if n := len(r.server.Identifies()); n != 1 {
		t.Errorf("identified %d times, want once", n)
	}
}

func TestStopsWhenRefused(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.Revoke()
	err := p.Run(t.Context(), bottest.NewHost())
	if bot.FateOf(err).Fate != bot.Refused || strings.Contains(err.Error(), p.server.Token()) {
		t.Errorf("Run gave %v, want fate refused, without the token", err)
	}
	if n := len(p.server.Identifies()); n > 1 {
		t.Errorf("identified %d times with a bad token, want once at most", n)
	}
}

func TestGatewayThatCannotBeReached(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.FailNext("", 500, 0, "busy")
	p.server.FailNext("", 429, 0, "busy")
	p.server.CutNext("", false)
	start(t, p)
}

func TestSecureGateway(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{TLS: true, Heartbeat: 200 * time.Millisecond})
	client := p.server.Client()
	secure, err := New(Options{
		Token: bot.Secret(p.server.Token()), API: p.server.URL(), Client: client, Log: slog.New(slog.NewTextHandler(p.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	secure.timing = quick()
	p.Platform = secure
	p.server.OpenNext(discordtest.HelloReconnect) // seen through the encryption
	r := start(t, p)
	r.drain(t)
	client.Transport.(*http.Transport).CloseIdleConnections()
}

func TestStopsWhileConnecting(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{})
	p.server.OpenNext(discordtest.Silent)
	r := &running{place: p, host: bottest.NewHost(), done: make(chan error, 1)}
	r.goOn(t) // and stops at once, when the test ends
}

// stuckHost blocks where the gateway's reader calls it.
type stuckHost struct {
	*bottest.Host
	stuck atomic.Bool
	gate  chan struct{}
}

// Commands returns when the gate is open.
func (h *stuckHost) Commands() []bot.Command {
	if h.stuck.Load() {
		<-h.gate
	}
	return h.Host.Commands()
}

// TestAbandonsASessionThatDoesNotRead has the session's own reader stuck, so that
// no deadline of a read ever comes.
func TestAbandonsASessionThatDoesNotRead(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{Heartbeat: 100 * time.Millisecond})
	p.timing.patience = 160 * time.Millisecond
	host := &stuckHost{Host: bottest.NewHost(), gate: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx, host) }()
	if err := p.server.AwaitReady(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	host.stuck.Store(true)
	if _, err := p.server.Slash(p.channel, reader, "fast"); err != nil {
		t.Fatal(err)
	}
	p.awaitLog(t, errSilent.Error())
	host.stuck.Store(false)
	close(host.gate)
	if err := p.server.Until(soon(t), func() bool { return p.server.Connected() }); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run gave %v", err)
	}
}
