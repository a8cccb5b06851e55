package telegram

import (
	"strings"
	"sync"
	"time"

	"herald/bot"
)

// spreadTime is how close together two chats must be told to wait for it to
// mean all chats.
const spreadTime = 2 * time.Second

// spread notices when Telegram limits the whole bot: it does not say so, but
// then tells several chats at once to wait.
type spread struct {
	mu   sync.Mutex
	last string
	at   time.Time
}

// hit records that a chat was told to wait and reports whether another one was
// a moment ago.
func (s *spread) hit(a bot.Address) (everyone bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	chat, _, _ := strings.Cut(a.ID, "/") // the topics of a chat share its limit
	now := time.Now()
	everyone = s.last != "" && s.last != chat && now.Sub(s.at) < spreadTime
	s.last, s.at = chat, now
	return everyone
}
