package discord

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

// answer is an HTTP answer to be classified.
type answer struct {
	status int
	header map[string]string
	body   string
}

func (a answer) err() error {
	h := http.Header{}
	for k, v := range a.header {
		h.Set(k, v)
	}
	return newRESTError(a.status, h, []byte(a.body))
}

// TestClassifyCodes has a row for each code of the table, as Discord sends it.
func TestClassifyCodes(t *testing.T) {
	t.Parallel()
	type row struct {
		status int
		want   bot.Fate
	}
	rows := map[int]row{
		10003: {404, bot.Gone}, 10004: {404, bot.Gone}, 10013: {404, bot.Gone}, 10015: {404, bot.Gone},
		40058: {400, bot.Gone}, 50001: {403, bot.Gone}, 50007: {403, bot.Gone}, 50008: {400, bot.Gone},
		50013: {403, bot.Gone}, 50024: {400, bot.Gone}, 50083: {400, bot.Gone}, 50278: {403, bot.Gone},
		160005: {403, bot.Gone},

		10008: {404, bot.Rejected}, 10062: {404, bot.Rejected}, 40060: {400, bot.Rejected}, 50027: {401, bot.Rejected},
		40005: {413, bot.Rejected}, 40094: {403, bot.Rejected}, 40067: {400, bot.Rejected}, 50005: {403, bot.Rejected},
		50006: {400, bot.Rejected}, 50021: {403, bot.Rejected}, 50035: {400, bot.Rejected}, 50109: {400, bot.Rejected},
		200000: {400, bot.Rejected}, 200001: {400, bot.Rejected}, 240000: {400, bot.Rejected},

		20016: {400, bot.Retry}, 20022: {400, bot.Retry}, 20026: {400, bot.Retry}, 20028: {400, bot.Retry},
		20029: {400, bot.Retry}, 30046: {400, bot.Retry}, 40062: {400, bot.Retry}, 40004: {403, bot.Retry},
		110000: {403, bot.Retry}, 110001: {403, bot.Retry}, 130000: {503, bot.Retry},
	}
	for code := range fates {
		if _, ok := rows[code]; !ok {
			t.Errorf("no row for code %d", code)
		}
	}
	for code, row := range rows {
		err := answer{status: row.status, body: fmt.Sprintf(`{"message": "no", "code": %d}`, code)}.err()
		if got := classify(err, true); got.Fate != row.want {
			t.Errorf("status %d code %d has fate %q, want %q", row.status, code, got.Fate, row.want)
		}
	}
}

// TestClassifyStatus has a row for each status without a code that is known.
func TestClassifyStatus(t *testing.T) {
	t.Parallel()
	json := map[string]string{"Content-Type": "application/json"}
	tests := []struct {
		name   string
		answer answer
		want   bot.Fate
	}{
		{"400", answer{400, nil, `{"message": "no", "code": 99999}`}, bot.Rejected},
		{"401", answer{401, nil, `{"message": "401: Unauthorized", "code": 0}`}, bot.Refused},
		{"401 of another kind", answer{401, nil, `{"message": "no", "code": 50014}`}, bot.Refused},
		{"403", answer{403, nil, `{"message": "no", "code": 0}`}, bot.Gone},
		{"404", answer{404, nil, `{"message": "404: Not Found", "code": 0}`}, bot.Retry},
		{"405", answer{405, nil, `{"message": "405: Method Not Allowed", "code": 0}`}, bot.Rejected},
		{"408", answer{408, nil, `{}`}, bot.Retry},
		{"413", answer{413, nil, `{}`}, bot.Rejected},
		{"500", answer{500, nil, `{"message": "500: Internal Server Error", "code": 0}`}, bot.Retry},
		{"502, a page", answer{502, nil, "<html>Bad Gateway"}, bot.Retry},
		{"503", answer{503, nil, ""}, bot.Retry},
		{"504, a page", answer{504, nil, "<html>"}, bot.Retry},
		{"520 of Cloudflare", answer{520, nil, "<html>"}, bot.Retry},
		{"403 that breaks off", answer{403, json, `{"message": "Miss`}, bot.Retry},
		{"400 that breaks off", answer{400, json, `{"message": "Inv`}, bot.Retry},
		{"401 that breaks off", answer{401, json, `{"mess`}, bot.Refused},
		{"429 that breaks off", answer{429, json, `{"message": "You are being rate`}, bot.Wait},
	}
	for _, test := range tests {
		if got := classify(test.answer.err(), true); got.Fate != test.want || got.Everyone {
			t.Errorf("%s has fate %q, everyone %v; want %q for this channel", test.name, got.Fate, got.Everyone, test.want)
		}
	}
}

// TestEditInAnArchivedThread drops the edit; the thread itself takes posts.
func TestEditInAnArchivedThread(t *testing.T) {
	t.Parallel()
	p := newPlace(t, discordtest.Options{NoLimits: true})
	id, err := p.Send(t.Context(), bot.Post{To: at(p.channel), Message: bot.Say("news")})
	if err != nil {
		t.Fatal(err)
	}
	p.server.FailNext(p.channel, 400, 50083, "Thread is archived")
	err = p.Edit(t.Context(), at(p.channel), id, bot.Say("more news"))
	if e := bot.FateOf(err); err == nil || e.Fate != bot.Rejected {
		t.Errorf("Edit = %v, want fate %q", err, bot.Rejected)
	}
}

