package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"herald/bot"
)

// timing is how long things may take.
type timing struct {
	open      time.Duration // to be greeted and ready
	patience  time.Duration // silence, before the server says how often hearts beat
	firstWait time.Duration // before the first new attempt, doubled for each that follows
	longWait  time.Duration // the longest wait
	steady    time.Duration // a connection that lived this long was a good one
	answer    time.Duration // to answer an interaction at once; later it is deferred
	callback  time.Duration // in which Discord takes the first answer to an interaction
	handle    time.Duration // to work on an interaction
	stop      time.Duration // to finish what was begun when the platform stops
	retry     time.Duration // between attempts to register commands
	starts    time.Duration // in which as many sessions may begin as Discord says
}

// usualTiming fits Discord: interactions are lost after 3 s, hearts beat every
// 41 s (https://discord.com/developers/docs/events/gateway).
var usualTiming = timing{
	open: 30 * time.Second, patience: 65 * time.Second,
	firstWait: time.Second, longWait: 5 * time.Minute, steady: time.Minute,
	answer: 2 * time.Second, callback: 3 * time.Second, handle: time.Minute, stop: 5 * time.Second,
	retry: 30 * time.Second, starts: startsSpan,
}

// fatalCodes are the close codes after which to connect again is useless, and what
// the operator can do
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
var fatalCodes = map[int]string{
	4004: "the token is not valid; reset it in the developer portal and give Herald the new one",
	4010: "the gateway does not take this shard",
	4012: "the gateway does not speak this version any more; Herald needs an update",
	4013: "the gateway does not know these intents; Herald needs an update",
	4014: "the application may not use these intents; Herald needs none that must be switched on",
}

// Run connects to the gateway, again and again, until ctx ends or Discord refuses
// the bot. Every connection is a fresh session: what is missed in between is of
// no use later (interactions live for three seconds), but for the servers joined
// and left, which READY tells. It makes as many sessions at a time as Discord
// says that the bot needs.
func (p *Platform) Run(ctx context.Context, host bot.Host) error {
	r := newRun(ctx, p, host)
	defer r.stop()
	wait := p.timing.firstWait
	for ctx.Err() == nil {
		a, err := r.ask(ctx)
		if err != nil || ctx.Err() != nil {
			return err
		}
		if p.starts == nil || a.Shards != p.shards {
			p.starts, p.shards = newStarts(a, p.timing.starts, time.Now()), a.Shards
		}
		err = r.keepAll(ctx, a.Shards)
		if ctx.Err() != nil {
			return nil
		}
		if !errors.Is(err, errMore) {
			return err
		}
		r.log.Warn("beginning anew with as many sessions as are wanted", "err", err, "shards", a.Shards)
		sleep(ctx, jitter(wait))
		wait = min(2*wait, p.timing.longWait)
	}
	return nil
}

// jitter is about d, so that sessions do not all come back at once.
func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d) }

