package telegram

import "sync"

// Bounds of handling.
const (
	// maxHandlers is how many updates are handled at once.
	maxHandlers = 32
	// maxLane is how many updates of one chat may wait; more is a flood.
	maxLane = 20
)

// lanes runs work, in order within a chat and side by side across chats.
type lanes struct {
	wg    sync.WaitGroup
	slots chan struct{}
	mu    sync.Mutex
	queue map[int64][]func() // by chat; present while its goroutine runs
}

func newLanes() *lanes {
	return &lanes{slots: make(chan struct{}, maxHandlers), queue: make(map[int64][]func())}
}

// add queues work for a chat and reports whether there was room. The work must
// not panic.
func (l *lanes) add(chat int64, work func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, running := l.queue[chat]
	if len(waiting) >= maxLane {
		return false
	}
	l.queue[chat] = append(waiting, work)
	if !running {
		l.wg.Go(func() { l.run(chat) })
	}
	return true
}

// run works a chat's queue off and ends.
func (l *lanes) run(chat int64) {
	l.slots <- struct{}{}
	defer func() { <-l.slots }()
	for {
		work := l.take(chat)
		if work == nil {
			return
		}
		work()
	}
}

func (l *lanes) take(chat int64) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting := l.queue[chat]
	if len(waiting) == 0 {
		delete(l.queue, chat)
		return nil
	}
	l.queue[chat] = waiting[1:]
	return waiting[0]
}

// wait blocks until all work is done.
func (l *lanes) wait() { l.wg.Wait() }
