package app_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"herald/articles/feed"
	"herald/bot"
	"herald/bot/delivery"
	"herald/internal/store"
)

// inStore does something to the database of a Herald that is not running.
func (w *town) inStore(t *testing.T, f func(*store.Store) error) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(w.dir, "herald.db")})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f(db), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// notices counts what the admins were shown with these words.
func (w *town) notices(words ...string) int {
	n := 0
	for _, m := range w.sides[0].shown() {
		if containsAll(m.text, words) {
			n++
		}
	}
	return n
}

// addFeed puts a feed into config.yaml.
func (w *town) addFeed(t *testing.T, url string) {
	t.Helper()
	text, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.write(t, w.config, strings.Replace(string(text), "sources:\n",
		"sources:\n  - {name: tides, publisher: Tide Tables, feed: '"+url+"', private: true}\n", 1))
}

// TestFailingFeedIsToldOnceAndOnceWhenItIsOver has a feed that has failed for
// more than a day, over restarts.
func TestFailingFeedIsToldOnceAndOnceWhenItIsOver(t *testing.T) {
	t.Parallel()
	var works atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		if !works.Load() {
			http.Error(rw, "no", http.StatusInternalServerError)
			return
		}
		_, _ = rw.Write([]byte(`<rss version="2.0"><channel><title>Tides</title></channel></rss>`))
	}))
	t.Cleanup(server.Close)
	w := newTown(t)
	w.addFeed(t, server.URL)
	due := func(reason string) func(*store.Store) error {
		return func(s *store.Store) error {
			return s.SaveSourceState(t.Context(), "tides", feed.State{
				URL: server.URL, OK: time.Now().Add(-25 * time.Hour), Failures: 9, Error: reason,
			})
		}
	}
	w.inStore(t, due("it was something else"))
	w.start(t)
	w.sides[0].await(t, "The feed tides cannot be read", "HTTP 500", "Since ", "Nothing comes from it", "correct config.yaml")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}

	w.inStore(t, due("it is something else again"))
	w.start(t)
	w.awaitLog(t, "source fails")
	works.Store(true)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.inStore(t, due("HTTP 500"))
	w.start(t)
	w.sides[0].await(t, "Over: The feed tides fails no more.", "It lasted 25 hours.")
	if n := w.notices("The feed tides cannot be read"); n != 1 {
		t.Errorf("the admins were told %d times of one failure", n)
	}
}

// TestUncertainPostIsTold leaves a post of which nobody knows whether it was
// sent: the admins get a button, and hear when it is decided.
func TestUncertainPostIsTold(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.inStore(t, func(s *store.Store) error {
		now := time.Now()
		to := bot.Address{Platform: bot.Telegram, ID: w.sides[1].id}
		if err := s.OweNotice(t.Context(), to, "tides", "High water at noon.", now, time.Time{}); err != nil {
			return err
		}
		list, err := s.Claim(t.Context(), bot.Telegram, now, time.Minute, 1)
		if err != nil {
			return err
		}
		return s.Settle(t.Context(), list[0].ID, delivery.Settlement{State: bot.Undecided, Reason: "the answer was lost", At: now})
	})
	w.start(t)
	told := w.sides[0].await(t, "Of 1 post nobody knows whether it was sent")
	if !slices.Contains(told.buttons, "Uncertain posts") {
		t.Errorf("the notice has buttons %q", told.buttons)
	}
	w.sides[0].press(t, "Uncertain posts")
	w.sides[0].await(t, "Perhaps sent, perhaps not: 1")
	w.sides[0].press(t, "Send 1 again")
	w.sides[1].await(t, "High water at noon.")
	w.sides[0].await(t, "Over: No post is uncertain any more.")
}
