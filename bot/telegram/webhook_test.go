package telegram_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

// hooked makes the platform of a world receive its updates by webhook. It gives
// the address of the webhook.
func hooked(t *testing.T, w *bottest.World, s *telegramtest.Server, inbox telegram.Inbox) (*telegram.Platform, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	log := &bottest.Journal{}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	url := "http://" + l.Addr().String() + "/updates"
	p, err := telegram.New(telegram.Options{
		Token: bot.Secret(s.Token()), API: s.URL(), Client: client, Inbox: inbox,
		Webhook: telegram.Webhook{Listen: l.Addr().String(), URL: url},
		Log:     slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	p.ListenOn(l)
	w.Platform, w.Log = p, log.String
	return p, url
}

// TestPlatformByWebhook runs the whole suite with updates that Telegram sends.
func TestPlatformByWebhook(t *testing.T) {
	bottest.TestPlatform(t, func(t *testing.T) *bottest.World {
		s := &world{server: town(telegramtest.Options{NoLimits: true})}
		t.Cleanup(s.server.Close)
		w := worldOf(s)
		hooked(t, w, s.server, newMemory())
		return w
	})
}

func TestWebhookKeepsBeforeItAnswers(t *testing.T) {
	t.Parallel()
	s := &world{server: town(telegramtest.Options{NoLimits: true})}
	defer s.server.Close()
	inbox, host := newMemory(), bottest.NewHost()
	p, url := hooked(t, &bottest.World{}, s.server, inbox)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx, host) }()
	update := `{"update_id": 7, "message": {"message_id": 1, "date": 1, "text": "/latest", "chat": {"id": 5001, "type": "private"},
		"from": {"id": 5001, "first_name": "Anna"}, "entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}`
	tests := []struct {
		name, method, secret, body string
		broken                     error
		want                       int
	}{
		{"no secret", "POST", "", update, nil, 403},
		{"another secret", "POST", strings.Repeat("0", 64), update, nil, 403},
		{"no update", "POST", p.HookSecret(), "{}", nil, 400},
		{"no JSON", "POST", p.HookSecret(), "<html>", nil, 400},
		{"a look", "GET", p.HookSecret(), "", nil, 405},
		{"too large", "POST", p.HookSecret(), `{"update_id": 7, "x": "` + strings.Repeat("x", 2<<20) + `"}`, nil, 413},
		{"not to be kept", "POST", p.HookSecret(), update, errors.New("disk full"), 503},
		{"an update", "POST", p.HookSecret(), update, nil, 200},
		{"the same again", "POST", p.HookSecret(), update, nil, 200},
	}
	for _, test := range tests {
		inbox.fall(test.broken)
		if got := request(t, test.method, url, test.secret, test.body); got != test.want {
			t.Errorf("%s: answered %d, want %d", test.name, got, test.want)
		}
	}
	<-host.Requests
	stop()
	if err := <-done; err != nil {
		t.Errorf("Run = %v", err)
	}
	if n := len(host.Requests); n != 0 {
		t.Errorf("handled %d times too often", n)
	}
}

// request makes one request and gives its status.
func request(t *testing.T, method, url, secret, body string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	return resp.StatusCode
}

// TestKeptUpdatesAreHandledAfterACrash has updates that a run before kept and did
// not handle, and polls: the webhook was switched off meanwhile.
func TestKeptUpdatesAreHandledAfterACrash(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		inbox := newMemory()
		kept := `{"update_id": 990000000, "message": {"message_id": 1, "date": 1, "text": "/latest kept",
			"chat": {"id": 5001, "type": "private"}, "from": {"id": 5001, "first_name": "Anna"},
			"entities": [{"type": "bot_command", "offset": 0, "length": 7}]}}`
		if _, err := inbox.KeepUpdate(t.Context(), bot.Telegram, 990000000, []byte(kept)); err != nil {
			t.Fatal(err)
		}
		r.server.SetWebhook("https://herald.example/updates")
		r.server.Type(groupID, 0, anna, "/latest waiting")
		r.reopen(t, inbox)
		r.start(t)
		settle(time.Minute)
		r.server.Type(groupID, 0, anna, "/latest new")
		settle(time.Second)
		if diff := cmp.Diff([]string{"/latest kept", "/latest waiting", "/latest new"}, r.lines()); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		r.mustHalt(t)
		r.reopen(t, inbox)
		r.start(t)
		settle(time.Minute)
		if again := r.lines(); len(again) > 0 {
			t.Errorf("handled again: %q", again)
		}
	})
}

