package telegram_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

// memory is an Inbox that outlives the platform.
type memory struct {
	mu      sync.Mutex
	order   []int64
	open    map[int64][]byte
	handled map[int64]bool
	fail    error
}

func newMemory() *memory {
	return &memory{open: map[int64][]byte{}, handled: map[int64]bool{}}
}

func (m *memory) KeepUpdate(_ context.Context, _ bot.PlatformName, id int64, data []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, kept := m.open[id]; m.fail != nil || kept || m.handled[id] {
		return false, m.fail
	}
	m.open[id] = slices.Clone(data)
	m.order = append(m.order, id)
	return true, nil
}

func (m *memory) OpenUpdates(_ context.Context, _ bot.PlatformName, n int) (list [][]byte, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range m.order {
		if data, ok := m.open[id]; ok && len(list) < n {
			list = append(list, data)
		}
	}
	return list, m.fail
}

func (m *memory) UpdateHandled(_ context.Context, _ bot.PlatformName, id int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.handled[id], m.fail
}

func (m *memory) FinishUpdate(_ context.Context, _ bot.PlatformName, id int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail == nil {
		delete(m.open, id)
		m.handled[id] = true
	}
	return m.fail
}

func (m *memory) fall(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

func TestHandledUpdatesAreNotHandledAgain(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		inbox := newMemory()
		r.reopen(t, inbox)
		r.start(t)
		// The confirmation is lost, so that the update comes again.
		r.server.Type(groupID, 0, anna, "/latest one")
		r.server.Inject(telegramtest.Fault{Method: "getUpdates", Code: 500, Description: "Internal Server Error: restart"})
		settle(100 * time.Millisecond)
		r.stop()
		r.server.Inject(telegramtest.Fault{Method: "getUpdates", Reset: true})
		r.mustHalt(t)
		if n := r.server.Unconfirmed(); n != 1 {
			t.Fatalf("%d updates unconfirmed, want the one whose confirmation was lost", n)
		}
		r.reopen(t, inbox)
		r.start(t)
		settle(2 * time.Minute)
		r.server.Type(groupID, 0, anna, "/latest two")
		settle(time.Second)
		inbox.fall(errors.New("disk full"))
		r.server.Type(groupID, 0, anna, "/latest three")
		settle(time.Second)
		if diff := cmp.Diff([]string{"/latest one", "/latest two", "/latest three"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

// TestCutOffUpdateIsHandledAgain stops the platform while a handler works, longer
// than it may: the command must not be lost.
func TestCutOffUpdateIsHandledAgain(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		inbox := newMemory()
		r.reopen(t, inbox)
		r.host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			<-ctx.Done()
			return bot.Message{}
		})
		r.start(t)
		r.server.Type(groupID, 0, anna, "/slow")
		settle(time.Second)
		r.mustHalt(t)
		r.host.Answer("slow", nil)
		r.reopen(t, inbox)
		r.start(t)
		settle(time.Minute)
		if diff := cmp.Diff([]string{"/slow", "/slow"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if got := r.texts(groupID); len(got) != 1 {
			t.Errorf("answers %q, want one", got)
		}
	})
}
