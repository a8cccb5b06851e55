package folder

import (
	"path/filepath"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// notifier tells that something in some folders has changed.
type notifier interface {
	// add asks for the changes of a folder, again and again without harm.
	add(dir string) error
	// changes holds a value after one or more changes.
	changes() <-chan struct{}
	// close ends the stream and waits for what serves it.
	close()
}

// fileEvents are the events of the file system.
type fileEvents struct {
	w       *fsnotify.Watcher
	changed chan struct{}
	wait    sync.WaitGroup
}

func newNotifier() (notifier, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	e := &fileEvents{w: w, changed: make(chan struct{}, 1)}
	e.wait.Go(e.gather)
	return e, nil
}

// gather makes one change of many events. An error, such as a queue that ran
// over, is a change as well: the folder is looked at as a whole.
func (e *fileEvents) gather() {
	for {
		select {
		case _, ok := <-e.w.Events:
			if !ok {
				return
			}
		case _, ok := <-e.w.Errors:
			if !ok {
				return
			}
		}
		select {
		case e.changed <- struct{}{}:
		default:
		}
	}
}

func (e *fileEvents) add(dir string) error     { return e.w.Add(dir) }
func (e *fileEvents) changes() <-chan struct{} { return e.changed }

func (e *fileEvents) close() {
	_ = e.w.Close()
	e.wait.Wait()
}

// join is the path on disk of a slash path within dir.
func join(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