// silent is a listener to which nobody connects.
type silent struct{ closed chan struct{} }

func (l silent) Accept() (net.Conn, error) {
	<-l.closed
	return nil, net.ErrClosed
}

func (l silent) Close() error {
	close(l.closed)
	return nil
}

func (l silent) Addr() net.Addr { return &net.TCPAddr{} }

// TestWebhookIsWatched has another program change the webhook, and a server that
// cannot reach it.
func TestWebhookIsWatched(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		const url = "http://127.0.0.1:1/updates"
		p, err := telegram.New(telegram.Options{
			Token: bot.Secret(r.server.Token()), API: "http://telegram.test", Inbox: newMemory(),
			Client: &http.Client{Transport: r.server.Transport()},
			Log:    slog.New(slog.NewTextHandler(r.log, nil)), Webhook: telegram.Webhook{Listen: "any", URL: url},
		})
		if err != nil {
			t.Fatal(err)
		}
		p.ListenOn(silent{make(chan struct{})})
		r.Platform = p
		r.start(t)
		if got := r.server.Webhook(); got != url {
			t.Fatalf("the webhook is %q, want %q", got, url)
		}
		if n := len(r.server.Calls("deleteWebhook")); n != 0 {
			t.Errorf("a webhook was taken away %d times before it was set", n)
		}
		r.server.SetWebhook("https://other.example/")
		settle(3 * time.Minute)
		if got := r.server.Webhook(); got != url || !strings.Contains(r.log.String(), "Does another program") {
			t.Errorf("the webhook is %q, want %q again; the log says:\n%s", got, url, r.log)
		}
		r.server.Type(groupID, 0, anna, "/latest")
		settle(3 * time.Minute)
		if link := p.Link(); link.Up || !strings.Contains(link.Reason, "Connection failed") {
			t.Errorf("the link is %+v, want the reason why nothing arrives", link)
		}
		r.server.Revoke()
		settle(3 * time.Minute)
		err = <-r.done
		r.stop = nil
		if bot.FateOf(err).Fate != bot.Refused {
			t.Errorf("Run = %v, want fate %q", err, bot.Refused)
		}
		r.server.Close()
	})
}

func TestWebhookOptions(t *testing.T) {
	t.Parallel()
	good := telegram.Webhook{Listen: "127.0.0.1:8443", URL: "https://herald.example/x", Secret: "a_B-9"}
	tests := []struct {
		name   string
		change func(*telegram.Options)
		want   string
	}{
		{"good", func(*telegram.Options) {}, ""},
		{"no inbox", func(o *telegram.Options) { o.Inbox = nil }, "needs an inbox"},
		{"no address to listen on", func(o *telegram.Options) { o.Webhook.Listen = "" }, "to listen on"},
		{"no url", func(o *telegram.Options) { o.Webhook.URL = "" }, "url must be"},
		{"http", func(o *telegram.Options) { o.Webhook.URL = "http://herald.example/x" }, "url must be"},
		{"secret with a space", func(o *telegram.Options) { o.Webhook.Secret = "hush hush" }, "the secret must be"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			o := telegram.Options{Token: "1:a", Inbox: newMemory(), Webhook: good}
			test.change(&o)
			_, err := telegram.New(o)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("New = %v, want %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "hush") {
				t.Errorf("the error shows the secret: %v", err)
			}
		})
	}
}
