package commands_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
)

func TestAdminCommands(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, line string
		want       []string
		private    bool
	}{
		{"status", "/status", []string{"Herald 1.2.3", "Stories: 12, articles: 30", "Channels: 4 (1 paused), subscriptions: 9",
			"3 owed, 50 sent, 1 uncertain", "Oldest delivery still owed: 5 min ago", "example-world: read 2 min ago"}, true},
		{"reload", "/reload", []string{"Nothing has changed."}, true},
		{"break", "/break 11", []string{"Story 11 is breaking now: Ferry number 11 leaves the harbour"}, false},
		{"break of what is breaking", "/break 3", []string{"breaking already: A publisher marked it."}, true},
		{"break of nothing", "/break", []string{"Which story?"}, true},
		{"break of no story", "/break 99", []string{"There is no story 99."}, true},
		{"withdraw", "/withdraw 11", []string{"Story 11 is withdrawn; its 2 posts are being struck out."}, false},
		{"withdraw of no story", "/withdraw 99 it is wrong", []string{"There is no story 99."}, true},
		{"withdraw of nothing", "/withdraw", []string{"Which story?"}, true},
		{"delete", "/delete 11", []string{"Story 11 is withdrawn; its one post is being deleted."}, false},
		{"delete of no story", "/delete 99 a test", []string{"There is no story 99."}, true},
		{"delete of nothing", "/delete", []string{"Which story?", "/delete 12"}, true},
		{"story after delete", "/delete 11 A test; /story 11", []string{"This story was withdrawn: A test."}, false},
		{"help", "/help", []string{"For admins", "/withdraw NUMBER [reason]"}, false},
		{"break after withdraw", "/withdraw 11; /break 11", []string{"was withdrawn"}, true},
		{"story after withdraw", "/withdraw 11 The ministry denied it; /story 11", []string{"This story was withdrawn: The ministry denied it."}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.store.stories[9].Verdict = articles.Verdict{Breaking: true, Reason: "A publisher marked it"}
			w.store.counts = commands.Counts{
				Articles: 30, Stories: 12, Channels: 4, Paused: 1, Subscriptions: 9, OldestOwed: now.Add(-5 * time.Minute),
				Deliveries: map[bot.State]int{bot.Owed: 3, bot.Sent: 50, bot.Undecided: 1},
			}
			var m bot.Message
			for line := range strings.SplitSeq(test.line, "; ") {
				m = w.as(t, admin, line)
			}
			checkAnswer(t, m, test.want, nil)
			if m.Private != test.private {
				t.Errorf("private: %v, want %v", m.Private, test.private)
			}
		})
	}
}

func TestReloadTellsMistakes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.options.Reload = func(context.Context) (string, error) {
		return "", errors.New("config.yaml:4: no such zone\nconfig.yaml:9: no such topic")
	}
	w.rebuild()
	m := w.as(t, admin, "/reload")
	if m.Tone != bot.ToneProblem || len(m.Body) != 3 {
		t.Errorf("tone %d, %d lines: %s", m.Tone, len(m.Body), words(m))
	}
	w.options.Reload = nil
	w.rebuild()
	checkAnswer(t, w.as(t, admin, "/reload"), []string{"There is no config.yaml"}, nil)
}

func TestWithdrawnStoryIsStruckOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.as(t, admin, "/withdraw 12")
	m := w.say(t, "/story 12")
	if m.Body[0].Spans[0].Style != bot.Strike || len(m.Buttons) > 0 || m.Link != "" {
		t.Errorf("a withdrawn story is shown as %+v", m)
	}
	checkAnswer(t, w.say(t, "/latest"), nil, []string{"number 12"})
	if !strings.Contains(w.log.String(), `story=12 by="Root (telegram)"`) {
		t.Errorf("the log does not say who withdrew it: %s", w.log)
	}
}

