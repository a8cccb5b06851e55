package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"herald/bot"
)

// A session serves at most 2500 servers, so a bot in more of them needs several
// sessions, called shards. Discord says how many
// (https://discord.com/developers/docs/events/gateway#sharding).

// maxShards bounds the sessions of one process: enough for a million servers.
const maxShards = 512

// shard is one of count sessions.
type shard struct{ id, count int }

// of reports whether a server is the shard's.
func (s shard) of(guild string) bool {
	n, err := strconv.ParseUint(guild, 10, 64)
	return err == nil && n>>22%uint64(s.count) == uint64(s.id)
}

// advice is what Discord says of the sessions that a bot needs and may begin
// (https://discord.com/developers/docs/events/gateway#get-gateway-bot).
type advice struct {
	Shards int `json:"shards"`
	Starts struct {
		Total       int   `json:"total"`
		Remaining   int   `json:"remaining"`
		ResetAfter  int64 `json:"reset_after"` // milliseconds
		Concurrency int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// ask asks Discord until it answers. An error is a refusal; it is nil also when
// ctx has ended.
func (r *run) ask(ctx context.Context) (a advice, err error) {
	wait := r.timing.firstWait
	for ctx.Err() == nil {
		a = advice{}
		err = r.rest.do(ctx, http.MethodGet, "/gateway/bot", nil, &a)
		if err == nil {
			break
		}
		failed := classify(err, true)
		if failed.Fate == bot.Refused {
			return a, failed
		}
		if ctx.Err() != nil {
			break
		}
		r.link.Down(err)
		pause := max(jitter(wait), failed.After)
		r.log.Warn("gateway not found", "err", err, "again_in", pause.Round(time.Millisecond))
		sleep(ctx, pause)
		wait = min(2*wait, r.timing.longWait)
	}
	a.Shards = min(max(a.Shards, 1), maxShards)
	a.Starts.Concurrency = max(a.Starts.Concurrency, 1)
	if a.Starts.Total < usualStarts {
		a.Starts.Total = usualStarts
	}
	return a, nil
}

// A bot may introduce itself 1000 times a day, a large one more often; one more,
// and Discord resets its token
// (https://discord.com/developers/docs/events/gateway#session-start-limit-object).
const (
	usualStarts = 1000
	// spareStarts are never used: another program with the token may need some.
	spareStarts = 50
	// startsSpan is the time in which max_concurrency sessions may begin.
	startsSpan = 5 * time.Second
)

// starts paces how often sessions introduce themselves: over the day, so that a
// connection that keeps failing never uses up what is allowed, and at once.
type starts struct {
	day  *rate.Limiter
	span time.Duration

	mu    sync.Mutex
	left  int
	total int
	reset time.Time
	// next is when the next session of each group may begin: sessions whose
	// numbers leave the same rest begin one after the other.
	next []time.Time
}

func newStarts(a advice, span time.Duration, now time.Time) *starts {
	burst := max(spareStarts, 2*a.Shards)
	perDay := max(a.Starts.Total-burst-2*spareStarts, spareStarts)
	s := &starts{
		day: rate.NewLimiter(rate.Limit(float64(perDay)/(24*time.Hour).Seconds()), burst), span: span,
		left: a.Starts.Remaining, total: a.Starts.Total, next: make([]time.Time, a.Starts.Concurrency),
		reset: now.Add(time.Duration(a.Starts.ResetAfter) * time.Millisecond),
	}
	if a.Starts.Remaining == 0 && a.Starts.ResetAfter == 0 {
		s.left = s.total // nothing was said
	}
	return s
}

// wait blocks until a session may introduce itself, and reports false when ctx
// ended before.
func (s *starts) wait(ctx context.Context, id int) bool {
	if s.day.Wait(ctx) != nil {
		return false // the limiter waits for nothing but ctx
	}
	return sleep(ctx, s.take(id, time.Now()))
}

// take counts a start, and says how long to wait for it.
func (s *starts) take(id int, now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	begin := now
	if !now.Before(s.reset) {
		s.left, s.reset = s.total, now.Add(24*time.Hour)
	}
	if s.left <= spareStarts {
		begin = s.reset
	}
	s.left--
	group := &s.next[id%len(s.next)]
	if begin.Before(*group) {
		begin = *group
	}
	*group = begin.Add(s.span)
	return begin.Sub(now)
}

// errMore is why all sessions end when Discord wants more of them.
var errMore = errors.New("the bot is in more servers than its sessions may serve")

// codeMoreShards is the close code for that.
const codeMoreShards = 4011

// keepAll runs all sessions until ctx ends (nil), Discord refuses the bot, or it
// wants more sessions.
func (r *run) keepAll(ctx context.Context, count int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
	)
	r.lines.begin(count)
	for id := range count {
		wg.Go(func() {
			err := r.keep(ctx, shard{id, count})
			mu.Lock()
			defer mu.Unlock()
			if first == nil && err != nil {
				first = err
				cancel()
			}
		})
	}
	wg.Wait()
	return first
}

// keep runs one session after the other until ctx ends, or one is refused.
func (r *run) keep(ctx context.Context, s shard) error {
	wait := r.timing.firstWait
	for r.starts.wait(ctx, s.id) {
		began := time.Now()
		err := r.connect(ctx, s)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was asked to stop
		}
		r.lines.down(&r.link, s.id, err)
		if code := closeCode(err); code == codeMoreShards {
			return errMore
		} else if why, fatal := fatalCodes[code]; fatal {
			return &bot.SendError{Fate: bot.Refused, Err: fmt.Errorf("%s: %w", why, err)}
		}
		if time.Since(began) > r.timing.steady { // Discord ends connections now and then
			wait = r.timing.firstWait
		}
		pause := jitter(wait)
		r.log.Log(ctx, levelOf(began, r.timing.steady), "gateway connection ended",
			"shard", s.id, "err", err, "again_in", pause.Round(time.Millisecond))
		if !sleep(ctx, pause) {
			return nil
		}
		wait = min(2*wait, r.timing.longWait)
	}
	return nil
}

// closeCode is the code with which the gateway closed; 0 for none.
func closeCode(err error) int {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return e.Code
	}
	return 0
}

// lines knows which of the sessions are connected.
type lines struct {
	mu    sync.Mutex
	up    map[int]bool
	count int
}

func (l *lines) begin(count int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up, l.count = map[int]bool{}, count
}

// ready notes that a session is connected; with the last of them the link is up.
func (l *lines) ready(link *bot.LinkLog, id int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up[id] = true
	if len(l.up) == l.count {
		link.Up()
	}
}

// down notes that a session is not connected any more.
func (l *lines) down(link *bot.LinkLog, id int, reason error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.up, id)
	link.Down(reason)
}
