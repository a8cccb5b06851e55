package delivery

import (
	"sync"

	"herald/bot"
)

// maxUsages bounds what a meter keeps until the courier looks at it.
const maxUsages = 1000

// meter collects what a platform tells of its limits. It is safe for concurrent
// use.
type meter struct {
	mu  sync.Mutex
	new []bot.Usage
}

func (m *meter) add(u bot.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.new) < maxUsages {
		m.new = append(m.new, u)
	}
}

// take gives what came since the last time.
func (m *meter) take() []bot.Usage {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.new
	m.new = nil
	return all
}
