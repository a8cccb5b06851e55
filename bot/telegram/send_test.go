package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/bottest"
	"herald/bot/telegram"
	"herald/bot/telegram/telegramtest"
)

const token = telegramtest.DefaultToken

// dial makes a platform for an address, whose log and errors name no secret.
func dial(t *testing.T, api string) (*telegram.Platform, *bottest.Journal) {
	t.Helper()
	log := &bottest.Journal{}
	c := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(c.CloseIdleConnections)
	p, err := telegram.New(telegram.Options{
		Token: token, API: api, Client: c,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, log
}

// assertNoSecret looks for the token, and its telling half, in all forms of an
// error and in the log.
func assertNoSecret(t *testing.T, err error, log *bottest.Journal) {
	t.Helper()
	_, word, _ := strings.Cut(token, ":")
	word = word[:len("telegramtest-T")] // a part of it is too much
	for _, text := range []string{fmt.Sprint(err), fmt.Sprintf("%#v", err), fmt.Sprintf("%+v", err), log.String()} {
		if strings.Contains(text, word) {
			t.Errorf("the secret is in %q", text)
		}
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.Contains(e.Error(), word) {
			t.Errorf("the secret is in the cause %q", e)
		}
	}
}

func TestNetworkFates(t *testing.T) {
	t.Parallel()
	silent := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then the server notices who goes away
		<-r.Context().Done()
	}
	handler := func(h http.HandlerFunc) func(*testing.T) string {
		return func(t *testing.T) string {
			s := httptest.NewServer(h)
			t.Cleanup(s.Close)
			return s.URL
		}
	}
	answer := func(status int, body string) func(*testing.T) string {
		return handler(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	}
	tests := []struct {
		name string
		api  func(*testing.T) string
		want bot.Fate
		edit bot.Fate
	}{
		{"nobody listens", bottest.Refusing, bot.Retry, bot.Retry},
		{"no such host", func(*testing.T) string { return "http://herald.invalid" }, bot.Retry, bot.Retry},
		{"certificate of nobody", func(t *testing.T) string {
			s := httptest.NewUnstartedServer(http.NotFoundHandler())
			s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
			s.StartTLS()
			t.Cleanup(s.Close)
			return s.URL
		}, bot.Retry, bot.Retry},
		{"no answer in time", handler(silent), bot.Uncertain, bot.Retry},
		{"cut while answering", handler(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"ok":true`))
		}), bot.Uncertain, bot.Retry},
		{"no JSON", answer(200, "<html>login</html>"), bot.Uncertain, bot.Retry},
		{"JSON of something else", answer(200, `{"status":"fine"}`), bot.Uncertain, bot.Retry},
		{"result of something else", answer(200, `{"ok":true,"result":"?"}`), bot.Uncertain, bot.Retry},
		{"empty answer", answer(200, ""), bot.Uncertain, bot.Retry},
		{"endless answer", handler(func(w http.ResponseWriter, _ *http.Request) {
			for range 20 {
				_, _ = w.Write(bytes.Repeat([]byte(" "), 1<<20))
			}
		}), bot.Uncertain, bot.Retry},
		{"page of a gateway", answer(502, "<html>bad gateway</html>"), bot.Uncertain, bot.Retry},
		{"page of a proxy", answer(407, "<html>who are you</html>"), bot.Retry, bot.Retry},
		{"redirect", handler(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://thief.invalid"+r.URL.Path, http.StatusTemporaryRedirect)
		}), bot.Retry, bot.Retry},
		{"description with the token", answer(400, `{"ok":false,"error_code":400,"description":"Bad Request: `+strings.Repeat("x", 260)+token+`"}`), bot.Rejected, bot.Rejected},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, log := dial(t, test.api(t))
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			_, err := p.Send(ctx, bot.Post{To: address("5001"), Message: bot.Say("x")})
			if e := bot.FateOf(err); e.Fate != test.want {
				t.Errorf("Send has fate %q, want %q: %v", e.Fate, test.want, err)
			}
			assertNoSecret(t, err, log)
			ctx, cancel = context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			err = p.Edit(ctx, address("5001"), "7", bot.Say("x"))
			if e := bot.FateOf(err); e.Fate != test.edit {
				t.Errorf("Edit has fate %q, want %q: %v", e.Fate, test.edit, err)
			}
			assertNoSecret(t, err, log)
		})
	}
}

func TestRedirectsCarryNoToken(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 10)
	thief := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	t.Cleanup(thief.Close)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, thief.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	t.Cleanup(s.Close)
	p, log := dial(t, s.URL)
	_, err := p.Send(t.Context(), bot.Post{To: address("5001"), Message: bot.Say("x")})
	if len(asked) != 0 {
		t.Errorf("the redirect was followed to %s", <-asked)
	}
	assertNoSecret(t, err, log)
}

func TestResetBeforeAndAfter(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		s := town(telegramtest.Options{})
		t.Cleanup(s.Close)
		p, log := dial(t, s.URL())
		s.Inject(telegramtest.Fault{Chat: groupID, Reset: true, After: after})
		_, err := p.Send(t.Context(), bot.Post{To: address(strconv.Itoa(groupID)), Message: bot.Say("x")})
		if e := bot.FateOf(err); e.Fate != bot.Uncertain {
			t.Errorf("cut after=%v: fate %q, want %q: %v", after, e.Fate, bot.Uncertain, err)
		}
		assertNoSecret(t, err, log)
		if n := len(s.Messages(groupID, 0)); n != map[bool]int{false: 0, true: 1}[after] {
			t.Errorf("cut after=%v: %d messages; a call that may have been carried out must not be repeated", after, n)
		}
	}
}

func TestCancelledBeforeItBegan(t *testing.T) {
	t.Parallel()
	s := town(telegramtest.Options{})
	p, _ := dial(t, s.URL())
	t.Cleanup(s.Close)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := p.Send(ctx, bot.Post{To: address("5001"), Message: bot.Say("x")})
	if e := bot.FateOf(err); e.Fate != bot.Retry || len(s.Calls("")) != 0 {
		t.Errorf("fate %q after %d calls", e.Fate, len(s.Calls("")))
	}
}

func TestSendOnceFromManyGoroutines(t *testing.T) {
	t.Parallel()
	s := town(telegramtest.Options{NoLimits: true})
	p, _ := dial(t, s.URL())
	t.Cleanup(s.Close)
	errs := make(chan error)
	for range 20 {
		go func() {
			_, err := p.Send(t.Context(), bot.Post{To: address("5001"), Message: bot.Say("x")})
			errs <- err
		}()
	}
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := len(s.Messages(5001, 0)); n != 20 {
		t.Errorf("%d messages, want 20", n)
	}
}

func TestPlainTextWhereMarkupIsNotTaken(t *testing.T) {
	t.Parallel()
	m := bot.Message{
		Body:    []bot.Block{bot.Text(bot.Title, "a < b"), {Spans: []bot.Span{{Text: "here", URL: "https://e.example/"}}}},
		Link:    "https://e.example/",
		Buttons: [][]bot.Button{{{Label: "Open", URL: "https://e.example/"}, {Label: "More", Command: "story 1"}}},
	}
	for _, description := range []string{
		`can't parse entities: Unsupported start tag "p" at byte offset 0`, "message is too long", "Wrong HTTP URL specified", "BUTTON_URL_INVALID",
	} {
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.server.FailNext(5001, 400, "Bad Request: "+description)
			id, err := r.Send(t.Context(), bot.Post{To: address("5001"), Message: m})
			if err != nil {
				t.Fatalf("%s: %v", description, err)
			}
			got := r.server.Messages(5001, 0)[0]
			if got.Text != "a < b\n\nhere" || got.Entities != nil || got.Preview != "" || strings.Join(got.Labels(), " ") != "More" {
				t.Errorf("%s: shown %+v", description, got)
			}
			r.server.FailNext(5001, 400, "Bad Request: "+description)
			if err := r.Edit(t.Context(), address("5001"), id, bot.Say("new & <better>")); err != nil {
				t.Fatalf("%s: %v", description, err)
			}
			if got := r.server.Messages(5001, 0)[0]; got.Text != "new & <better>" {
				t.Errorf("%s: edited to %q", description, got.Text)
			}
			r.server.FailNext(5001, 400, "Bad Request: "+description)
			r.server.FailNext(5001, 400, "Bad Request: "+description)
			_, err = r.Send(t.Context(), bot.Post{To: address("5001"), Message: m})
			if bot.FateOf(err).Fate != bot.Rejected {
				t.Errorf("twice %s: %v, want rejected", description, err)
			}
		})
	}
}

func TestWhatIsNeverSent(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		for name, post := range map[string]bot.Post{
			"another platform": {To: bot.Address{Platform: bot.Discord, ID: "5001"}, Message: bot.Say("x")},
			"no address":       {To: address("somewhere"), Message: bot.Say("x")},
			"nothing":          {To: address("5001")},
			"nothing to see":   {To: address("5001"), Message: bot.Say(" \u200b\n")},
		} {
			if _, err := r.Send(t.Context(), post); bot.FateOf(err).Fate != bot.Rejected {
				t.Errorf("%s: Send = %v, want rejected", name, err)
			}
			if err := r.Edit(t.Context(), post.To, "1", post.Message); bot.FateOf(err).Fate != bot.Rejected {
				t.Errorf("%s: Edit = %v, want rejected", name, err)
			}
		}
		for _, id := range []bot.MessageID{"", "x", "-1", "0"} {
			if err := r.Edit(t.Context(), address("5001"), id, bot.Say("x")); bot.FateOf(err).Fate != bot.Rejected {
				t.Errorf("Edit of %q = %v, want rejected", id, err)
			}
		}
		if n := len(r.server.Calls("")); n != 0 {
			t.Errorf("%d calls were made", n)
		}
	})
}

