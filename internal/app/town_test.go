package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/discord/discordtest"
	"herald/bot/telegram/telegramtest"
	"herald/internal/app"
	"herald/internal/store/storetest"
)

// patience is how long a test waits for what must come; on a busy machine that is
// long.
const patience = 3 * time.Minute

// town is a Herald with a fake Discord, a fake Telegram and a folder of articles
// around it.
type town struct {
	dir, inbox, config string
	discord            *discordtest.Server
	telegram           *telegramtest.Server
	log                *bottest.Journal
	sides              []*side
	// now is Herald's clock; nil is that of the machine.
	now func() time.Time
	// office is which of the sides is the admin channel.
	office int

	app  *app.App
	stop func() error
}

// group is the Telegram group of the town.
const group = -1001000000007

// people of the fakes; both may manage their channels and are admins of Herald.
var (
	tina = telegramtest.User{ID: 7001, Name: "Tina"}
	dora = discordtest.User{ID: "80351110224678101", Name: "Dora", Permissions: discordtest.ManageChannels}
)

// newTown starts the servers. Herald is not running yet.
func newTown(t *testing.T) *town {
	t.Helper()
	dir := t.TempDir()
	w := &town{
		dir: dir, inbox: filepath.Join(dir, "inbox"), config: filepath.Join(dir, "config.yaml"),
		discord:  discordtest.NewServer(discordtest.Options{}),
		telegram: telegramtest.NewServer(telegramtest.Options{}),
		log:      &bottest.Journal{},
	}
	t.Cleanup(w.discord.Close)
	t.Cleanup(w.telegram.Close)
	w.telegram.AddPerson(tina)
	w.telegram.AddChat(telegramtest.Chat{ID: group, Type: telegramtest.Supergroup, Title: "Readers"})
	w.telegram.SetRole(group, tina, telegramtest.Administrator)
	_, channel := w.discord.NewGuild("Readers")
	w.sides = []*side{w.onDiscord(channel), w.onTelegram()}
	if err := os.Mkdir(w.inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	w.configure(t, "")
	storetest.Ready(t, filepath.Join(dir, "herald.db"))
	return w
}

// configure writes config.yaml with everything that all tests need; more is
// added at the end.
func (w *town) configure(t *testing.T, more string) {
	t.Helper()
	text := fmt.Sprintf(`
log: {level: debug}
sources:
  - {name: inbox, publisher: Our Desk, folder: ./inbox}
topics:
  - {name: ports, words: [harbour, ferry, ferries]}
admins:
  - {platform: telegram, id: "%d"}
  - {platform: discord, id: "%s"}
admin_channels:
  - {platform: %s, id: "%s"}
platforms:
  discord: {api: "%s"}
  telegram: {api: "%s"}
`, tina.ID, dora.ID, w.sides[w.office].name, w.sides[w.office].id, w.discord.URL(), w.telegram.URL())
	if !strings.Contains(more, "schedules:") {
		more += "\nschedules:\n  - {name: breaking, cron: '* * * * *', posts: breaking, at_once: true}\n"
	}
	w.write(t, w.config, text+more)
}

// addSource adds a source to config.yaml.
func (w *town) addSource(t *testing.T, line string) {
	t.Helper()
	text, err := os.ReadFile(w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.write(t, w.config, strings.Replace(string(text), "sources:\n", "sources:\n"+line, 1))
}

// write puts a file in place as careful programs do: whole, under another name
// first.
func (w *town) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name+".tmp", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".tmp", name); err != nil {
		t.Fatal(err)
	}
}

// drop publishes an article file.
func (w *town) drop(t *testing.T, name, text string) {
	t.Helper()
	w.write(t, filepath.Join(w.inbox, name), text)
}

// dropIn publishes an article file in another folder than the inbox.
func (w *town) dropIn(t *testing.T, folder, name, text string) {
	t.Helper()
	w.write(t, filepath.Join(w.dir, folder, name), text)
}

// makeFolder makes such a folder.
func (w *town) makeFolder(t *testing.T, folder string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(w.dir, folder), 0o755); err != nil {
		t.Fatal(err)
	}
}

// start runs Herald until the end of the test, or until w.stop.
func (w *town) start(t *testing.T) {
	t.Helper()
	c, err := app.Load(w.config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	a, err := app.New(ctx, app.Options{
		Config: c, Path: w.config, Version: "test", Now: w.now,
		Discord: bot.Secret(w.discord.Token()), Telegram: bot.Secret(w.telegram.Token()),
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	w.app = a
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	w.stop = sync.OnceValue(func() error {
		cancel()
		err := <-done
		if closing := a.Close(); err == nil {
			err = closing
		}
		return err
	})
	t.Cleanup(func() {
		if err := w.stop(); err != nil {
			t.Errorf("Herald ended with %v", err)
		}
		w.checkSecrets(t)
		if t.Failed() {
			t.Logf("log:\n%s", w.log)
		}
	})
}

// checkSecrets looks for the tokens in the log.
func (w *town) checkSecrets(t *testing.T) {
	for _, token := range []string{w.discord.Token(), w.telegram.Token()} {
		if strings.Contains(w.log.String(), token) {
			t.Error("the log contains a token")
		}
	}
}
