package app_test

import (
	"testing"
	"time"

	"herald/bot/discord/discordtest"
)

// TestRestartLosesNothingAndRepeatsNothing stops Herald while one platform takes
// its post and the other does not.
func TestRestartLosesNothingAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	w.discord.LimitNext(w.sides[0].id, time.Second, discordtest.ScopeUser)
	w.drop(t, "page.txt", ownPage.text)
	w.sides[1].await(t, "BREAKING", ownPage.headline)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}

	w.start(t)
	w.sides[0].await(t, "BREAKING", ownPage.headline)
	w.drop(t, "second.md", "---\ntitle: 'BREAKING: Ferries run again'\n---\nThe ferries to the islands run again since noon.\n")
	for _, s := range w.sides {
		s.await(t, "BREAKING", "Ferries run again")
		if n := s.posts(ownPage.headline); n != 1 {
			t.Errorf("%s shows the first post %d times, want once", s.name, n)
		}
	}
}

// TestRefusedTokenStopsOnePlatform revokes one token: the other platform goes on
// and the admins are told.
func TestRefusedTokenStopsOnePlatform(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	discord := w.sides[0]
	discord.say(t, "/subscribe breaking")
	discord.await(t, "Subscribed")
	w.telegram.Revoke()
	discord.await(t, "telegram refuses Herald")
	w.drop(t, "page.txt", ownPage.text)
	discord.await(t, "BREAKING", ownPage.headline)
}

// TestWithdrawnStoryIsStruckOut posts a story and takes it back.
func TestWithdrawnStoryIsStruckOut(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	w.drop(t, "page.txt", ownPage.text)
	for _, s := range w.sides {
		s.await(t, "BREAKING", ownPage.headline)
	}
	w.sides[1].say(t, "/withdraw 1 the harbour office took it back")
	for _, s := range w.sides {
		s.awaitEdited(t, "Withdrawn by an editor (", "took it back", ownPage.headline)
		if n := s.posts(ownPage.headline); n != 0 {
			t.Errorf("%s still shows the post", s.name)
		}
	}
}

// TestDeletedStoryIsGone posts a story and deletes its posts.
func TestDeletedStoryIsGone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start(t)
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed")
	}
	w.drop(t, "page.txt", ownPage.text)
	for _, s := range w.sides {
		s.await(t, "BREAKING", ownPage.headline)
	}
	w.sides[1].say(t, "/delete 1 the harbour office said so")
	for _, s := range w.sides {
		s.awaitNone(t, ownPage.headline)
	}
	w.sides[0].say(t, "/story 1")
	w.sides[0].await(t, "Withdrawn by an editor (", "): the harbour office said so.")
}
