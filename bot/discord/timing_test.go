package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/bot"
	"herald/bot/bottest"
)

// wire is a server without sockets: it notes what is asked, and when.
type wire struct {
	mu     sync.Mutex
	began  time.Time
	calls  []string
	answer func(*http.Request) (status int, body string)
	takes  time.Duration
}

// RoundTrip answers after the time that it takes.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if w.takes > 0 && !sleep(req.Context(), w.takes) {
		return nil, req.Context().Err()
	}
	kind := ""
	if req.Body != nil {
		var c callback
		_ = json.NewDecoder(req.Body).Decode(&c)
		kind = fmt.Sprintf(" type %d", c.Type)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	last := req.URL.Path[strings.LastIndexByte(req.URL.Path, '/')+1:]
	w.calls = append(w.calls, fmt.Sprintf("%s %s%s at %v", req.Method, last, kind, time.Since(w.began)))
	status, body := http.StatusNoContent, ""
	if w.answer != nil {
		status, body = w.answer(req)
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

func wired(t *testing.T, w *wire) *Platform {
	t.Helper()
	w.began = time.Now()
	p, err := New(Options{Token: "secret", Client: &http.Client{Transport: w}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// aCommand is an interaction as the gateway brings it.
const aCommand = `{"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000002", "type": 2,
	"channel_id": "1180000000000000003", "guild_id": "1180000000000000004", "data": {"name": "slow"}}`

// TestDeadlinesOfInteractions has a host that takes its time, by the real clock
// of interactions.
func TestDeadlinesOfInteractions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		takes  time.Duration
		queued time.Duration
		want   string
	}{
		{"quick", time.Second, 0, "POST callback type 4 at 1s"},
		{"just in time", 1900 * time.Millisecond, 0, "POST callback type 4 at 1.9s"},
		{"slow", 2500 * time.Millisecond, 0, "POST callback type 5 at 2s|PATCH @original type 0 at 2.5s"},
		{"very slow", 40 * time.Second, 0, "POST callback type 5 at 2s|PATCH @original type 0 at 40s"},
		{"beyond patience", 2 * time.Minute, 0, "POST callback type 5 at 2s|PATCH @original type 0 at 1m0s"},
		{"queued before", time.Second, 2500 * time.Millisecond, "POST callback type 5 at 0s|PATCH @original type 0 at 1s"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := &wire{}
				host := bottest.NewHost()
				host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
					sleep(ctx, test.takes)
					return bot.Say("done")
				})
				r := newRun(t.Context(), wired(t, w), host)
				r.onInteraction(json.RawMessage(aCommand), time.Now().Add(-test.queued))
				r.people.close()
				r.people.wait()
				r.stop()
				if got := strings.Join(w.calls, "|"); got != test.want {
					t.Errorf("got  %s\nwant %s", got, test.want)
				}
			})
		})
	}
}

// TestSlowAnswersForOne has slow answers that only the asker may see.
func TestSlowAnswersForOne(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, command, want string }{
		{"of a command for everyone", "slow", "POST callback type 5 at 2s|DELETE @original at 3s|POST t type 0 at 3s"},
		{"of a command for few", "subscribe", "POST callback type 5 at 2s|PATCH @original type 0 at 3s"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w, host := &wire{}, bottest.NewHost()
				host.Answer(test.command, func(ctx context.Context, _ bot.Request) bot.Message {
					sleep(ctx, 3*time.Second)
					return whisper("for you")
				})
				r := newRun(t.Context(), wired(t, w), host)
				r.onInteraction(json.RawMessage(strings.Replace(aCommand, `"slow"`, `"`+test.command+`"`, 1)), time.Now())
				r.people.close()
				r.people.wait()
				r.stop()
				if got := strings.Join(w.calls, "|"); got != test.want {
					t.Errorf("got  %s\nwant %s", got, test.want)
				}
			})
		})
	}
}