func TestSendByName(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		if _, err := r.Send(t.Context(), bot.Post{To: address("@daily_herald"), Message: bot.Say("x")}); err != nil {
			t.Fatal(err)
		}
		if got := r.texts(channelID); len(got) != 1 {
			t.Errorf("the channel shows %q", got)
		}
	})
}

func TestTopicsThatAreGone(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		at := address(fmt.Sprintf("%d/%d", forumID, topicID))
		if _, err := r.Send(t.Context(), bot.Post{To: at, Message: bot.Say("x")}); err != nil {
			t.Fatal(err)
		}
		r.server.DeleteTopic(forumID, topicID)
		if _, err := r.Send(t.Context(), bot.Post{To: at, Message: bot.Say("x")}); bot.FateOf(err).Fate != bot.Gone {
			t.Errorf("Send = %v, want gone", err)
		}
	})
}

func TestLimitOfEverybodyIsNoticed(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		limited := func(id string) *bot.SendError {
			n, _ := strconv.ParseInt(strings.Split(id, "/")[0], 10, 64)
			r.server.LimitNext(n, 7*time.Second)
			_, err := r.Send(t.Context(), bot.Post{To: address(id), Message: bot.Say("x")})
			e := bot.FateOf(err)
			if e.Fate != bot.Wait || e.After != 7*time.Second {
				t.Fatalf("%s: %v after %v, want wait 7 s", id, err, e.After)
			}
			return e
		}
		first, again := limited("5001"), limited("5001")
		if first.Everyone || again.Everyone {
			t.Error("the limit of one chat is taken for everybody's")
		}
		if !limited("5002").Everyone {
			t.Error("two chats limited at once are not taken for everybody")
		}
		settle(time.Minute)
		if limited(strconv.Itoa(forumID)).Everyone || limited(fmt.Sprintf("%d/%d", forumID, topicID)).Everyone {
			t.Error("two topics of a chat are taken for everybody")
		}
	})
}

