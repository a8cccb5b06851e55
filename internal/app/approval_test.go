package app_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"herald/bot/telegram/telegramtest"
)

// judged configures the town with rules of breaking news, and with both channels
// as admin channels.
func (w *town) judged(t *testing.T, rules string) {
	t.Helper()
	w.configure(t, "breaking: "+rules+"\n")
	text, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	channel := fmt.Sprintf("admin_channels:\n  - {platform: telegram, id: %q}\n", w.sides[1].id)
	w.write(t, w.config, strings.Replace(string(text), "admin_channels:\n", channel, 1))
}

// subscribed has both channels get breaking news.
func (w *town) subscribed(t *testing.T) {
	t.Helper()
	for _, s := range w.sides {
		s.say(t, "/subscribe breaking")
		s.await(t, "Subscribed", "breaking")
	}
}

// dam is a marked article, harbour another publisher's on the same event.
const (
	dam = `---
title: Dam near Varnholm breaks after storm
publisher: Northern Wire
marker: BREAKING
---
The dam above Varnholm broke on Tuesday night after three days of storm, and the lower town is under water. The mayor
told people to leave their houses at once.
`
	harbour = `---
title: Dam near Varnholm breaks after storm, lower town under water
publisher: Harbour Post
---
After three days of storm the dam above Varnholm broke on Tuesday night. Lower parts of the town are under water, and
the mayor told everybody to leave. Boats were sent from the coast.
`
)

// TestAdminsDecide has a story wait for its editors on both platforms, over a
// restart: what one decides is seen by all, and posted.
func TestAdminsDecide(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{approve: true}")
	w.start(t)
	w.subscribed(t)
	w.drop(t, "dam.md", dam)
	discord, telegram := w.sides[0], w.sides[1]
	for _, s := range w.sides {
		m := s.await(t, "BREAKING? · Dam near Varnholm breaks", "declared: Northern Wire marked it BREAKING", "If nobody decides, it is dropped at")
		for _, label := range []string{"Post", "Hold", "Not breaking", "Change headline"} {
			if !slices.Contains(m.buttons, label) {
				t.Errorf("%s: no button %q in %q", s.name, label, m.buttons)
			}
		}
	}

	nobody := telegramtest.User{ID: 4711, Name: "Nobody"}
	w.telegram.AddPerson(nobody)
	refused := w.telegram.Press(group, 0, nobody, "Post")
	ctx, cancel := soon(t)
	defer cancel()
	if err := telegram.until(ctx, func() bool {
		return slices.ContainsFunc(w.telegram.Answers(), func(a telegramtest.Answer) bool {
			return a.Press == refused && strings.HasPrefix(a.Text, "Only Herald's admins can use /break")
		})
	}); err != nil {
		t.Errorf("whoever is no admin is answered %+v", w.telegram.Answers())
	}

	dialogue, err := w.discord.Press(discord.id, dora, "Change headline")
	if err != nil {
		t.Fatal(err)
	}
	if err := dialogue.Await(ctx); err != nil {
		t.Fatal(err)
	}
	if m, ok := w.discord.Asked(dialogue); !ok || m.Value != "Dam near Varnholm breaks after storm" {
		t.Fatalf("the dialogue is %+v, %v", m, ok)
	}
	if _, err := w.discord.FillIn(dialogue, "Dam above Varnholm has broken"); err != nil {
		t.Fatal(err)
	}
	for _, s := range w.sides {
		s.await(t, "BREAKING? · Dam above Varnholm has broken")
	}

	telegram.press(t, "Change headline")
	question := telegram.await(t, "The new headline of story 1, please", "Dam above Varnholm has broken", "/headline 1")
	answer(t, w, question.id, "Dam above Varnholm is gone")
	for _, s := range w.sides {
		s.await(t, "BREAKING? · Dam above Varnholm is gone")
	}

	telegram.press(t, "Hold")
	for _, s := range w.sides {
		s.await(t, "HELD · Dam above Varnholm is gone", "Held by Tina (telegram) at")
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	for _, s := range w.sides {
		if n := s.posts("Dam"); n != 0 {
			t.Errorf("%s shows %d posts before anybody has decided", s.name, n)
		}
	}
	w.start(t)
	if err := w.discord.AwaitReady(ctx, 2); err != nil {
		t.Fatal(err)
	}
	discord.press(t, "Post")
	for _, s := range w.sides {
		s.await(t, "BREAKING · Dam above Varnholm is gone")
		s.await(t, "POSTED · Dam above Varnholm is gone", "Posted by Dora (discord) at")
	}
	telegram.say(t, "/break 1")
	telegram.await(t, "Story 1 is breaking already: Dora (discord) said that it is breaking.")
	telegram.say(t, "/notbreaking 1")
	telegram.await(t, "Story 1 is posted already", "/withdraw 1 takes it back")
	for _, s := range w.sides {
		if n := s.posts("Dam"); n != 1 {
			t.Errorf("%s shows %d posts", s.name, n)
		}
		asked := 0
		for _, m := range s.shown() {
			if containsAll(m.text, []string{"POSTED ·"}) {
				asked++
			}
		}
		if asked != 1 {
			t.Errorf("%s shows the question %d times", s.name, asked)
		}
	}
}

// answer answers a message in the town's Telegram group.
func answer(t *testing.T, w *town, id, text string) {
	t.Helper()
	for _, m := range w.telegram.Messages(group, 0) {
		if fmt.Sprint(m.ID) == id && m.Forces {
			w.telegram.Write(telegramtest.Incoming{Chat: group, From: tina, Text: text, ReplyTo: m.ID})
			return
		}
	}
	t.Fatalf("message %s does not ask for an answer", id)
}

// TestTwoAdminsAtOnce has two press different buttons in the same moment: one of
// them has decided, and nothing else happens.
func TestTwoAdminsAtOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{approve: true}")
	w.start(t)
	w.subscribed(t)
	w.drop(t, "dam.md", dam)
	for _, s := range w.sides {
		s.await(t, "BREAKING? · Dam")
	}
	w.sides[0].press(t, "Post")
	w.sides[1].press(t, "Post")
	for _, s := range w.sides {
		s.await(t, "POSTED · Dam", "Posted by")
		s.await(t, "BREAKING · Dam")
		if n := s.posts("Dam"); n != 1 {
			t.Errorf("%s shows %d posts", s.name, n)
		}
	}
}

