package bottest

import (
	"bytes"
	"context"
	"strings"
	"sync"
)

// maxJournal bounds what a Journal keeps, in bytes.
const maxJournal = 1 << 20

// Journal is a log that tests read while it is written. It keeps the end of what
// was written. The zero value is empty.
type Journal struct {
	mu      sync.Mutex
	b       bytes.Buffer
	changed chan struct{} // closed at the next line, where somebody waits
}

// Write adds to the journal.
func (j *Journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.b.Len() > maxJournal {
		j.b.Next(j.b.Len() / 2)
	}
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
	return j.b.Write(p)
}

// String is what was written.
func (j *Journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// Take is what was written since the last Take.
func (j *Journal) Take() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	defer j.b.Reset()
	return j.b.String()
}

// Tail is the last n lines.
func (j *Journal) Tail(n int) string {
	lines := strings.Split(strings.TrimSpace(j.String()), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// Has reports whether the journal contains text.
func (j *Journal) Has(text string) bool { return strings.Contains(j.String(), text) }

// Until waits until the journal contains text, and reports false when ctx ended
// before.
func (j *Journal) Until(ctx context.Context, text string) bool {
	for {
		found, changed := j.look(text)
		if found {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

// look reports whether text is there, and gives what is closed at the next line.
func (j *Journal) look(text string) (found bool, changed <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.changed == nil {
		j.changed = make(chan struct{})
	}
	return strings.Contains(j.b.String(), text), j.changed
}
