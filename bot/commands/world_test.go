package commands_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/commands"
	"herald/scheduler"
)

// now is a Saturday noon.
var now = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

var (
	chat  = bot.Address{Platform: bot.Telegram, ID: "-100200300"}
	ann   = bot.User{Platform: bot.Telegram, ID: "1", Name: "Ann"}
	admin = bot.User{Platform: bot.Telegram, ID: "7", Name: "Root"}
)

// world is a Router with everything that it needs.
type world struct {
	*commands.Router
	store   *memory
	options commands.Options
	log     *strings.Builder
	broken  []articles.StoryID
}

func newWorld(t testing.TB) *world {
	t.Helper()
	log := &strings.Builder{}
	w, known := &world{store: newMemory(), log: log}, snapshot(t)
	w.options = commands.Options{
		Store:   w.store,
		Related: w.store.related,
		Top:     w.store.top,
		Break: func(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
			w.broken = append(w.broken, id)
			return w.store.Story(ctx, id)
		},
		Withdraw: func(_ context.Context, id articles.StoryID, reason string) (int, error) {
			return 2, w.store.withdraw(id, reason)
		},
		Delete: func(_ context.Context, id articles.StoryID, reason string) (int, error) {
			return 1, w.store.withdraw(id, reason)
		},
		Reload: func(context.Context) (string, error) { return "Nothing has changed.", nil },
		Status: func(context.Context) []bot.Block {
			return []bot.Block{bot.Text(bot.Item, "example-world: read 2 min ago")}
		},
		Snapshot: func() commands.Snapshot { return known },
		Now:      func() time.Time { return now },
		Log:      slog.New(slog.NewTextHandler(log, nil)),
		Version:  "1.2.3",
	}
	w.rebuild()
	return w
}

// rebuild makes the Router anew, after options have changed.
func (w *world) rebuild() { w.Router = commands.New(w.options) }

func snapshot(t testing.TB) commands.Snapshot {
	t.Helper()
	spec := func(expr string) scheduler.Spec {
		s, err := scheduler.Parse(expr, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return commands.Snapshot{
		Schedules: []scheduler.Schedule{
			{Name: "breaking", Spec: spec("* * * * *"), Posts: scheduler.PostsBreaking, AtOnce: true},
			{Name: "hourly", Spec: spec("0 * * * *"), Posts: scheduler.PostsLatest, Limit: 5},
			{Name: "Morning", Spec: spec("0 7 * * mon-fri"), Posts: scheduler.PostsDigest, Topic: "energy", Limit: 8},
		},
		Topics: []articles.Topic{
			{Name: "energy", Words: []string{"oil", "gas pipeline"}},
			{Name: "world"},
		},
		Admins: []bot.User{admin},
	}
}

func newMemory() *memory {
	m := &memory{numbers: map[bot.ChannelID]int{}}
	for i := range 12 {
		id := articles.StoryID(12 - i)
		age := time.Duration(i*7+3) * time.Minute
		s := articles.Story{
			ID: id, Headline: fmt.Sprintf("Ferry number %d leaves the harbour", id),
			Appeared: now.Add(-age), Topics: []string{"world"},
		}
		if id%2 == 0 {
			s.Headline, s.Topics = fmt.Sprintf("Oil tanker number %d reaches the refinery", id), []string{"energy", "world"}
		}
		s.Articles = []articles.Article{{
			Publisher: "Harbour Courier", Title: s.Headline, Published: s.Appeared,
			URL:     fmt.Sprintf("https://courier.example/%d", id),
			Summary: "The quay was full of people.",
			Text:    "The quay was full of people. " + strings.Repeat("Nobody wanted to miss it. ", 40) + "\n\nLate in the day it rained.",
		}}
		m.stories = append(m.stories, s)
	}
	return m
}

// request is what ann types in chat, with the right to manage it.
func request(line string) bot.Request {
	name, args, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	return bot.Request{
		Address: chat, Place: bot.PlaceGroup, Title: "The harbour", User: ann, Command: name, Args: args,
		Format: bot.Format{MaxText: 1000, MaxButtons: 5, MaxRows: 5},
	}
}

// say types a line and gives what is answered.
func (w *world) say(t testing.TB, line string) bot.Message {
	t.Helper()
	m := w.Handle(t.Context(), request(line))
	checkMessage(t, line, m)
	return m
}

// as types a line as somebody whose screen is larger.
func (w *world) as(t testing.TB, u bot.User, line string) bot.Message {
	t.Helper()
	r := request(line)
	r.User, r.Format.MaxText = u, 4000
	m := w.Handle(t.Context(), r)
	checkMessage(t, line, m)
	return m
}

// checkMessage holds for every answer there is.
func checkMessage(t testing.TB, line string, m bot.Message) {
	t.Helper()
	if strings.TrimSpace(m.Plain()) == "" {
		t.Errorf("%q is answered by nothing", line)
	}
	if len(m.Buttons) > 5 {
		t.Errorf("%q is answered with %d rows of buttons", line, len(m.Buttons))
	}
	for _, row := range m.Buttons {
		if len(row) > 5 {
			t.Errorf("%q is answered with %d buttons in a row", line, len(row))
		}
		for _, b := range row {
			if b.Label == "" || len(b.Command) > bot.MaxButtonCommand || (b.Command == "") == (b.URL == "") {
				t.Errorf("%q is answered with button %+v", line, b)
			}
		}
	}
}

// labels are the labels of all buttons with what they stand for.
func labels(m bot.Message) string {
	var list []string
	for _, row := range m.Buttons {
		for _, b := range row {
			list = append(list, b.Label+"="+b.Command+b.URL)
		}
	}
	return strings.Join(list, "|")
}

var errStore = errors.New("disk on fire at /var/lib/secret")
