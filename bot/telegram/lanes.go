package telegram

import "sync"

// Bounds of handling.
const (
	// maxHandlers is how many updates are handled at once.
	maxHandlers = 32
	// maxLane is how many updates of one lane may wait; more is a flood.
	maxLane = 20
)

// lanes runs work, in order within a lane and side by side across lanes. A lane
// is a person, so that one's slow command holds up nobody else, or a chat, for
// what happens to the chat itself.
type lanes struct {
	wg    sync.WaitGroup
	slots chan struct{}
	mu    sync.Mutex
	queue map[int64][]func() // by lane; present while its goroutine runs
}

func newLanes() *lanes {
	return &lanes{slots: make(chan struct{}, maxHandlers), queue: make(map[int64][]func())}
}

// add queues work for a lane and reports whether there was room. The work must
// not panic.
func (l *lanes) add(lane int64, work func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, running := l.queue[lane]
	if len(waiting) >= maxLane {
		return false
	}
	l.queue[lane] = append(waiting, work)
	if !running {
		l.wg.Go(func() { l.run(lane) })
	}
	return true
}

// run works a lane's queue off and ends.
func (l *lanes) run(lane int64) {
	l.slots <- struct{}{}
	defer func() { <-l.slots }()
	for {
		work := l.take(lane)
		if work == nil {
			return
		}
		work()
	}
}

func (l *lanes) take(lane int64) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting := l.queue[lane]
	if len(waiting) == 0 {
		delete(l.queue, lane)
		return nil
	}
	l.queue[lane] = waiting[1:]
	return waiting[0]
}

// wait blocks until all work is done.
func (l *lanes) wait() { l.wg.Wait() }
