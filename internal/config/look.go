package config

import (
	"crypto/sha256"
	"time"
)

// look is how a watcher looks at its file: it reads it, and again after a while,
// until it has read the same twice.
type look struct {
	w *Watcher
	// timer ends the wait for the next reading; waiting says that it runs.
	timer   *time.Timer
	waiting bool
	// seen is what the last reading found.
	seen sum
	// missing says that the file could not be read, and that the log knows.
	missing bool
}

func newLook(w *Watcher) *look {
	l := &look{w: w, timer: time.NewTimer(settle)}
	l.timer.Stop()
	data, ok := l.read()
	if ok {
		l.seen = sha256.Sum256(data)
	} else {
		// What comes later is a change, whatever it is.
		l.report()
	}
	if !w.isKnown(l.seen) {
		l.wait()
	}
	return l
}

// begin starts to wait until the file is quiet, and anew where it changed since
// the wait began. Events without a change do not prolong it.
func (l *look) begin() {
	data, ok := l.read()
	if !ok {
		l.wait()
		return
	}
	if now := sha256.Sum256(data); now != l.seen || !l.waiting {
		l.seen = now
		l.wait()
	}
}

// poll looks whether something changed without an event.
func (l *look) poll() {
	if l.waiting {
		return
	}
	data, ok := l.read()
	if !ok {
		l.report()
		return
	}
	if l.seen = sha256.Sum256(data); l.missing || !l.w.isKnown(l.seen) {
		l.wait()
	}
}

// finish reads the file again: delivers it when it is the same and new, and waits
// on when it is not the same.
func (l *look) finish() {
	l.waiting = false
	data, ok := l.read()
	if !ok {
		l.report()
		return
	}
	now := sha256.Sum256(data)
	if now != l.seen {
		l.seen = now
		l.wait()
		return
	}
	l.back()
	if !l.w.isKnown(now) {
		l.deliver(data, now)
	}
}

// force delivers what there is.
func (l *look) force() {
	data, err := readFile(l.w.path)
	if err != nil {
		l.missing = true
		l.w.log.Error("config file cannot be read, the old one stays", "err", err)
		return
	}
	l.timer.Stop()
	l.waiting = false
	l.back()
	l.deliver(data, sha256.Sum256(data))
}

func (l *look) deliver(data []byte, s sum) {
	l.seen = s
	l.w.setKnown(s)
	l.w.onChange(data)
}

func (l *look) wait() {
	l.waiting = true
	l.timer.Reset(settle)
}

func (l *look) read() ([]byte, bool) {
	data, err := readFile(l.w.path)
	return data, err == nil
}

// report says once that the file is not there.
func (l *look) report() {
	if l.missing {
		return
	}
	l.missing = true
	_, err := readFile(l.w.path)
	l.w.log.Warn("config file cannot be read, the old one stays", "err", err)
}

// back says that the file is there again.
func (l *look) back() {
	if l.missing {
		l.missing = false
		l.w.log.Info("config file is back")
	}
}
