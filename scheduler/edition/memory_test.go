package edition

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"herald/articles"
	"herald/bot"
)

// memory is a Store that keeps real state in memory.
type memory struct {
	mu            sync.Mutex
	stories       []articles.Story
	subscriptions []bot.Subscription
	ticks         map[Tick]bool
	rows          []delivery
	err           error
}

// delivery is one message owed.
type delivery struct {
	Channel bot.ChannelID
	Fanout
}

func (m *memory) Interests(_ context.Context, schedule string) (all []articles.Interest, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.subscriptions {
		if s.Schedule == schedule && !slices.Contains(all, s.Interest) {
			all = append(all, s.Interest)
		}
	}
	return all, m.err
}

func (m *memory) filter(keep func(articles.Story) bool) (all []articles.Story, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		if s.Withdrawn == "" && keep(s) {
			all = append(all, s)
		}
	}
	return all, m.err
}

func (m *memory) Breaking(_ context.Context, since time.Time) ([]articles.Story, error) {
	all, err := m.filter(func(s articles.Story) bool { return s.Verdict.Breaking && s.Verdict.At.After(since) })
	slices.SortStableFunc(all, func(a, b articles.Story) int { return a.Verdict.At.Compare(b.Verdict.At) })
	return all, err
}

func (m *memory) Filed(_ context.Context, from, to time.Time) ([]articles.Story, error) {
	all, err := m.filter(func(s articles.Story) bool { return s.Filed.After(from) && !s.Filed.After(to) })
	slices.SortStableFunc(all, func(a, b articles.Story) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

func (m *memory) Developed(_ context.Context, from, to time.Time) ([]articles.Story, error) {
	return m.filter(func(s articles.Story) bool {
		t := lastDeveloped(s)
		return t.After(from) && !t.After(to)
	})
}

func (m *memory) Recent(_ context.Context, since time.Time, topic string, limit int) ([]articles.Story, error) {
	all, err := m.filter(func(s articles.Story) bool {
		return !s.Appeared.Before(since) && (topic == "" || slices.Contains(s.Topics, topic))
	})
	return all[:min(len(all), limit)], err
}

func (m *memory) LastTick(_ context.Context, schedule string) (last time.Time, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for t := range m.ticks {
		if t.Schedule == schedule && t.At.After(last) {
			last = t.At
		}
	}
	return last, m.err
}

func (m *memory) Owe(_ context.Context, tick Tick, fanouts []Fanout) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return 0, m.err
	}
	if !tick.At.IsZero() {
		if m.ticks[tick] {
			return 0, ErrTicked
		}
		m.ticks[tick] = true
	}
	for _, f := range fanouts {
		for _, s := range m.subscriptions {
			if s.Schedule != f.Schedule || s.Interest != f.Interest || (!f.Before.IsZero() && !s.Created.Before(f.Before)) || m.has(s.Channel, f.Key) {
				continue
			}
			m.rows = append(m.rows, delivery{s.Channel, f})
			n++
		}
	}
	return n, nil
}

func (m *memory) has(c bot.ChannelID, key string) bool {
	return slices.ContainsFunc(m.rows, func(d delivery) bool { return d.Channel == c && d.Key == key })
}

// keys are what a channel is owed, in order.
func (m *memory) keys(c bot.ChannelID) (keys []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, d := range m.rows {
		if d.Channel == c {
			keys = append(keys, d.Key)
		}
	}
	return keys
}