// TestNobodyDecides lets the time run out while Herald is down.
func TestNobodyDecides(t *testing.T) {
	t.Parallel()
	for then, want := range map[string]string{"post": "POSTED · Dam", "drop": "DROPPED · Dam"} {
		t.Run(then, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.judged(t, "{approve: true, approve_after: {time: 2h}}")
			w.start(t)
			w.subscribed(t)
			w.drop(t, "dam.md", dam)
			for _, s := range w.sides {
				s.await(t, "BREAKING? · Dam")
			}
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			w.judged(t, "{approve: true, approve_after: {time: 1s, then: "+then+"}}")
			w.start(t)
			for _, s := range w.sides {
				s.await(t, want, ", as no admin decided within 1 s.")
				if then == "post" {
					s.await(t, "BREAKING · Dam near Varnholm")
				}
			}
		})
	}
}

// TestApprovalSwitchedOff posts what waits as soon as nobody is asked any more.
func TestApprovalSwitchedOff(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{approve: true}")
	w.start(t)
	w.subscribed(t)
	w.drop(t, "dam.md", dam)
	for _, s := range w.sides {
		s.await(t, "BREAKING? · Dam")
	}
	w.judged(t, "{approve: false}")
	for _, s := range w.sides {
		s.await(t, "BREAKING · Dam near Varnholm")
		s.await(t, "POSTED · Dam near Varnholm")
	}
}

// TestHeldForASecondVoice posts one source's word when another confirms it, and
// says so.
func TestHeldForASecondVoice(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{single_source: hold}")
	w.start(t)
	w.subscribed(t)
	w.drop(t, "dam.md", dam)
	w.awaitLog(t, "for=confirmation")
	w.sides[1].say(t, "/candidates")
	w.sides[1].await(t, "Waiting for a decision: 1", "for a second voice", "One source so far: Northern Wire.")
	w.drop(t, "harbour.md", harbour)
	for _, s := range w.sides {
		s.await(t, "BREAKING · Dam near Varnholm", "Confirmed by Harbour Post,", "after Northern Wire.")
	}
	w.sides[0].say(t, "/status")
	w.sides[0].await(t, "Broke in 24 hours: 1 (1 declared)")
}

// TestSingleSourceIsLabelled posts one source's word as such, and edits the post
// when another confirms it.
func TestSingleSourceIsLabelled(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.judged(t, "{single_source: label}")
	w.start(t)
	w.subscribed(t)
	w.drop(t, "dam.md", dam)
	for _, s := range w.sides {
		s.await(t, "BREAKING · Dam near Varnholm", "One source so far: Northern Wire.")
	}
}
