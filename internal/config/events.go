package config

import (
	"errors"
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// events tells that a file may have changed. The zero value tells nothing.
type events struct {
	// changed has room for one word.
	changed chan struct{}
	// end stops the telling; wg waits for the goroutine that does it.
	end func() error
	wg  sync.WaitGroup
}

// notifyFile watches the folder of a file: a watch on the file itself would end
// when the file is replaced.
func notifyFile(path string) (*events, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	if err := w.Add(filepath.Dir(path)); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	e := &events{changed: make(chan struct{}, 1), end: w.Close}
	e.wg.Go(func() { e.forward(w, filepath.Base(path)) })
	return e, nil
}

// mountedData is the link that Kubernetes swaps to change mounted files
// (https://kubernetes.io/docs/concepts/configuration/configmap/).
const mountedData = "..data"

// forward tells of events that concern the file; the database beside it makes
// many that do not. Lost events count as one.
func (e *events) forward(w *fsnotify.Watcher, name string) {
	for {
		select {
		case event, ok := <-w.Events:
			if !ok {
				return
			}
			if base := filepath.Base(event.Name); base == name || base == mountedData {
				e.tell()
			}
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
			e.tell()
		}
	}
}

func (e *events) tell() {
	select {
	case e.changed <- struct{}{}:
	default:
	}
}

// stop ends the events and waits until they have.
func (e *events) stop() {
	if e.end != nil {
		_ = e.end()
	}
	e.wg.Wait()
}
