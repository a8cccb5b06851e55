package telegram_test

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Conversations of the fake that all tests share.
const (
	groupID   = -1001000000001
	forumID   = -1001000000002
	channelID = -1001000000003
	topicID   = 45
)

var (
	anna = telegramtest.User{ID: 5001, Name: "Anna", Username: "anna_reads"}
	boss = telegramtest.User{ID: 5002, Name: "Boris", Username: "boris_runs"}
)

func address(id string) bot.Address { return bot.Address{Platform: bot.Telegram, ID: id} }

// town makes a server with a person, a group, a forum and a channel.
func town(o telegramtest.Options) *telegramtest.Server {
	s := telegramtest.NewServer(o)
	s.AddPerson(anna)
	s.AddPerson(boss)
	s.AddChat(telegramtest.Chat{ID: groupID, Type: telegramtest.Supergroup, Title: "Readers"})
	s.AddChat(telegramtest.Chat{ID: forumID, Type: telegramtest.Supergroup, Title: "Forum", Topics: []int{topicID}})
	s.AddChat(telegramtest.Chat{ID: channelID, Type: telegramtest.Channel, Title: "Daily", Username: "daily_herald"})
	for _, chat := range []int64{groupID, forumID, channelID} {
		s.SetRole(chat, boss, telegramtest.Administrator)
	}
	return s
}

// world fills a bottest.World from the fake, over real connections.
type world struct {
	server *telegramtest.Server
	mu     sync.Mutex
	people int64
}

func openWorld(t *testing.T) *bottest.World {
	w := &world{server: town(telegramtest.Options{NoLimits: true})}
	log := &bottest.Journal{}
	client := &http.Client{Transport: &http.Transport{}}
	p, err := telegram.New(telegram.Options{
		Token: bot.Secret(w.server.Token()), API: w.server.URL(), Client: client,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.CloseIdleConnections()
		w.server.Close()
	})
	b := worldOf(w)
	b.Platform, b.Log = p, log.String
	return b
}

// worldOf is the world without a platform.
func worldOf(w *world) *bottest.World {
	return &bottest.World{
		Private: address(strconv.FormatInt(anna.ID, 10)),
		Group:   address(strconv.FormatInt(groupID, 10)),
		Thread:  address(strconv.FormatInt(forumID, 10) + "/" + strconv.Itoa(topicID)),
		// People write in channels without a name.
		Broadcast: address(strconv.FormatInt(channelID, 10)),
		Unknown:   address("-1009999999999"),
		Type:      w.write, Press: w.press, Await: w.await,
		Limit: func(at bot.Address, d time.Duration) { w.server.LimitNext(chatID(at), d) },
		Break: func(at bot.Address, status int) {
			w.server.FailNext(chatID(at), status, "Internal Server Error: restart")
		},
		Expel:  func(at bot.Address) { w.server.RemoveBot(chatID(at), boss) },
		Invite: func(at bot.Address) { w.server.AddBot(chatID(at), boss) },
		Mute:   func(at bot.Address) { w.server.Mute(chatID(at), true) },
		Revoke: w.server.Revoke,
		Token:  w.server.Token(),
	}
}

func chatID(at bot.Address) int64 {
	id, _ := split(at)
	return id
}

func split(at bot.Address) (chat int64, topic int) {
	id, thread, _ := strings.Cut(at.ID, "/")
	chat, _ = strconv.ParseInt(id, 10, 64)
	topic, _ = strconv.Atoi(thread)
	return chat, topic
}

// somebody is a new person each time, or the one who manages.
func (w *world) somebody(at bot.Address, manager bool) telegramtest.User {
	switch {
	case chatID(at) > 0:
		return anna
	case manager:
		return boss
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.people++
	return telegramtest.User{ID: 6000 + w.people, Name: "Reader"}
}

func (w *world) write(t testing.TB, at bot.Address, manager bool, line string) {
	t.Helper()
	chat, topic := split(at)
	if w.server.Type(chat, topic, w.somebody(at, manager), line) == 0 {
		t.Fatalf("no chat %v", at)
	}
}

func (w *world) press(t testing.TB, at bot.Address, label string) {
	t.Helper()
	chat, topic := split(at)
	if w.server.Press(chat, topic, w.somebody(at, false), label) == "" {
		t.Fatalf("no button %q at %v", label, at)
	}
}

func (w *world) await(t testing.TB, at bot.Address, n int) []bottest.Shown {
	t.Helper()
	chat, topic := split(at)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	list, err := w.server.Await(ctx, chat, topic, n)
	if err != nil {
		t.Fatal(err)
	}
	shown := make([]bottest.Shown, len(list))
	for i, m := range list {
		shown[i] = show(m)
	}
	return shown
}

func show(m telegramtest.Message) bottest.Shown {
	s := bottest.Shown{
		ID: bot.MessageID(strconv.Itoa(m.ID)), Text: m.Text, Bold: m.Has("bold"),
		Buttons: m.Labels(), Silent: m.Silent, Edited: m.Edited,
	}
	if m.ReplyTo != 0 {
		s.ReplyTo = bot.MessageID(strconv.Itoa(m.ReplyTo))
	}
	for _, e := range m.Entities {
		if e.URL != "" {
			s.Links = append(s.Links, e.URL)
		}
	}
	if m.Preview != "" {
		s.Links = append(s.Links, m.Preview)
	}
	return s
}

func TestPlatform(t *testing.T) { bottest.TestPlatform(t, openWorld) }
