package delivery

import (
	"fmt"
	"sync"
	"time"

	"herald/bot"
)

const (
	// pageLife is how long a message that was laid out serves further deliveries:
	// a correction that comes between is in the posts after it, and ages are
	// right to the minute.
	pageLife = 3 * time.Second
	// maxPages bounds how many are kept.
	maxPages = 64
)

// pages keeps messages for a moment. It is safe for concurrent use. Nobody
// changes a message that was laid out.
type pages struct {
	mu  sync.Mutex
	all map[string]page
}

// page is one message, or why there is none.
type page struct {
	message bot.Message
	err     error
	at      time.Time
}

// pageKey is the same for deliveries that say the same.
func pageKey(d bot.Delivery) string {
	return fmt.Sprintf("%s %v %d %d %q %q", d.Kind, d.Stories, d.Change(), d.More, d.Interest.Topic, d.Interest.Words)
}

func (p *pages) get(key string, now time.Time) (page, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.all[key]
	age := now.Sub(found.at)
	return found, ok && age >= 0 && age < pageLife
}

func (p *pages) put(key string, new page) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil || len(p.all) >= maxPages {
		p.all = map[string]page{}
	}
	p.all[key] = new
}