func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	var (
		stranger = bot.User{Platform: bot.Discord, ID: "7", Name: "Root"} // the admin's id on another platform
		terminal = bot.User{Platform: bot.Console, ID: "local"}
		nobody   = bot.User{}
	)
	refuse := func(context.Context) (bool, error) { return false, nil }
	allow := func(context.Context) (bool, error) { return true, nil }
	fail := func(context.Context) (bool, error) { return false, errors.New("no answer from upstream") }
	tests := []struct {
		name, line string
		user       bot.User
		manage     func(context.Context) (bool, error)
		want       string
	}{
		{"admin", "/status", admin, refuse, "Herald 1.2.3"},
		{"terminal", "/status", terminal, nil, "Herald 1.2.3"},
		{"not an admin", "/status", ann, allow, "Only Herald's admins can use /status"},
		{"same id elsewhere", "/withdraw 1", stranger, allow, "Only Herald's admins can use /withdraw"},
		{"nobody", "/break 1", nobody, allow, "Only Herald's admins can use /break"},
		{"manager", "/subscribe", ann, allow, "Subscribed"},
		{"where all may", "/subscribe", ann, nil, "Subscribed"},
		{"reader", "/subscribe", ann, refuse, "Only administrators of this chat can change what this channel gets"},
		{"reader ends", "/unsubscribe 1", ann, refuse, "Only administrators"},
		{"reader sets hours", "/quiet 22-7", ann, refuse, "Only administrators"},
		{"reader sees hours", "/quiet", ann, refuse, "There are no quiet hours"},
		{"reader sees the zone", "/timezone", ann, refuse, "Times here are in UTC"},
		{"reader sets the zone", "/timezone Berlin", ann, refuse, "Only administrators"},
		{"reader sees subscriptions", "/subscriptions", ann, refuse, "Nothing is subscribed here"},
		{"reader reads", "/latest", ann, refuse, "Latest stories"},
		{"platform in trouble", "/subscribe", ann, fail, "Something went wrong on my side (ref "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			r := request(test.line)
			r.User, r.MayManage = test.user, test.manage
			m := w.Handle(t.Context(), r)
			checkAnswer(t, m, []string{test.want}, []string{"upstream"})
			if refused := strings.HasPrefix(test.want, "Only"); refused && (!m.Private || len(w.store.channels) > 0) {
				t.Errorf("private: %v, channels: %v", m.Private, w.store.channels)
			}
		})
	}
}

func TestRefusalsNameThosePeopleOfThePlatform(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := request("/subscribe")
	r.Address = bot.Address{Platform: bot.Discord, ID: "1180000000000000123"}
	r.MayManage = func(context.Context) (bool, error) { return false, nil }
	checkAnswer(t, w.Handle(t.Context(), r), []string{"Only people with the Manage Channels permission"}, nil)
}

func TestFixedSubscriptionsStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.say(t, "/subscribe")
	w.store.subs[0].Fixed = true
	checkAnswer(t, w.say(t, "/unsubscribe"), []string{"set by the operator in config.yaml"}, nil)
	checkAnswer(t, w.say(t, "/unsubscribe breaking"), []string{"set by the operator in config.yaml"}, nil)
	checkAnswer(t, w.say(t, "/subscriptions"), []string{"set in config.yaml"}, nil)
	w.say(t, "/subscribe hourly")
	checkAnswer(t, w.say(t, "/unsubscribe all"), []string{"Ended no. 2 (hourly). One subscription is left"}, nil)
	if len(w.store.subs) != 1 {
		t.Errorf("subscriptions left: %+v", w.store.subs)
	}
}

func TestSubscriptionToAScheduleThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.say(t, "/subscribe")
	w.store.subs[0].Schedule = "weekly"
	w.store.channels[0].Paused = "the bot was removed"
	checkAnswer(t, w.say(t, "/subscriptions"), []string{"Paused: the bot was removed", "1 weekly — this schedule is gone"}, nil)
	checkAnswer(t, w.say(t, "/unsubscribe WEEKLY"), []string{"Ended no. 1 (weekly)."}, nil)
}

func TestSubscriptionsAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 50 {
		w.say(t, "/subscribe breaking word"+strings.Repeat("x", i))
	}
	checkAnswer(t, w.say(t, "/subscribe"), []string{"There are 50 subscriptions here"}, nil)
	checkAnswer(t, w.say(t, "/unsubscribe"), []string{"Which one shall end?"}, nil)
	for _, line := range []string{"/subscriptions", "/unsubscribe", "/help"} {
		r := request(line)
		m, size := w.Handle(t.Context(), r), 0
		for _, b := range m.Body {
			size += len([]rune(b.Plain())) + 2
		}
		if size > r.Format.MaxText || !strings.Contains(m.Plain(), " more") {
			t.Errorf("%s takes %d of %d and ends: %.100q", line, size, r.Format.MaxText, m.Plain())
		}
	}
}
