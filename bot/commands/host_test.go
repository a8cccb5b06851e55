package commands_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/bot/commands"
)

var _ bot.Host = (*commands.Router)(nil)

func TestPlainText(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"number", "12", "Oil tanker number 12"},
		{"unknown number", "99", "There is no story 99."},
		{"words", "tanker", "I took that for a search; /help lists the commands."},
		{"words that nothing has", "hello there", "I found nothing with “hello there”."},
		{"nothing", "  ", "Type a command such as /latest"},
		{"signs", "???", "Type a word or two"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := request("/")
			r.Place, r.Args = bot.PlacePrivate, test.text
			checkAnswer(t, newWorld(t).Handle(t.Context(), r), []string{test.want}, nil)
		})
	}
}

func TestOtherBotsCommandsAreTheirs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const said = "I don't know /weather. /help lists the commands."
	tests := []struct {
		platform bot.PlatformName
		place    bot.Place
		want     string
	}{
		{bot.Telegram, bot.PlaceGroup, ""},
		{bot.Telegram, bot.PlaceBroadcast, ""},
		{bot.Telegram, bot.PlacePrivate, said},
		{bot.Discord, bot.PlaceGroup, said},
		{bot.Console, bot.PlacePrivate, said},
	}
	for _, test := range tests {
		r := request("/weather oslo")
		r.Address.Platform, r.Place = test.platform, test.place
		if got := w.Handle(t.Context(), r).Plain(); got != test.want {
			t.Errorf("%s, %s: answered %q, want %q", test.platform, test.place, got, test.want)
		}
	}
}

func TestFailuresAreApologies(t *testing.T) {
	t.Parallel()
	ref := regexp.MustCompile(`^Something went wrong on my side \(ref ([0-9a-f]{6})\)\.$`)
	for _, line := range []string{
		"/latest", "/story 12", "/search quay", "/subscribe", "/unsubscribe", "/subscriptions", "/quiet 22-7", "/timezone Berlin", "/status",
	} {
		w := newWorld(t)
		w.store.broken = fmt.Errorf("query: %w", errStore)
		m := w.as(t, admin, line)
		found := ref.FindStringSubmatch(m.Plain())
		if found == nil || !m.Private || m.Tone != bot.ToneProblem {
			t.Errorf("%s: answered %q, private %v, tone %d", line, m.Plain(), m.Private, m.Tone)
			continue
		}
		if log := w.log.String(); !strings.Contains(log, "ref="+found[1]) || !strings.Contains(log, "disk on fire") {
			t.Errorf("%s: the log does not say what happened: %s", line, log)
		}
	}
}

func TestHelpNeedsNoStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.store.broken = errStore
	for line, want := range map[string]string{"/help": "What I can do", "/start": "I am Herald", "/reload": "Nothing has changed", "/topics": "Topics"} {
		checkAnswer(t, w.as(t, admin, line), []string{want}, nil)
	}
}

func TestPanicsEndNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.store.called = func() { panic("a mistake in the store") }
	m := w.say(t, "/latest")
	checkAnswer(t, m, []string{"Something went wrong on my side (ref "}, []string{"mistake"})
	if log := w.log.String(); !strings.Contains(log, "a mistake in the store") || !strings.Contains(log, "router.go") {
		t.Errorf("the log lacks the panic or its stack: %s", log)
	}
	r := request("/story")
	r.Option = "story"
	if got := w.Complete(t.Context(), r); got != nil {
		t.Errorf("Complete offers %v", got)
	}
	w.Joined(t.Context(), chat, bot.PlaceGroup, "x")
	w.Left(t.Context(), chat, "x")
	w.Moved(t.Context(), chat, chat)
	w.store.called = nil
	checkAnswer(t, w.say(t, "/latest"), []string{"Latest stories"}, nil)
}

func TestSlowCommandsEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.options.Reload = func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		}
		w.options.Status = func(ctx context.Context) []bot.Block {
			<-ctx.Done()
			panic(ctx.Err())
		}
		w.options.Withdraw = nil
		w.rebuild()
		began := time.Now()
		w.as(t, admin, "/status")
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("a command that hangs took %v, want 10 s", took)
		}
	})
}

func TestStoppingIsSaid(t *testing.T) {
	t.Parallel()
	for want, end := range map[string]func(context.Context) (context.Context, context.CancelFunc){
		"I am just stopping": context.WithCancel,
		"That took too long": func(ctx context.Context) (context.Context, context.CancelFunc) { return ctx, func() {} },
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			ctx, cancel := end(t.Context())
			cancel()
			r := request("/subscribe")
			r.MayManage = func(ctx context.Context) (bool, error) {
				<-ctx.Done()
				return false, ctx.Err()
			}
			checkAnswer(t, w.Handle(ctx, r), []string{want, "Please try again in a minute."}, nil)
		})
	}
}

