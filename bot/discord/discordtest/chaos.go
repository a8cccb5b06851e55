package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"herald/bot/bottest/dice"
)

// Trouble is a kind of thing that goes wrong with a request that writes to a
// channel.
type Trouble string

// The troubles. Those that begin with "processed" happen when the work was done,
// so that the bot cannot know whether it was.
const (
	LimitedHere   Trouble = "429 user"       // the bucket of this channel
	LimitedShared Trouble = "429 shared"     // others used the bucket up; its counters contradict its body
	LimitedAll    Trouble = "429 global"     // everything has to wait; no counters
	Blocked       Trouble = "429 page"       // Cloudflare's page
	Broken        Trouble = "500"            // Discord's own error
	BadGateway    Trouble = "502 page"       // a page of the gateway; not processed
	Cut           Trouble = "cut"            // the connection ends; not processed
	Processed     Trouble = "processed, cut" // the connection ends
	Truncated     Trouble = "processed, truncated"
	LostGateway   Trouble = "processed, 502"
	Slow          Trouble = "slow" // processed and answered, late
)

// troubles are in the order in which the dice are read.
var troubles = []Trouble{
	LimitedHere, LimitedShared, LimitedAll, Blocked, Broken, BadGateway, Cut, Processed, Truncated, LostGateway, Slow,
}

// Chaos makes requests that write to channels go wrong at random. The zero value
// ends it.
type Chaos struct {
	// Seed makes the draws repeatable; print it.
	Seed uint64
	// Rates are the probabilities of the troubles, together at most 1.
	Rates map[Trouble]float64
	// RetryAfter is what the limits ask to wait; zero means half a second.
	RetryAfter time.Duration
	// Slowness is how late Slow answers.
	Slowness time.Duration
	// Latency is how long every request takes: half of it before the work is done,
	// half after.
	Latency time.Duration
}

// chaos is a Chaos under way; Server.mu guards it.
type chaos struct {
	Chaos
	dice dice.Dice[Trouble]
}

// Unleash begins the chaos, or ends it with the zero value. What was Struck so
// far stays counted.
func (s *Server) Unleash(c Chaos) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chaos.Chaos = c
	s.chaos.dice.Load(c.Seed, 2, troubles, c.Rates)
}

// Struck counts the troubles that have happened.
func (s *Server) Struck() map[Trouble]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chaos.dice.Struck()
}

// trouble is what goes wrong with a request: what was ordered, or what the dice
// say.
func (s *Server) trouble(r *http.Request) fault {
	if f, ordered := s.faults.take(r); ordered {
		return f
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chaos.draw(r)
}

// draw is the trouble of one request; s.mu is held.
func (c *chaos) draw(r *http.Request) fault {
	if !writes(r) {
		return fault{}
	}
	t, struck := c.dice.Draw()
	if !struck {
		return fault{}
	}
	return c.fault(t)
}

// fault is what a trouble does.
func (c *chaos) fault(t Trouble) fault {
	after := c.RetryAfter
	if after <= 0 {
		after = time.Second / 2
	}
	switch t {
	case LimitedHere:
		return limitedFault(after, ScopeUser)
	case LimitedShared:
		return limitedFault(after, ScopeShared)
	case LimitedAll:
		return limitedFault(after, ScopeGlobal)
	case Blocked:
		return pageFault(http.StatusTooManyRequests, after)
	case Broken:
		body, _ := json.Marshal(apiError{"500: Internal Server Error", 0, nil})
		return fault{status: http.StatusInternalServerError, body: body}
	case BadGateway:
		return pageFault(http.StatusBadGateway, 0)
	case Cut:
		return fault{cutBefore: true}
	case Processed:
		return fault{cutAfter: true}
	case Truncated:
		return fault{unreadable: true}
	case LostGateway:
		return fault{lostPage: true}
	default:
		return fault{delay: c.Slowness}
	}
}

// writes reports whether a request shows something to people in a channel.
func writes(r *http.Request) bool {
	return r.Method != http.MethodGet && r.PathValue("channel") != ""
}

func (s *Server) oneWay() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chaos.Latency / 2
}

// Moment is a point in the life of a request that writes.
type Moment = dice.Moment

// The moments.
const (
	Arrived  = dice.Arrived
	Worked   = dice.Worked
	Answered = dice.Answered
)

// Intercept calls f at every moment of every request that writes to a channel;
// the request goes on when f returns. Nil ends it. f runs in several goroutines
// at once and may call the server's methods.
func (s *Server) Intercept(f func(m Moment, channel string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = f
}

func (s *Server) moment(m Moment, r *http.Request) {
	if !writes(r) {
		return
	}
	s.mu.Lock()
	f := s.intercept
	s.mu.Unlock()
	if f != nil {
		f(m, r.PathValue("channel"))
	}
}

// Tally counts what the server has seen.
type Tally struct {
	// Requests are all of the REST API, Limited those answered 429, Invalid those
	// that Discord counts against the address: 401, 403, and 429 unless shared
	// (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
	Requests, Limited, Invalid int
	// Shown are the messages that the bot sent to channels; answers to commands do
	// not count. Repeated are requests with a nonce that was known.
	Shown, Repeated int
	// Last is when the newest of them was shown.
	Last time.Time
}

// Tally is the count so far.
func (s *Server) Tally() Tally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tally
}

// count notes an answer, and reports whether it was to an invalid request; s.mu
// is held.
func (t *Tally) count(status int, header http.Header) (invalid bool) {
	t.Requests++
	limited := status == http.StatusTooManyRequests
	if limited {
		t.Limited++
	}
	shared := header.Get("X-RateLimit-Scope") == string(ScopeShared)
	invalid = limited && !shared || status == http.StatusUnauthorized || status == http.StatusForbidden
	if invalid {
		t.Invalid++
	}
	return invalid
}

// String shows the count in one line.
func (t Tally) String() string {
	return fmt.Sprintf("%d requests, %d shown, %d repeated with a known nonce, %d limited, %d invalid",
		t.Requests, t.Shown, t.Repeated, t.Limited, t.Invalid)
}
