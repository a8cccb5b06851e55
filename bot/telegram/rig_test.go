package telegram_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

// rig is a platform and a fake without sockets, for tests in a bubble of
// testing/synctest, where time passes at once.
type rig struct {
	*telegram.Platform
	server *telegramtest.Server
	host   *bottest.Host
	log    *bottest.Journal
	stop   context.CancelFunc
	done   chan error
}

// bubble runs a test with a rig. The platform is not running yet.
func bubble(t *testing.T, o telegramtest.Options, test func(*testing.T, *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{server: town(o), host: bottest.NewHost(), log: &bottest.Journal{}}
		r.reopen(t, nil)
		test(t, r)
		if r.stop != nil {
			r.mustHalt(t)
		}
		if strings.Contains(r.log.String(), r.server.Token()) {
			t.Error("the log contains the token")
		}
	})
}

// reopen makes the platform anew, as a restart does.
func (r *rig) reopen(t *testing.T, inbox telegram.Inbox) {
	t.Helper()
	p, err := telegram.New(telegram.Options{
		Token: bot.Secret(r.server.Token()), API: "http://telegram.test",
		Client: &http.Client{Transport: r.server.Transport()},
		Log:    slog.New(slog.NewTextHandler(r.log, nil)), Inbox: inbox,
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Platform = p
}

// start runs the platform until halt or the end of the test.
func (r *rig) start(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r.stop, r.done = cancel, make(chan error, 1)
	go func() { r.done <- r.Run(ctx, r.host) }()
	synctest.Wait()
}

// halt stops the platform and gives what Run returned.
func (r *rig) halt(t *testing.T) error {
	t.Helper()
	r.stop()
	r.stop = nil
	select {
	case err := <-r.done:
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("Run did not end within 20 s")
		return nil
	}
}

// mustHalt is halt for a platform that must end without an error.
func (r *rig) mustHalt(t *testing.T) {
	t.Helper()
	if err := r.halt(t); err != nil {
		t.Errorf("Run = %v", err)
	}
}

// settle lets everything happen that happens within d.
func settle(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// texts are the bot's messages in a chat.
func (r *rig) texts(chat int64) []string {
	var list []string
	for _, m := range r.server.Messages(chat, 0) {
		list = append(list, m.Text)
	}
	return list
}

// lines are the commands that the host got since the last call.
func (r *rig) lines() []string {
	var list []string
	for {
		select {
		case q := <-r.host.Requests:
			list = append(list, strings.TrimSpace("/"+q.Command+" "+q.Args))
		default:
			return list
		}
	}
}