func TestClassifyLimits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		answer   answer
		after    time.Duration
		everyone bool
	}{
		{
			name: "one channel",
			answer: answer{429, map[string]string{"X-RateLimit-Scope": "user", "Retry-After": "5"},
				`{"message": "slow", "retry_after": 4.25, "global": false}`},
			after: 4250 * time.Millisecond,
		},
		{
			name: "everybody, without counters",
			answer: answer{429, map[string]string{"X-RateLimit-Scope": "global", "X-RateLimit-Global": "true", "Retry-After": "65"},
				`{"message": "slow", "retry_after": 64.57, "global": true}`},
			after: 64570 * time.Millisecond, everyone: true,
		},
		{
			name: "everybody, by header alone",
			answer: answer{429, map[string]string{"X-RateLimit-Global": "true"},
				`{"message": "slow", "retry_after": 2}`},
			after: 2 * time.Second, everyone: true,
		},
		{
			name: "shared: the counters contradict the body",
			answer: answer{429, map[string]string{"X-RateLimit-Scope": "shared", "X-RateLimit-Remaining": "9",
				"X-RateLimit-Reset-After": "64.57", "Retry-After": "1337"},
				`{"message": "slow", "retry_after": 1337, "global": false}`},
			after: 1337 * time.Second,
		},
		{
			name: "the header is wrong, the body right",
			answer: answer{429, map[string]string{"Retry-After": "1"},
				`{"message": "The write action you are performing on the channel has hit the write rate limit.", "retry_after": 1163, "code": 20028}`},
			after: 1163 * time.Second,
		},
		{
			name:     "a page instead of JSON",
			answer:   answer{429, map[string]string{"Retry-After": "120", "Content-Type": "text/html"}, "<html>Error 1015"},
			after:    2 * time.Minute,
			everyone: true,
		},
		{name: "a page that says nothing", answer: answer{429, nil, "<html>"}, after: blockedWait, everyone: true},
		{name: "blocked", answer: answer{403, nil, "<html>Access denied"}, after: blockedWait, everyone: true},
		{
			name:   "blocked for the user agent",
			answer: answer{403, nil, `{"message": "internal network error", "code": 40333}`},
			after:  blockedWait, everyone: true,
		},
		{name: "slow mode", answer: answer{400, nil, `{"message": "slow", "code": 20016, "retry_after": 7}`}, after: 7 * time.Second},
		{name: "beyond reason", answer: answer{429, nil, `{"retry_after": 1e300}`}, after: longestWait},
		{name: "negative", answer: answer{429, nil, `{"retry_after": -4}`}, after: time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := classify(test.answer.err(), true)
			if got.Fate != bot.Wait || got.After != test.after || got.Everyone != test.everyone {
				t.Errorf("got %q after %v, everyone %v; want wait after %v, everyone %v",
					got.Fate, got.After, got.Everyone, test.after, test.everyone)
			}
		})
	}
}

func TestClassifyDoubt(t *testing.T) {
	t.Parallel()
	lost := errors.New("connection reset by peer")
	tests := []struct {
		name             string
		err              error
		repeatable, once bot.Fate
	}{
		{"not sent", &transportError{err: lost}, bot.Retry, bot.Retry},
		{"sent, no answer", &transportError{err: lost, sent: true}, bot.Retry, bot.Uncertain},
		{"500", answer{500, nil, "oops"}.err(), bot.Retry, bot.Uncertain},
		{"502", answer{502, nil, "<html>bad gateway"}.err(), bot.Retry, bot.Uncertain},
		{"503", answer{503, nil, `{"message": "later", "code": 0}`}.err(), bot.Retry, bot.Uncertain},
		{"a redirect", answer{302, nil, ""}.err(), bot.Retry, bot.Retry},
	}
	for _, test := range tests {
		if got := classify(test.err, true).Fate; got != test.repeatable {
			t.Errorf("%s, with a nonce: %q, want %q", test.name, got, test.repeatable)
		}
		if got := classify(test.err, false).Fate; got != test.once {
			t.Errorf("%s, without a nonce: %q, want %q", test.name, got, test.once)
		}
	}
}

func TestRESTFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a redirect was followed: the token went elsewhere")
	}))
	defer elsewhere.Close()
	first := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer first.Close()
	c := newREST(first.URL, "secret", &http.Client{Transport: &http.Transport{DisableKeepAlives: true}})
	if err := c.do(t.Context(), http.MethodGet, "/users/@me", nil, nil); err == nil {
		t.Error("a redirect counts as success")
	}
}

func TestRESTBoundsAnswers(t *testing.T) {
	t.Parallel()
	flood := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 1<<20)
		for range 16 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}))
	defer flood.Close()
	c := newREST(flood.URL, "secret", &http.Client{Transport: &http.Transport{DisableKeepAlives: true}})
	var out map[string]any
	err := c.do(t.Context(), http.MethodGet, "/users/@me", nil, &out)
	if e, ok := errors.AsType[*transportError](err); !ok || !e.sent {
		t.Errorf("an endless answer gave %v, want a transport error", err)
	}
}
