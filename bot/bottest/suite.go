package bottest

import (
	"context"
	"strings"
	"testing"
	"time"

	"herald/bot"
)

// TestPlatform runs the suite; open makes a fresh World for each test and cleans
// up after it.
func TestPlatform(t *testing.T, open func(t *testing.T) *World) {
	tests := []struct {
		name string
		run  func(*testing.T, *bench)
	}{
		{"parses its addresses", testAddresses},
		{"sends what it was given", testSend},
		{"lets no markup or mention through", testHostile},
		{"shows all that its format allows", testFits},
		{"cuts what is too long", testTooLong},
		{"sends silently", testSilent},
		{"sends to a thread", testThread},
		{"edits in place", testEdit},
		{"replies to a message", testReply},
		{"deletes a message", testDelete},
		{"sends one nonce once", testNonce},
		{"hands commands to the host", testCommand},
		{"knows who may manage", testManagers},
		{"answers privately", testPrivate},
		{"follows buttons", testButtons},
		{"answers while another command is slow", testSlow},
		{"survives a panicking host", testPanic},
		{"says what to do after a failure", testFates},
		{"tells when it was expelled", testExpelled},
		{"comes back to where it was", testBack},
		{"knows where it may not post", testMute},
		{"stops when its token is revoked", testRevoked},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t, open(t))
			test.run(t, b)
			b.checkSecret(t)
		})
	}
}

// bench is a World with a host that records what it is asked.
type bench struct {
	*World
	host *Host
	done chan error
	stop context.CancelFunc
	errs []error
}

func newBench(t *testing.T, w *World) *bench {
	return &bench{World: w, host: NewHost(), done: make(chan error, 1)}
}

// start runs the platform until the test ends.
func (b *bench) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	b.stop = cancel
	go func() { b.done <- b.Platform.Run(ctx, b.host) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-b.done:
			if err != nil && bot.FateOf(err).Fate != bot.Refused {
				t.Errorf("Run returned %v after its context ended, want nil", err)
			}
			b.done <- err
		case <-time.After(patience):
			t.Error("Run does not return at the end of its context")
		}
	})
}

// send sends m and fails the test unless it arrives.
func (b *bench) send(t *testing.T, at bot.Address, m bot.Message) bot.MessageID {
	t.Helper()
	id, err := b.Platform.Send(t.Context(), bot.Post{To: at, Message: m, Nonce: b.host.nonce()})
	if err != nil {
		t.Fatalf("Send to %v: %v", at, err)
	}
	if id == "" {
		t.Fatal("Send gave no message id")
	}
	return id
}

// last is the newest message at an address once there are n.
func (b *bench) last(t *testing.T, at bot.Address, n int) Shown {
	t.Helper()
	shown := b.Await(t, at, n)
	return shown[len(shown)-1]
}

// checkSecret looks for the token in everything that was logged or returned.
func (b *bench) checkSecret(t *testing.T) {
	t.Helper()
	if b.Token == "" {
		return
	}
	if b.Log != nil && strings.Contains(b.Log(), b.Token) {
		t.Error("the log contains the token")
	}
	for _, err := range b.errs {
		if err != nil && strings.Contains(err.Error(), b.Token) {
			t.Errorf("an error contains the token: %v", err)
		}
	}
}

// need skips the test when the platform has no such thing.
func need(t *testing.T, have bool, what string) {
	t.Helper()
	if !have {
		t.Skipf("this platform has no %s", what)
	}
}
