package commands_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

// memory is a commands.Store that keeps its state in memory.
type memory struct {
	mu       sync.Mutex
	stories  []articles.Story // newest first
	channels []bot.Channel
	subs     []bot.Subscription
	numbers  map[bot.ChannelID]int
	counts   commands.Counts
	// broken is returned by everything, once set.
	broken error
	// called, if set, runs at the start of every call.
	called func()
}

func (m *memory) enter() (func(), error) {
	if m.called != nil {
		m.called()
	}
	m.mu.Lock()
	return m.mu.Unlock, m.broken
}

func (m *memory) page(q articles.Query, match func(articles.Story) bool) articles.Page {
	var all []articles.Story
	for _, s := range m.stories {
		if s.Withdrawn == "" && match(s) {
			all = append(all, s)
		}
	}
	limit := q.Limit
	if limit == 0 {
		limit = 10
	}
	from := min(q.Offset, len(all))
	to := min(from+limit, len(all))
	return articles.Page{Stories: all[from:to], More: to < len(all)}
}

func (m *memory) Latest(_ context.Context, q articles.Query) (articles.Page, error) {
	leave, err := m.enter()
	defer leave()
	return m.page(q, func(s articles.Story) bool {
		return q.Topic == "" || slices.Contains(s.Topics, q.Topic)
	}), err
}

func (m *memory) Search(_ context.Context, q articles.Query) (articles.Page, error) {
	leave, err := m.enter()
	defer leave()
	return m.page(q, func(s articles.Story) bool {
		_, ok := articles.Interest{Words: q.Words}.Wants(s)
		return ok
	}), err
}

func (m *memory) Story(_ context.Context, id articles.StoryID) (articles.Story, error) {
	leave, err := m.enter()
	defer leave()
	for _, s := range m.stories {
		if s.ID == id {
			return s, err
		}
	}
	if err == nil {
		err = articles.ErrNoStory
	}
	return articles.Story{}, err
}

func (m *memory) Channel(_ context.Context, at bot.Address) (bot.Channel, error) {
	leave, err := m.enter()
	defer leave()
	if i := m.index(at); i >= 0 {
		return m.channels[i], err
	}
	if err == nil {
		err = commands.ErrNoChannel
	}
	return bot.Channel{}, err
}

func (m *memory) index(at bot.Address) int {
	return slices.IndexFunc(m.channels, func(c bot.Channel) bool { return c.Address == at })
}

func (m *memory) SaveChannel(_ context.Context, c bot.Channel) (bot.Channel, error) {
	leave, err := m.enter()
	defer leave()
	if err != nil {
		return bot.Channel{}, err
	}
	i := m.index(c.Address)
	if i < 0 {
		c.ID = bot.ChannelID(len(m.channels) + 1)
		m.channels = append(m.channels, c)
		return c, nil
	}
	known := &m.channels[i]
	known.Title, known.Place, known.Paused = c.Title, c.Place, ""
	return *known, nil
}

func (m *memory) SetQuiet(_ context.Context, id bot.ChannelID, q scheduler.Quiet) error {
	leave, err := m.enter()
	defer leave()
	m.channels[id-1].Quiet = q
	return err
}

func (m *memory) SetZone(_ context.Context, id bot.ChannelID, zone string) error {
	leave, err := m.enter()
	defer leave()
	m.channels[id-1].Zone = zone
	return err
}

func (m *memory) Pause(_ context.Context, at bot.Address, reason string, _ time.Time) error {
	leave, err := m.enter()
	defer leave()
	if i := m.index(at); i >= 0 {
		m.channels[i].Paused = reason
	}
	return err
}

func (m *memory) Move(_ context.Context, from, to bot.Address) error {
	leave, err := m.enter()
	defer leave()
	if i := m.index(from); i >= 0 {
		m.channels[i].Address = to
	}
	return err
}

func (m *memory) Subscriptions(_ context.Context, id bot.ChannelID) ([]bot.Subscription, error) {
	leave, err := m.enter()
	defer leave()
	var list []bot.Subscription
	for _, s := range m.subs {
		if s.Channel == id {
			list = append(list, s)
		}
	}
	return list, err
}

func (m *memory) Subscribe(_ context.Context, s bot.Subscription) (bot.Subscription, error) {
	leave, err := m.enter()
	defer leave()
	if err != nil {
		return bot.Subscription{}, err
	}
	for _, known := range m.subs {
		if known.Channel == s.Channel && known.Schedule == s.Schedule && known.Interest == s.Interest {
			return known, commands.ErrSubscribed
		}
	}
	m.numbers[s.Channel]++
	s.Number = m.numbers[s.Channel]
	m.subs = append(m.subs, s)
	return s, nil
}

func (m *memory) Unsubscribe(_ context.Context, id bot.ChannelID, number int) error {
	leave, err := m.enter()
	defer leave()
	if err != nil {
		return err
	}
	n := len(m.subs)
	m.subs = slices.DeleteFunc(m.subs, func(s bot.Subscription) bool { return s.Channel == id && s.Number == number })
	if len(m.subs) == n {
		return commands.ErrNoSubscription
	}
	return nil
}

func (m *memory) Counts(context.Context) (commands.Counts, error) {
	leave, err := m.enter()
	defer leave()
	return m.counts, err
}

func (m *memory) withdraw(id articles.StoryID, reason string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.stories {
		if m.stories[i].ID == id {
			m.stories[i].Withdrawn = reason
			return nil
		}
	}
	return articles.ErrNoStory
}

// related finds stories that share a topic.
func (m *memory) related(_ context.Context, id articles.StoryID, limit int) ([]articles.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []articles.Story
	for _, s := range m.stories {
		if s.ID != id && len(list) < limit {
			list = append(list, s)
		}
	}
	return list, nil
}

// words is the text of a message on one line, for tests of sentences.
func words(m bot.Message) string { return strings.Join(strings.Fields(m.Plain()), " ") }

// top are the stories of a topic as they come.
func (m *memory) top(ctx context.Context, topic string, limit int) ([]articles.Story, error) {
	page, err := m.Latest(ctx, articles.Query{Topic: topic, Limit: limit})
	return page.Stories, err
}
