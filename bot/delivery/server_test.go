package delivery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"herald/bot"
)

// server is a platform that keeps what arrives, and answers as it is told.
type server struct {
	mu      sync.Mutex
	arrived []arrival
	edits   []bot.MessageID
	deleted []bot.MessageID
	// lasting makes messages that cannot be deleted.
	lasting bool
	// inside counts the messages on their way, most is the largest count.
	inside, most int
	// slow is how long sending to an address takes. Default usual, which is 50 ms
	// where it is zero.
	slow  map[string]time.Duration
	usual time.Duration
	// answer, when not nil, decides how a message ends that has arrived.
	answer func(p bot.Post, n int) error
	// deaf makes Send ignore that it is cut off.
	deaf bool
}

type arrival struct {
	to     string
	text   string
	nonce  string
	silent bool
	answer bot.MessageID
	at     time.Time
}

func (s *server) Name() bot.PlatformName { return bot.Telegram }
func (s *server) Format() bot.Format     { return bot.Format{} }
func (s *server) ParseAddress(id string) (bot.Address, error) {
	return bot.Address{Platform: bot.Telegram, ID: id}, nil
}
func (s *server) Run(ctx context.Context, _ bot.Host) error { <-ctx.Done(); return nil }

func (s *server) Send(ctx context.Context, p bot.Post) (bot.MessageID, error) {
	s.mu.Lock()
	pause, ok := s.slow[p.To.ID]
	s.inside++
	s.most = max(s.most, s.inside)
	s.mu.Unlock()
	defer s.leave()
	if !ok {
		pause = cmp.Or(s.usual, 50*time.Millisecond)
	}
	gone := ctx.Done()
	if s.deaf {
		gone = nil
	}
	select {
	case <-time.After(pause):
	case <-gone:
		return "", &bot.SendError{Fate: bot.Uncertain, Err: ctx.Err()}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.answer != nil {
		if err := s.answer(p, len(s.arrived)); err != nil {
			return "", err
		}
	}
	s.arrived = append(s.arrived, arrival{p.To.ID, p.Message.Plain(), p.Nonce, p.Message.Silent, p.ReplyTo, time.Now()})
	return bot.MessageID(fmt.Sprintf("m%d", len(s.arrived))), nil
}

func (s *server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inside--
}

func (s *server) Edit(_ context.Context, _ bot.Address, id bot.MessageID, _ bot.Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edits = append(s.edits, id)
	return nil
}

func (s *server) Delete(_ context.Context, _ bot.Address, id bot.MessageID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lasting {
		return &bot.SendError{Fate: bot.Rejected, Err: errors.New("it is too old to be deleted")}
	}
	s.deleted = append(s.deleted, id)
	return nil
}

func (s *server) got() []arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.arrived)
}

// times are when messages arrived, at one address or, empty, at all.
func (s *server) times(to string) (all []time.Time) {
	for _, a := range s.got() {
		if to == "" || a.to == to {
			all = append(all, a.at)
		}
	}
	return all
}

// within fails t if more than count messages arrived in any span of per.
func within(t *testing.T, name string, times []time.Time, count int, per time.Duration) {
	t.Helper()
	for i := range times {
		if j := i + count; j < len(times) && times[j].Sub(times[i]) < per {
			t.Errorf("%s: more than %d messages in %s, at %s", name, count, per, times[i].Format(time.TimeOnly))
			return
		}
	}
}

// channel is an active channel, a private one for positive numbers.
func channel(id int) bot.Channel {
	c := bot.Channel{ID: bot.ChannelID(id), Place: bot.PlacePrivate}
	if id < 0 {
		c.Place = bot.PlaceGroup
	}
	c.Address = bot.Address{Platform: bot.Telegram, ID: fmt.Sprint(id)}
	return c
}

// say composes a delivery as its key.
func say(_ context.Context, d bot.Delivery) (bot.Message, error) {
	return bot.Say(d.Key), nil
}
