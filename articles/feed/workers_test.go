package feed

import (
	"bytes"
	"net/http"
	"runtime"
	"testing"
	"time"

	"herald/articles"
)

// TestVisitsShareGoroutines visits two feeds again and again, with no more goroutines
// than were ever needed at a time.
func TestVisitsShareGoroutines(t *testing.T) {
	bubble(t, func(t *testing.T, w *world) {
		visits, by := 0, map[string]bool{}
		w.serve = func(*http.Request) *http.Response {
			w.mu.Lock()
			defer w.mu.Unlock()
			visits++
			by[goroutine()] = true
			return answer(http.StatusNotModified, "")
		}
		w.poller.SetSources([]articles.Source{source("a", "https://a.example/feed"), source("b", "https://b.example/feed")})
		stop := w.run()
		w.pass(6 * time.Hour)
		stop()
		if visits < 20 || len(by) > 2 {
			t.Errorf("%d visits by %d goroutines, want many by at most 2", visits, len(by))
		}
	})
}

// goroutine is the name of the calling one.
func goroutine() string {
	stack := make([]byte, 64)
	name, _, _ := bytes.Cut(stack[:runtime.Stack(stack, false)], []byte(" ["))
	return string(name)
}