// levelOf is how bad it is that a connection ended.
func levelOf(began time.Time, steady time.Duration) slog.Level {
	if time.Since(began) > steady {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}

// The ends of a connection.
var (
	errStuck  = errors.New("the gateway did not get ready in time")
	errSilent = errors.New("the gateway has gone silent")
	errLost   = errors.New("the gateway connection was lost")
)

// connect opens one session and returns when it has ended.
func (r *run) connect(ctx context.Context, sh shard) error {
	l := newLine(ctx, r.timing.patience)
	defer l.cut()
	gone := make(chan struct{}, 1)
	s, err := r.session(ctx, sh, l, gone)
	if err != nil {
		return err
	}
	if err := r.open(ctx, s, l, gone); err != nil {
		return err
	}
	r.lines.ready(&r.link, sh.id)
	watch := time.NewTicker(max(r.timing.patience/16, time.Millisecond))
	defer watch.Stop()
	for {
		select {
		case <-gone:
			return errLost
		case <-l.lost:
			r.asking.Go(func() { await(gone) }) // the session takes a second to end
			return errLost
		case <-ctx.Done():
			go func() { _ = s.Close() }() // says good-bye; may be stuck like the session itself
			await(gone)
			return nil
		case <-watch.C:
			// The session reads with a deadline. When it does not even read, it
			// is stuck in itself.
			if since, allowed := l.silence(); since > 2*allowed {
				return errSilent
			}
		}
	}
}

// await gives a session of discordgo, which sleeps for a second as it closes, the
// time to end.
func await(gone <-chan struct{}) {
	limit := time.NewTimer(3 * time.Second)
	defer limit.Stop()
	select {
	case <-gone:
	case <-limit.C:
	}
}

// open waits until s is ready. Open may hang for ever, holding the session's
// lock: then the line is cut and the session left alone.
func (r *run) open(ctx context.Context, s *discordgo.Session, l *line, gone <-chan struct{}) error {
	opened := make(chan error, 1)
	go func() { opened <- s.Open() }() // not waited for: see above
	limit := time.NewTimer(r.timing.open)
	defer limit.Stop()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("open gateway: %w", withoutURL(err))
		}
		l.opened()
		return nil
	case <-limit.C:
	case <-ctx.Done():
	}
	l.cut()
	after := time.NewTimer(time.Second)
	defer after.Stop()
	select {
	case err := <-opened: // the usual case: a cut line ends the waiting
		if err == nil {
			await(gone)
		}
	case <-after.C:
	}
	return errStuck
}

// session makes a session of discordgo that does as little as possible: no state,
// no reconnecting, no parsing of ours, no output.
func (r *run) session(ctx context.Context, sh shard, l *line, gone chan<- struct{}) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + r.token.Reveal())
	if err != nil {
		return nil, fmt.Errorf("new session: %w", err)
	}
	s.ShardID, s.ShardCount = sh.id, sh.count
	s.LogLevel = discordgo.LogError - 1
	s.Identify.Intents = discordgo.IntentsGuilds
	s.StateEnabled, s.ShouldReconnectOnError, s.ShouldReconnectVoiceOnSessionError = false, false, false
	s.Compress, s.Identify.Compress = false, false
	s.SyncEvents = true // the handlers only put work in queues
	s.ShouldRetryOnRateLimit, s.MaxRestRetries = false, 0
	s.UserAgent = userAgent
	s.Client = &http.Client{
		Timeout:   requestTimeout,
		Transport: &redirect{ctx: ctx, base: r.rest.base, client: r.rest.http},
	}
	s.Dialer = l.dialer(r.rest.http.Transport)
	if req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://gateway.discord.gg/", nil); err == nil {
		l.direct(s.Dialer, req)
	}
	//nolint:contextcheck // the handlers' context outlives the connection's
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { r.event(sh, e.Type, e.RawData) })
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case gone <- struct{}{}:
		default:
		}
	})
	return s, nil
}

// redirect sends discordgo's requests to the API that the platform was told of;
// its own endpoints are variables that all sessions of a process share.
type redirect struct {
	ctx    context.Context
	base   string
	client *http.Client
}

// RoundTrip asks base instead of Discord, until the platform stops.
func (t *redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	path := strings.TrimPrefix(req.URL.String(), strings.TrimSuffix(discordgo.EndpointAPI, "/"))
	ctx, cancel := context.WithTimeout(t.ctx, requestTimeout)
	to, err := http.NewRequestWithContext(ctx, req.Method, t.base+path, req.Body)
	if err != nil {
		cancel()
		return nil, withoutURL(err)
	}
	to.Header = req.Header.Clone()
	resp, err := t.client.Do(to)
	if err != nil {
		cancel()
		return nil, withoutURL(err)
	}
	resp.Body = http.MaxBytesReader(nil, &releasing{resp.Body, cancel}, maxAnswer)
	return resp, nil
}
