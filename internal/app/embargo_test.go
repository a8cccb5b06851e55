package app_test

import (
	"fmt"
	"testing"
	"time"
)

// TestEmbargoIsKeptOverRestart drops an article that must not be told for an
// hour, asks for it in every way, and ends the embargo while Herald is down.
func TestEmbargoIsKeptOverRestart(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	const secret = "Harbour bridge to close"
	until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	w.drop(t, "bridge.json", fmt.Sprintf(`{"id": "b-1", "version": 1, "title": %q, "urgency": 1, "embargo": %q,
		"text": "The bridge over the harbour closes for a year."}`, secret, until))
	w.awaitLog(t, "article held back")
	for _, s := range w.sides {
		s.say(t, "/latest")
		s.await(t, "no stories")
		s.say(t, "/search bridge")
		s.await(t, "bridge")
		if n := s.posts(secret); n != 0 {
			t.Fatalf("%s shows it %d times under its embargo", s.name, n)
		}
		s.say(t, "/status")
		s.await(t, "Under an embargo: 1 article, the first for ")
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.now = func() time.Time { return time.Now().Add(90 * time.Minute) }
	w.start(t)
	for _, s := range w.sides {
		s.await(t, "BREAKING", secret)
		if n := s.posts(secret); n != 1 {
			t.Errorf("%s shows the post %d times, want once", s.name, n)
		}
	}
}

// TestKillStrikesPostsOut posts what a wire gave, which the wire then kills.
func TestKillStrikesPostsOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	const headline = "Minister of ports resigns"
	w.drop(t, "a.json", fmt.Sprintf(`{"id": "m-1", "version": 1, "title": %q, "urgency": 2, "text": "The minister of ports resigned."}`, headline))
	for _, s := range w.sides {
		s.await(t, "BREAKING", headline)
	}
	w.drop(t, "b.json", `{"id": "m-1", "version": 2, "title": "KILL", "status": "killed", "correction": "The minister did not resign."}`)
	for _, s := range w.sides {
		s.awaitEdited(t, "Killed by Our Desk (", "): The minister did not resign.", headline)
		if n := s.posts(headline); n != 0 {
			t.Errorf("%s still shows the post", s.name)
		}
	}
	w.drop(t, "c.json", fmt.Sprintf(`{"id": "m-1", "version": 1, "title": %q, "urgency": 2}`, headline))
	w.awaitRead(t, "c.json")
	for _, s := range w.sides {
		s.say(t, "/latest")
		s.await(t, "no stories")
	}
}
