package delivery

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"herald/articles"
	"herald/bot"
)

// memory is a ledger that keeps real state in memory, with the rules that the
// interface states.
type memory struct {
	mu     sync.Mutex
	rows   []*row // in the order owed
	paused map[bot.Address]string
	lease  map[bot.DeliveryID]time.Time
	// fail makes the next calls of a method fail, counted down.
	fail map[string]int
}

type row struct {
	bot.Delivery
	held, waits bool
}

func newMemory() *memory {
	return &memory{paused: map[bot.Address]string{}, lease: map[bot.DeliveryID]time.Time{}, fail: map[string]int{}}
}

// owe adds deliveries of one kind to a channel and returns their numbers.
func (m *memory) owe(c bot.Channel, kind bot.Kind, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for range n {
		id := bot.DeliveryID(len(m.rows) + 1)
		m.rows = append(m.rows, &row{Delivery: bot.Delivery{
			ID: id, Channel: c, Kind: kind, Key: fmt.Sprintf("%s/%d", kind, id), Schedule: "s",
			Stories: []articles.StoryID{articles.StoryID(id)},
			Owed:    time.Now(), NotBefore: time.Now(), State: bot.Owed,
		}})
	}
}

func (m *memory) change(id bot.DeliveryID, f func(*bot.Delivery)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(&m.rows[id-1].Delivery)
}

func (m *memory) get(id bot.DeliveryID) bot.Delivery {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rows[id-1].Delivery
}

// states counts deliveries by state.
func (m *memory) states() map[bot.State]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := map[bot.State]int{}
	for _, r := range m.rows {
		n[r.State]++
	}
	return n
}

func (m *memory) failing(method string) error {
	if m.fail[method] > 0 {
		m.fail[method]--
		return fmt.Errorf("%s: the disk is full", method)
	}
	return nil
}

func (m *memory) Claim(_ context.Context, p bot.PlatformName, now time.Time, lease time.Duration, n int) ([]bot.Delivery, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing("claim"); err != nil {
		return nil, err
	}
	var got []bot.Delivery
	all := m.claimable(p, now)
	slices.SortStableFunc(all, func(a, b *row) int { return int(a.Class() - b.Class()) })
	for _, r := range all {
		if len(got) == n {
			break
		}
		r.State, r.held = bot.Claimed, false
		m.lease[r.ID] = now.Add(lease)
		r.Claim++
		got = append(got, r.Delivery)
	}
	return got, nil
}

// claimable are the deliveries that may go out at now, at most one a channel.
func (m *memory) claimable(p bot.PlatformName, now time.Time) []*row {
	closed := map[bot.Address]bool{}
	for _, r := range m.rows {
		if r.State == bot.Claimed && m.lease[r.ID].After(now) {
			closed[r.Channel.Address] = true
		}
	}
	var all []*row
	for _, r := range m.rows {
		at := r.Channel.Address
		pending := r.State == bot.Owed || r.State == bot.Claimed
		if !pending || closed[at] || at.Platform != p || m.paused[at] != "" {
			continue
		}
		if r.State == bot.Owed && r.NotBefore.After(now) {
			closed[at] = closed[at] || r.waits
			continue
		}
		closed[at] = true
		all = append(all, r)
	}
	return all
}

func (m *memory) Next(_ context.Context, p bot.PlatformName) (next time.Time, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.rows {
		at := r.NotBefore
		if r.State == bot.Claimed {
			at = m.lease[r.ID]
		}
		if (r.State == bot.Owed || r.State == bot.Claimed) && r.Channel.Platform == p && m.paused[r.Channel.Address] == "" {
			if next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next, nil
}

func (m *memory) Begin(_ context.Context, ds []bot.Delivery, now time.Time) (own []bot.DeliveryID, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing("begin"); err != nil {
		return nil, err
	}
	for _, d := range ds {
		if r := m.rows[d.ID-1]; r.State == bot.Claimed && r.Claim == d.Claim {
			if r.Begun.IsZero() {
				r.Begun = now
			}
			own = append(own, d.ID)
		}
	}
	return own, nil
}

func (m *memory) SetClock(_ context.Context, _ bot.PlatformName, own []bot.Delivery, by time.Duration, now time.Time, lease time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing("set clock"); err != nil {
		return err
	}
	for _, r := range m.rows {
		mine := slices.ContainsFunc(own, func(d bot.Delivery) bool { return d.ID == r.ID && d.Claim == r.Claim })
		if end := now.Add(lease); mine || m.lease[r.ID].After(end) {
			m.lease[r.ID] = end
		}
		if !r.held && by < 0 && r.NotBefore.After(now) {
			r.NotBefore = latest(r.NotBefore.Add(by), now)
		}
	}
	return nil
}

func (m *memory) Settle(_ context.Context, id bot.DeliveryID, s Settlement) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.failing("settle"); err != nil {
		return err
	}
	r := m.rows[id-1]
	if s.State == bot.Sent && r.State == bot.Sent || s.State != bot.Sent && (r.State != bot.Claimed || s.Claim != r.Claim) {
		return nil
	}
	r.State, r.Message, r.Reason = s.State, s.Message, s.Reason
	r.waits = s.State == bot.Owed
	if !s.Perhaps {
		r.Begun = time.Time{}
	}
	if s.State == bot.Owed {
		r.NotBefore = s.NotBefore
	}
	if !s.Untried {
		r.Attempts++
	}
	return nil
}

func (m *memory) Hold(_ context.Context, id bot.DeliveryID, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.rows[id-1]
	for _, o := range m.rows {
		if o.held && o.State == bot.Owed && o.Channel.ID == r.Channel.ID && r.Kind != bot.KindBreaking {
			o.Stories = append(o.Stories, r.Stories...)
			r.State, r.Reason = bot.Dropped, "merged"
			return nil
		}
	}
	r.State, r.NotBefore, r.held, r.waits = bot.Owed, until, true, false
	return nil
}

func (m *memory) Pause(_ context.Context, at bot.Address, reason string, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.paused[at] = reason
	for _, r := range m.rows {
		if r.Channel.Address == at && r.State == bot.Owed {
			r.State, r.Reason = bot.Dropped, reason
		}
	}
	return nil
}

func (m *memory) Move(_ context.Context, from, to bot.Address) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.rows {
		if r.Channel.Address == from {
			r.Channel.Address = to
		}
	}
	return nil
}

func (m *memory) Epoch(context.Context) (string, error) { return "test", nil }

// Story makes every story exist.
func (m *memory) Story(_ context.Context, id articles.StoryID) (articles.Story, error) {
	return articles.Story{ID: id, Headline: "Story " + id.String()}, nil
}

// ids are the deliveries in a state.
func (m *memory) ids(s bot.State) (ids []bot.DeliveryID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.rows {
		if r.State == s {
			ids = append(ids, r.ID)
		}
	}
	return slices.Clip(ids)
}