func TestConversations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.Joined(t.Context(), chat, bot.PlaceGroup, "The \u202eharbour")
	if strings.Count(m.Plain(), "\n") != 1 || !strings.Contains(m.Plain(), "/subscribe") {
		t.Errorf("the greeting is %q, want two lines with how to subscribe", m.Plain())
	}
	if got := w.store.channels[0]; got.Title != "The harbour" || got.Place != bot.PlaceGroup || got.Address != chat {
		t.Errorf("the channel is kept as %+v", got)
	}
	w.say(t, "/subscribe hourly")
	w.say(t, "/timezone Berlin")

	w.Left(t.Context(), chat, "the bot was removed")
	if got := w.store.channels[0].Paused; got != "the bot was removed" {
		t.Errorf("paused for %q", got)
	}
	moved := bot.Address{Platform: bot.Telegram, ID: "-100999"}
	w.Moved(t.Context(), chat, moved)
	w.Joined(t.Context(), moved, bot.PlaceGroup, "The harbour")
	r := request("/subscriptions")
	r.Address = moved
	checkAnswer(t, w.Handle(t.Context(), r), []string{"1 hourly", "Europe/Berlin"}, []string{"Paused"})
	if w.log.Len() > 0 {
		t.Errorf("logged: %s", w.log)
	}
}

func TestConversationFailuresAreLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.store.broken = errStore
	if m := w.Joined(t.Context(), chat, bot.PlaceGroup, "x"); len(m.Body) == 0 {
		t.Error("nobody is greeted while the store is down")
	}
	w.Left(t.Context(), chat, "x")
	w.Moved(t.Context(), chat, chat)
	if n := strings.Count(w.log.String(), "disk on fire"); n != 3 {
		t.Errorf("%d failures are logged, want 3: %s", n, w.log)
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, command, option, prefix, want string
		user                                bot.User
	}{
		{"topics", "latest", "topic", "", "energy|world", ann},
		{"topics by start", "latest", "topic", "EN", "energy", ann},
		{"no numbers", "latest", "count", "", "", ann},
		{"schedules", "subscribe", "schedule", "m", "Morning", ann},
		{"interests", "subscribe", "about", "or", "world", ann},
		{"stories", "story", "story", "12", "12", ann},
		{"stories by headline", "story", "story", "number 11", "11", ann},
		{"zones by city", "timezone", "zone", "tok", "Asia/Tokyo|Antarctica/Vostok|Asia/Vladivostok", ann},
		{"zones by name", "timezone", "zone", "europe/be", "Europe/Belfast|Europe/Belgrade|Europe/Berlin", ann},
		{"zones of quiet", "quiet", "zone", "reykj", "Atlantic/Reykjavik", ann},
		{"modes", "quiet", "breaking", "", "hold|silent|through", ann},
		{"hours", "quiet", "hours", "o", "off", ann},
		{"commands", "help", "command", "/sub", "subscribe|subscriptions|unsubscribe", ann},
		{"commands of admins", "help", "command", "relo", "reload", admin},
		{"no commands of admins", "help", "command", "relo", "", ann},
		{"admins' stories", "break", "story", "12", "12", admin},
		{"not for others", "break", "story", "12", "", ann},
		{"reasons", "withdraw", "reason", "", "", admin},
		{"subscriptions", "unsubscribe", "subscription", "", "1|2|all", ann},
		{"unknown", "weather", "place", "", "", ann},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.say(t, "/subscribe")
			w.say(t, "/subscribe hourly")
			r := request("/" + test.command)
			r.Option, r.Prefix, r.User = test.option, test.prefix, test.user
			var got []string
			for _, c := range w.Complete(t.Context(), r) {
				got = append(got, c.Value)
				if c.Label == "" {
					t.Errorf("a choice without label: %+v", c)
				}
			}
			if strings.Join(got, "|") != test.want {
				t.Errorf("got %q, want %q", strings.Join(got, "|"), test.want)
			}
		})
	}
}

func TestCompleteIsBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range w.store.stories {
		w.store.stories[i].Headline = strings.Repeat("long ", 100)
	}
	for _, r := range []bot.Request{{Command: "timezone", Option: "zone", Prefix: "a"}, {Command: "story", Option: "story"}, {Command: "timezone", Option: "zone"}} {
		got := w.Complete(t.Context(), r)
		if len(got) == 0 || len(got) > 25 {
			t.Errorf("%+v: %d choices", r, len(got))
		}
		for _, c := range got {
			if len([]rune(c.Label)) > 100 {
				t.Errorf("a label of %d characters", len([]rune(c.Label)))
			}
		}
	}
}

func FuzzHandle(f *testing.F) {
	for _, seed := range []string{
		"latest iran 5 page 2", "story 12 page 99999999999", "story #", "search \"x\" OR *", "subscribe about", "subscribe about about",
		"unsubscribe -1", "quiet -", "quiet 22:00-07:00 hold hold", "quiet - to -", "timezone \x00", "help \u202e", "withdraw 1 \xff\xfe",
		"break 9223372036854775807", "latest 5 5", "latest page 2", " 12", " page 2", "timezone a/b/c", "quiet 7–22 Port-au-Prince",
	} {
		f.Add(seed)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, line string) {
		r := request(line)
		r.User, r.Place = admin, bot.PlacePrivate
		m := w.Handle(t.Context(), r)
		checkMessage(t, line, m)
		if text := m.Plain(); strings.Contains(text, "Something went wrong") || strings.ContainsAny(text, "\x00\x1b\u202e") {
			t.Errorf("%q is answered by %q; log: %s", line, text, w.log)
		}
		for _, o := range []string{"story", "zone", "topic", "about", "command"} {
			r.Option, r.Prefix = o, line
			w.Complete(t.Context(), r)
		}
	})
}
