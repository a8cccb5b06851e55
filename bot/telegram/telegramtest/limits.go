package telegramtest

import "time"

// The documented limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
// about 30 messages a second over all chats, one a second in one chat where
// short bursts are tolerated, 20 a minute in one group or channel.
const (
	overallRate  = 30
	overallBurst = 30
	chatRate     = 1
	chatBurst    = 5
	groupRate    = 20
	groupWindow  = time.Minute
)

// limits counts the messages that were taken.
type limits struct {
	overall bucket
	chats   map[int64]*bucket
	groups  map[int64][]time.Time
}

func newLimits() *limits {
	return &limits{
		overall: bucket{rate: overallRate, size: overallBurst},
		chats:   make(map[int64]*bucket),
		groups:  make(map[int64][]time.Time),
	}
}

// take counts a message to a chat at now, or says how long to wait. What is
// refused is not counted.
func (l *limits) take(id int64, group bool, now time.Time) (wait time.Duration) {
	chat := l.chats[id]
	if chat == nil {
		chat = &bucket{rate: chatRate, size: chatBurst}
		l.chats[id] = chat
	}
	wait = max(l.overall.wait(now), chat.wait(now))
	if group {
		wait = max(wait, l.groupWait(id, now))
	}
	if wait > 0 {
		return wait
	}
	l.overall.take()
	chat.take()
	if group {
		l.groups[id] = append(l.groups[id], now)
	}
	return 0
}

// groupWait forgets what is older than the window and says when the next place
// is free.
func (l *limits) groupWait(id int64, now time.Time) time.Duration {
	sent := l.groups[id]
	for len(sent) > 0 && now.Sub(sent[0]) >= groupWindow {
		sent = sent[1:]
	}
	l.groups[id] = sent
	if len(sent) < groupRate {
		return 0
	}
	return sent[0].Add(groupWindow).Sub(now)
}

// bucket is a token bucket.
type bucket struct {
	rate, size, tokens float64
	last               time.Time
}

// wait is how long until a token is there; 0 when there is one.
func (b *bucket) wait(now time.Time) time.Duration {
	if b.last.IsZero() {
		b.tokens = b.size
	} else {
		b.tokens = min(b.size, b.tokens+now.Sub(b.last).Seconds()*b.rate)
	}
	b.last = now
	const nearlyOne = 1 - 1e-9 // fractions do not add up exactly
	if b.tokens >= nearlyOne {
		return 0
	}
	return time.Duration((1 - b.tokens) / b.rate * float64(time.Second))
}

func (b *bucket) take() { b.tokens-- }