func TestRealLimits(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		sent, waited := 0, 0
		for sent < 25 {
			_, err := r.Send(t.Context(), bot.Post{To: address(strconv.Itoa(groupID)), Message: bot.Say("x")})
			if err == nil {
				sent++
				continue
			}
			e := bot.FateOf(err)
			if e.Fate != bot.Wait {
				t.Fatal(err)
			}
			waited++
			settle(e.After)
		}
		if waited == 0 || waited > 40 {
			t.Errorf("25 messages to one group took %d waits", waited)
		}
	})
}

func TestNew(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		o    telegram.Options
		ok   bool
	}{
		{"default server", telegram.Options{Token: token}, true},
		{"own server", telegram.Options{Token: token, API: "http://127.0.0.1:8081/"}, true},
		{"space around the token", telegram.Options{Token: " " + token + "\n"}, true},
		{"no token", telegram.Options{}, false},
		{"token of something else", telegram.Options{Token: "Bot " + token}, false},
		{"token that changes the address", telegram.Options{Token: "1:a/../b"}, false},
		{"no address", telegram.Options{Token: token, API: "telegram"}, false},
		{"other scheme", telegram.Options{Token: token, API: "ftp://x.example"}, false},
		{"query", telegram.Options{Token: token, API: "https://x.example/?a=b"}, false},
	}
	for _, test := range tests {
		p, err := telegram.New(test.o)
		if (err == nil) != test.ok {
			t.Errorf("%s: New = %v, want ok %v", test.name, err, test.ok)
		}
		if err != nil && strings.Contains(err.Error(), "opens_nothing") {
			t.Errorf("%s: the secret is in %v", test.name, err)
		}
		if p != nil && p.Name() != bot.Telegram {
			t.Errorf("%s: name %q", test.name, p.Name())
		}
	}
}

func TestErrorsOfTheLibraryNameNoSecret(t *testing.T) {
	t.Parallel()
	p, log := dial(t, bottest.Refusing(t))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	_, err := p.Send(ctx, bot.Post{To: address("5001"), Message: bot.Say("x")})
	if _, ok := errors.AsType[*url.Error](err); ok {
		t.Error("an error with the URL came through")
	}
	assertNoSecret(t, err, log)
}