// TestLateAnswerWaitsAsTold has a limit met by an answer that was put off.
func TestLateAnswerWaitsAsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		limited := 2
		w.answer = func(req *http.Request) (int, string) {
			if req.Method == http.MethodPatch && limited > 0 {
				limited--
				return 429, `{"retry_after": 1.5}`
			}
			return http.StatusNoContent, ""
		}
		host := bottest.NewHost()
		host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			sleep(ctx, 3*time.Second)
			return bot.Say("done")
		})
		r := newRun(t.Context(), wired(t, w), host)
		r.onInteraction(json.RawMessage(aCommand), time.Now())
		r.people.close()
		r.people.wait()
		r.stop()
		want := "POST callback type 5 at 2s|PATCH @original type 0 at 3s|PATCH @original type 0 at 4.5s|PATCH @original type 0 at 6s"
		if got := strings.Join(w.calls, "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// TestRequestsDoNotQueue has many posts at once: none waits for another, on one
// channel or on many.
func TestRequestsDoNotQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := wired(t, &wire{takes: 100 * time.Millisecond, answer: func(*http.Request) (int, string) {
			return 200, `{"id": "1180000000000000009"}`
		}})
		var wg sync.WaitGroup
		for n := range 40 {
			wg.Go(func() {
				to := at(fmt.Sprint(1180000000000000000 + n%20))
				if _, err := p.Send(t.Context(), bot.Post{To: to, Message: bot.Say("news")}); err != nil {
					t.Error(err)
				}
			})
		}
		began := time.Now()
		wg.Wait()
		if took := time.Since(began); took != 100*time.Millisecond {
			t.Errorf("40 posts took %v, want 100ms", took)
		}
	})
}

// TestSendKeepsDeadlines has a server that never answers.
func TestSendKeepsDeadlines(t *testing.T) {
	t.Parallel()
	for want, given := range map[time.Duration]time.Duration{
		500 * time.Millisecond: 500 * time.Millisecond, requestTimeout: time.Hour,
	} {
		synctest.Test(t, func(t *testing.T) {
			p := wired(t, &wire{takes: 24 * time.Hour})
			ctx, cancel := context.WithTimeout(t.Context(), given)
			defer cancel()
			began := time.Now()
			_, err := p.Send(ctx, bot.Post{To: at("1180000000000000003"), Message: bot.Say("news"), Nonce: "h1"})
			if took := time.Since(began); err == nil || took != want {
				t.Errorf("Send gave %v after %v, want an error after %v", err, took, want)
			}
		})
	}
}

// TestStopHurriesHandlers has Run's end wait for a handler, but not for ever.
func TestStopHurriesHandlers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		host := bottest.NewHost()
		host.Answer("slow", func(ctx context.Context, _ bot.Request) bot.Message {
			<-ctx.Done()
			return bot.Say("hurried")
		})
		r := newRun(t.Context(), wired(t, &wire{}), host)
		r.onInteraction(json.RawMessage(aCommand), time.Now())
		<-host.Requests
		began := time.Now()
		r.stop()
		if took := time.Since(began); took != r.timing.stop {
			t.Errorf("stopping took %v, want %v", took, r.timing.stop)
		}
	})
}

// TestKnocksSeldom has a gateway that is out of order for a day.
func TestKnocksSeldom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(*http.Request) (int, string) { return 503, "{}" }}
		p := wired(t, w)
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		if err := p.Run(ctx, bottest.NewHost()); err != nil {
			t.Errorf("Run gave %v, want nil", err)
		}
		first := 0
		for _, c := range w.calls {
			if at, err := time.ParseDuration(c[strings.LastIndexByte(c, ' ')+1:]); err == nil && at < time.Minute {
				first++
			}
		}
		if n := len(w.calls); n < 200 || n > 600 || first < 4 {
			t.Errorf("%d attempts in a day, %d in the first minute; want some hundred, and several", n, first)
		}
	})
}

// FuzzInteraction feeds events of any form to everything that reads them.
func FuzzInteraction(f *testing.F) {
	f.Add(aCommand)
	f.Add(`{"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000002", "type": 4,
		"channel_id": "1180000000000000003", "data": {"name": "latest", "options": [{"name": "count", "value": 3.0, "focused": true}]}}`)
	f.Add(`{"id": "1180000000000000001", "token": "t", "application_id": "1180000000000000002", "type": 3,
		"channel_id": "1180000000000000003", "user": {"id": "1"}, "data": {"custom_id": "r2:story 12 page 2"}}`)
	f.Add(`{"member": null, "data": {"options": [null, {"value": {}}, {"value": 1e400}]}}`)
	f.Add(`[]`)
	commands := bottest.NewHost().Commands()
	f.Fuzz(func(t *testing.T, data string) {
		var i interaction
		if json.Unmarshal([]byte(data), &i) != nil {
			return
		}
		if i.valid() && strings.ContainsAny(i.ID+i.Token+i.App, "/?# ") {
			t.Errorf("%q would change the path of a request", data)
		}
		req := i.request(bot.Format{})
		if _, err := req.MayManage(t.Context()); err != nil {
			t.Error(err)
		}
		if line := i.line(commands); strings.ContainsAny(line, "\n\x00") {
			t.Errorf("the line %q has more than one line", line)
		}
		_, _, _ = pressed(i.Data.CustomID)
	})
}
