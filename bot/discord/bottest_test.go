package discord

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
)

// TestMain lets many tests run at once, for they mostly wait: a session of
// discordgo sleeps for a second as it closes.
func TestMain(m *testing.M) {
	fuzzing := slices.ContainsFunc(os.Args, func(a string) bool { return strings.HasPrefix(a, "-test.fuzz=") })
	if !fuzzing { // there it would be the number of workers
		if err := flag.Set("test.parallel", "16"); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}

// People of the fake.
var (
	reader  = discordtest.User{ID: "80351110224678001", Name: "Rita"}
	manager = discordtest.User{ID: "80351110224678002", Name: "Max", Permissions: discordtest.ManageChannels}
)

// awaitLog waits until the log contains text.
func (w *place) awaitLog(t *testing.T, text string) {
	t.Helper()
	if !w.log.Until(soon(t), text) {
		t.Fatalf("the log does not say %q but:\n%s", text, w.log)
	}
}

// busy is how long a machine with too much to do may take for what is quick.
const busy = time.Minute

// quick is a timing for tests: no long waits between attempts, and no answer late.
func quick() timing {
	q := usualTiming
	q.firstWait, q.longWait, q.retry = 5*time.Millisecond, 20*time.Millisecond, 5*time.Millisecond
	q.open, q.starts = 5*time.Second, time.Millisecond
	q.answer, q.callback = busy, busy
	return q
}

// place is a platform and the server behind it.
type place struct {
	*Platform
	server         *discordtest.Server
	log            *bottest.Journal
	guild, channel string
}

func newPlace(t *testing.T, o discordtest.Options) *place {
	t.Helper()
	o.Patience = busy
	w := &place{server: discordtest.NewServer(o), log: &bottest.Journal{}}
	client := &http.Client{Transport: &http.Transport{}}
	p, err := New(Options{
		Token: bot.Secret(w.server.Token()), API: w.server.URL(), Client: client,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.CloseIdleConnections()
		w.server.Close()
	})
	p.timing = quick()
	w.Platform = p
	w.guild, w.channel = w.server.NewGuild("Readers")
	return w
}

// soon is a context for what should happen at once; on a busy machine that is long.
func soon(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func openWorld(t *testing.T) *bottest.World {
	w := newPlace(t, discordtest.Options{NoLimits: true})
	s := w.server
	return &bottest.World{
		Platform: w.Platform,
		Private:  at(s.NewDM()), Group: at(w.channel), Thread: at(s.NewThread(w.channel, "a thread")),
		Unknown: at("1000000000000000001"),
		Type:    w.write, Press: w.press, Await: w.await,
		Limit:    func(a bot.Address, d time.Duration) { s.LimitNext(a.ID, d, discordtest.ScopeUser) },
		Break:    func(a bot.Address, status int) { s.FailNext(a.ID, status, 0, "Internal Server Error") },
		Expel:    func(bot.Address) { s.RemoveBot(w.guild) },
		Invite:   func(bot.Address) { s.AddBot(w.guild) },
		Mute:     func(a bot.Address) { s.Deny(a.ID, sendMessages) },
		Revoke:   s.Revoke,
		Log:      w.log.String,
		Token:    s.Token(),
		Whispers: true, Dedupes: true,
	}
}

// write gives a command: each option takes a word, and the last the rest.
func (w *place) write(t testing.TB, a bot.Address, asManager bool, line string) {
	t.Helper()
	if err := w.server.AwaitReady(soon(t), 1); err != nil {
		t.Fatal(err)
	}
	who := reader
	if asManager {
		who = manager
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	if _, err := w.server.Slash(a.ID, who, name, w.values(name, rest)...); err != nil {
		t.Fatal(err)
	}
}

func (w *place) values(name, line string) []discordtest.Value {
	var values []discordtest.Value
	for _, c := range w.server.Commands() {
		if c.Name != name {
			continue
		}
		for i, o := range c.Options {
			word := line
			if i < len(c.Options)-1 {
				word, line, _ = strings.Cut(line, " ")
			}
			if word != "" {
				values = append(values, discordtest.Value{Name: o.Name, Value: word})
			}
		}
	}
	return values
}

func (w *place) press(t testing.TB, a bot.Address, label string) {
	t.Helper()
	if _, err := w.server.Press(a.ID, reader, label); err != nil {
		t.Fatal(err)
	}
}

func (w *place) await(t testing.TB, a bot.Address, n int) []bottest.Shown {
	t.Helper()
	list, err := w.server.AwaitMessages(soon(t), a.ID, n)
	if err != nil {
		t.Fatalf("%v; the log says:\n%s", err, w.log)
	}
	var shown []bottest.Shown
	for _, m := range list {
		shown = append(shown, show(m))
	}
	return shown
}

// show reads a message as people see it.
func show(m discordtest.Message) bottest.Shown {
	s := bottest.Shown{ID: bot.MessageID(m.ID), Private: m.Ephemeral, Silent: m.Silent, ReplyTo: bot.MessageID(m.ReplyTo), Edited: m.Edited}
	var text []string
	for _, e := range m.Embeds {
		for _, part := range []string{e.Title, e.Description} {
			if part == "" {
				continue
			}
			r := discordtest.Read(part)
			s.Links = append(s.Links, r.Links...)
			s.Bold = s.Bold || r.Has("strong")
			text = append(text, r.Text)
		}
		s.Bold = s.Bold || e.Title != ""
		if e.URL != "" {
			s.Links = append(s.Links, e.URL)
		}
		if e.Footer != nil {
			text = append(text, e.Footer.Text)
		}
		if e.Image != nil {
			s.Image = e.Image.URL
		}
	}
	s.Text = strings.Join(text, "\n")
	for _, row := range m.Buttons {
		for _, b := range row {
			s.Buttons = append(s.Buttons, b.Label)
		}
	}
	return s
}

func TestPlatform(t *testing.T) {
	t.Parallel()
	bottest.TestPlatform(t, openWorld)
}
