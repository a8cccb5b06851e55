package telegram

import "sync"

// window knows which updates are under way or done, so that an update is
// confirmed to the server only when it and all before it are done. It is safe
// for concurrent use.
type window struct {
	mu sync.Mutex
	// next is the lowest id that is not known to be done; 0 before the first.
	next  int64
	state map[int64]bool // ids from next on that were started; true: done
	done  chan struct{}  // holds a token after an update was done
}

func newWindow() *window {
	return &window{state: make(map[int64]bool), done: make(chan struct{}, 1)}
}

// start reports whether an update that came for the offset asked is new, and
// takes it. An id below that offset means that the server counts anew, as it
// does after a week without updates: it never sends again what was confirmed.
func (w *window) start(id, asked int64) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.state[id]; known {
		return false
	}
	if w.next == 0 || id < asked && len(w.state) == 0 {
		w.next = id
	}
	if id < w.next {
		return false
	}
	w.state[id] = false
	return true
}

// finish says that an update is done.
func (w *window) finish(id int64) {
	w.mu.Lock()
	w.state[id] = true
	w.advance()
	w.mu.Unlock()
	select {
	case w.done <- struct{}{}:
	default:
	}
}

// advance moves next to the lowest id that is still under way, or past all.
// Ids need not follow each other: those of unwanted kinds are left out.
func (w *window) advance() {
	lowest, highest := int64(0), w.next-1
	for id, done := range w.state {
		if !done && (lowest == 0 || id < lowest) {
			lowest = id
		}
		highest = max(highest, id)
	}
	if lowest == 0 {
		lowest = highest + 1
	}
	w.next = lowest
	for id := range w.state {
		if id < lowest {
			delete(w.state, id)
		}
	}
}

// offset is what to ask the server for: the lowest id that is not done, which
// confirms all below; 0 where nothing is known.
func (w *window) offset() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.next
}

// busy reports whether any update is under way.
func (w *window) busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, done := range w.state {
		if !done {
			return true
		}
	}
	return false
}

// forget makes the window start anew. It does nothing while updates are under
// way.
func (w *window) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.state) == 0 {
		w.next = 0
	}
}
