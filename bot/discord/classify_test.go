package discord

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"herald/bot"
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

func TestClassifyCodes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		codes  []string
		want   bot.Fate
	}{
		"the channel is lost": {403, []string{
			"10003", "10004", "50001", "50013", "50024", "50008", "40058", "10015", "50083", "160005", "50007", "50278",
		}, bot.Gone},
		"the message is at fault": {400, []string{
			"50035", "200000", "200001", "240000", "50006", "10008", "50005", "40005", "40067", "50109", "10062", "40060",
		}, bot.Rejected},
		"a passing trouble":   {403, []string{"130000", "110000", "110001", "40004"}, bot.Retry},
		"unknown code in 400": {400, []string{"99999"}, bot.Rejected},
		"unknown code in 403": {403, []string{"0"}, bot.Gone},
		"unknown code in 404": {404, []string{"0"}, bot.Retry},
		"token":               {401, []string{"0", "40001", "50014"}, bot.Refused},
	}
	for name, test := range tests {
		for _, code := range test.codes {
			err := answer{status: test.status, body: `{"message": "no", "code": ` + code + `}`}.err()
			if got := classify(err, true); got.Fate != test.want {
				t.Errorf("%s: status %d code %s has fate %q, want %q", name, test.status, code, got.Fate, test.want)
			}
		}
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
