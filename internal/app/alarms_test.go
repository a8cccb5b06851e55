package app_test

import (
	"context"
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
	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
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
	w.sides[0].await(t, "The feed tides ("+server.URL+") cannot be read: ", "HTTP 500", "Since ", "Nothing comes from it", "correct config.yaml")
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
	if n := w.notices("The feed tides ("); n != 1 {
		t.Errorf("the admins were told %d times of one failure", n)
	}
}

// TestUncertainPostIsTold leaves a post of which nobody knows whether it was
// sent: the admins get a button, on either platform, and hear when it is decided.
// Others who see the button are told that it is not theirs.
func TestUncertainPostIsTold(t *testing.T) {
	t.Parallel()
	for office, name := range []string{"discord", "telegram"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.office = office
			w.configure(t, "")
			admins, readers := w.sides[office], w.sides[1-office]
			w.inStore(t, func(s *store.Store) error {
				now := time.Now()
				to := bot.Address{Platform: bot.PlatformName(readers.name), ID: readers.id}
				if err := s.OweNotice(t.Context(), to, "tides", "High water at noon.", now, time.Time{}); err != nil {
					return err
				}
				list, err := s.Claim(t.Context(), to.Platform, now, time.Minute, 1)
				if err != nil {
					return err
				}
				return s.Settle(t.Context(), list[0].ID, delivery.Settlement{State: bot.Undecided, Reason: "the answer was lost", At: now})
			})
			w.start(t)
			told := admins.await(t, "Of 1 post nobody knows whether it was sent")
			if !slices.Contains(told.buttons, "Uncertain posts") {
				t.Errorf("the notice has buttons %q", told.buttons)
			}
			w.strangerPresses(t, admins, "Uncertain posts")
			admins.press(t, "Uncertain posts")
			admins.await(t, "Perhaps sent, perhaps not: 1")
			w.strangerPresses(t, admins, "Send 1 again")
			if n := len(readers.shown()); n != 0 {
				t.Errorf("a stranger has sent it again: %+v", readers.shown())
			}
			admins.press(t, "Send 1 again")
			readers.await(t, "High water at noon.")
			admins.await(t, "Over: No post is uncertain any more.")
		})
	}
}

// strangerPresses has somebody press a button who may not.
func (w *town) strangerPresses(t *testing.T, s *side, label string) {
	t.Helper()
	const refusal = "Only Herald's admins can use /resend"
	if s.name == "discord" {
		w.pressAs(t, s.id, discordtest.User{ID: "80351110224678199", Name: "Stan"}, label)
		s.await(t, refusal)
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	answer, err := w.telegram.AwaitAnswer(ctx, w.telegram.Press(group, 0, telegramtest.User{ID: 7099, Name: "Stan"}, label))
	if err != nil || !strings.Contains(answer.Text, refusal) {
		t.Errorf("a stranger who presses is told %+v, %v", answer, err)
	}
}
