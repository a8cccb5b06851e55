package store_test

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/delivery"
)

// sink is a platform that takes everything at once.
type sink struct {
	bot.Platform
	n atomic.Int64
	// first, when not nil, gets a value at the first message.
	first chan struct{}
}

func (s *sink) Name() bot.PlatformName { return bot.Discord }

func (s *sink) Send(context.Context, bot.Post) (bot.MessageID, error) {
	if s.n.Add(1) == 1 && s.first != nil {
		close(s.first)
	}
	return "m", nil
}

// BenchmarkCourier sends 1,000 deliveries as fast as the courier and the database
// can, on a platform without limits.
func BenchmarkCourier(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "herald.db"))
	for c := range 200 {
		follow(b, s, string(rune('a'+c%26))+time.Duration(c).String())
	}
	post, sent := 0, 0
	p := &sink{}
	c := delivery.New(delivery.Options{
		Platform: p, Ledger: s,
		Compose: func(context.Context, bot.Delivery) (bot.Message, error) { return bot.Say("x"), nil },
	})
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Run(ctx) }()
	for b.Loop() {
		post = owe(b, s, post, 5)
		c.Wake()
		if err := c.Idle(ctx); err != nil {
			b.Fatal(err)
		}
		if sent += 1000; int(p.n.Load()) != sent {
			b.Fatalf("%d sent, want %d", p.n.Load(), sent)
		}
	}
	cancel()
	<-ended
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "deliveries/s")
}
