package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"herald/bot/bottest/dice"
)

// Trouble is a kind of thing that goes wrong with a call that writes.
type Trouble string

// The troubles. Those after Processed happen when the call has done its work, so
// that the bot cannot know whether it has.
const (
	Limited     Trouble = "429"               // this chat has to wait
	Broken      Trouble = "500"               // Internal Server Error: restart
	BadGateway  Trouble = "502 page"          // a page of the gateway; not processed
	Cut         Trouble = "cut"               // the connection ends; not processed
	Processed   Trouble = "processed and cut" // the connection ends after the work was done
	Truncated   Trouble = "truncated"         // processed; the answer breaks off
	LostGateway Trouble = "processed, 502"    // processed; a page of the gateway is the answer
	Slow        Trouble = "slow"              // processed and answered, late
)

// troubles are in the order in which the dice are read.
var troubles = []Trouble{Limited, Broken, BadGateway, Cut, Processed, Truncated, LostGateway, Slow}

// Chaos makes calls that write go wrong at random. The zero value ends it.
type Chaos struct {
	// Seed makes the draws repeatable; print it.
	Seed uint64
	// Rates are the probabilities of the troubles, together at most 1.
	Rates map[Trouble]float64
	// RetryAfter is what Limited asks to wait, in whole seconds; zero means one.
	RetryAfter time.Duration
	// Slowness is how late Slow answers.
	Slowness time.Duration
	// Latency is how long every call takes except getUpdates: half of it before
	// the work is done, half after.
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
	s.chaos.dice.Load(c.Seed, 1, troubles, c.Rates)
}

// Struck counts the troubles that have happened.
func (s *Server) Struck() map[Trouble]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chaos.dice.Struck()
}

// draw is the trouble of one call, nil for none; s.mu is held.
func (c *chaos) draw(method string) *Fault {
	if !writes(method) {
		return nil
	}
	t, struck := c.dice.Draw()
	if !struck {
		return nil
	}
	return c.fault(t)
}

// fault is what a trouble does.
func (c *chaos) fault(t Trouble) *Fault {
	switch t {
	case Limited:
		return &Fault{Code: http.StatusTooManyRequests, RetryAfter: max(c.RetryAfter, time.Second)}
	case Broken:
		return &Fault{Code: http.StatusInternalServerError, Description: "Internal Server Error: restart"}
	case BadGateway:
		return &Fault{Code: http.StatusBadGateway, Page: true}
	case Cut:
		return &Fault{Reset: true}
	case Processed:
		return &Fault{Reset: true, After: true}
	case Truncated:
		return &Fault{Truncate: true, After: true}
	case LostGateway:
		return &Fault{Code: http.StatusBadGateway, Page: true, After: true}
	default:
		return &Fault{Delay: c.Slowness}
	}
}

// writes reports whether a method shows something to people.
func writes(method string) bool {
	method = strings.ToLower(method)
	return strings.HasPrefix(method, "send") && method != "sendchataction" ||
		strings.HasPrefix(method, "edit") || strings.HasPrefix(method, "delete") && method != "deletewebhook"
}

// latency is what the line to the server takes one way.
func (s *Server) latency(method string) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.EqualFold(method, "getUpdates") {
		return 0
	}
	return s.chaos.Latency / 2
}

// Moment is a point in the life of a call that writes.
type Moment = dice.Moment

// The moments.
const (
	Arrived  = dice.Arrived
	Worked   = dice.Worked
	Answered = dice.Answered
)

// Intercept calls f at every moment of every call that writes; the call goes on
// when f returns. Nil ends it. f runs in several goroutines at once and may call
// the server's methods.
func (s *Server) Intercept(f func(m Moment, c Call)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.intercept = f
}

func (s *Server) moment(m Moment, method string, p params) {
	if !writes(method) {
		return
	}
	s.mu.Lock()
	f := s.intercept
	s.mu.Unlock()
	if f != nil {
		f(m, Call{Method: method, Params: p})
	}
}

// Tally counts what the server has seen.
type Tally struct {
	// Calls are all calls but getUpdates, Limited those answered 429, Refused
	// those answered with another error below 500.
	Calls, Limited, Refused int
	// Shown are the messages that the bot sent, Lost those among them whose answer
	// was cut off, broken off or replaced on purpose.
	Shown, Lost int
	// Last is when the newest of them was shown.
	Last time.Time
}

// Tally is the count so far.
func (s *Server) Tally() Tally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tally
}

// count notes a call; s.mu is held.
func (t *Tally) count(method string, code int) {
	if strings.EqualFold(method, "getUpdates") {
		return
	}
	t.Calls++
	switch {
	case code == http.StatusTooManyRequests:
		t.Limited++
	case code >= 400 && code < 500:
		t.Refused++
	}
}

// String shows the count in one line.
func (t Tally) String() string {
	return fmt.Sprintf("%d calls, %d shown (%d of them with the answer lost), %d limited, %d refused",
		t.Calls, t.Shown, t.Lost, t.Limited, t.Refused)
}
