package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"herald/bot/discord/discordtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a server's clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// bench is a server, a client of it, and the server's clock.
type bench struct {
	*discordtest.Server
	clock   *clock
	channel string
	guild   string
}

func open(t *testing.T, o discordtest.Options) *bench {
	t.Helper()
	c := &clock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	o.Now = c.Now
	b := &bench{Server: discordtest.NewServer(o), clock: c}
	t.Cleanup(b.Close)
	b.guild, b.channel = b.NewGuild("Readers")
	return b
}

// answer is what the server said.
type answer struct {
	Status int
	Header http.Header
	Body   string
	ID     string  `json:"id"`
	Code   int     `json:"code"`
	After  float64 `json:"retry_after"`
	Global bool    `json:"global"`
}

func (b *bench) call(t *testing.T, method, path, body string) answer {
	t.Helper()
	return b.callWith(t, method, path, body, map[string]string{"Authorization": "Bot " + b.Token()})
}

func (b *bench) callWith(t *testing.T, method, path, body string, header map[string]string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, b.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "DiscordBot (https://x.example, 1)")
	for k, v := range header {
		req.Header.Set(k, v)
	}
	resp, err := b.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{Status: resp.StatusCode, Header: resp.Header, Body: string(bytes.TrimSpace(raw))}
	_ = json.Unmarshal(raw, &a)
	return a
}

func (b *bench) post(t *testing.T, body string) answer {
	t.Helper()
	return b.call(t, "POST", "/channels/"+b.channel+"/messages", body)
}

func (a answer) want(t *testing.T, status, code int) {
	t.Helper()
	if a.Status != status || a.Code != code {
		t.Errorf("got %d %s, want status %d, code %d", a.Status, a.Body, status, code)
	}
}

func TestAuthorisation(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.callWith(t, "GET", "/users/@me", "", nil).want(t, 401, 0)
	b.callWith(t, "GET", "/users/@me", "", map[string]string{"Authorization": "Bot wrong"}).want(t, 401, 0)
	b.callWith(t, "GET", "/users/@me", "", map[string]string{"User-Agent": "curl/8"}).want(t, 403, 40333)
	b.callWith(t, "GET", "/gateway", "", nil).want(t, 200, 0)
	for _, path := range []string{"/users/@me", "/applications/@me", "/oauth2/applications/@me"} {
		if a := b.call(t, "GET", path, ""); a.Status != 200 || a.ID != b.Application() {
			t.Errorf("%s gives %d %s", path, a.Status, a.Body)
		}
	}
	b.call(t, "GET", "/gateway/bot", "").want(t, 200, 0)
	b.call(t, "GET", "/nothing", "").want(t, 404, 0)
	b.Revoke()
	b.call(t, "GET", "/users/@me", "").want(t, 401, 0)
}

func TestMessageForms(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("x", n) }
	embed := func(s string) string { return `{"embeds": [` + s + `]}` }
	row := func(s string) string {
		return `{"content": "x", "components": [{"type": 1, "components": [` + s + `]}]}`
	}
	press := `{"type": 2, "style": 2, "label": "a", "custom_id": "a"}`
	tests := []struct {
		name, body   string
		status, code int
	}{
		{"content", `{"content": "hello"}`, 200, 0},
		{"no JSON", `{`, 400, 50109},
		{"nothing", `{}`, 400, 50006},
		{"white space", `{"content": "  "}`, 400, 50006},
		{"the longest content", `{"content": "` + long(2000) + `"}`, 200, 0},
		{"longer content", `{"content": "` + long(2001) + `"}`, 400, 50035},
		{"an embed", embed(`{"title": "` + long(256) + `", "description": "` + long(4096) + `"}`), 200, 0},
		{"a longer title", embed(`{"title": "` + long(257) + `"}`), 400, 50035},
		{"a longer description", embed(`{"description": "` + long(4097) + `"}`), 400, 50035},
		{"a longer footer", embed(`{"title": "a", "footer": {"text": "` + long(2049) + `"}}`), 400, 50035},
		{"more than 6000 together", embed(`{"description": "` + long(4000) + `"}, {"description": "` + long(2001) + `"}`), 400, 50035},
		{"an empty embed", embed(`{}`), 400, 50035},
		{"a bad picture", embed(`{"image": {"url": "nowhere"}}`), 400, 50035},
		{"a bad link", embed(`{"title": "a", "url": "javascript:x"}`), 400, 50035},
		{"a button", row(press), 200, 0},
		{"two alike", row(press + "," + press), 400, 50035},
		{"six in a row", row(strings.Repeat(press+",", 5) + press), 400, 50035},
		{"no label", row(`{"type": 2, "style": 2, "label": "", "custom_id": "a"}`), 400, 50035},
		{"a long label", row(`{"type": 2, "style": 2, "label": "` + long(81) + `", "custom_id": "a"}`), 400, 50035},
		{"a long id", row(`{"type": 2, "style": 2, "label": "a", "custom_id": "` + long(101) + `"}`), 400, 50035},
		{"no id", row(`{"type": 2, "style": 2, "label": "a"}`), 400, 50035},
		{"a page", row(`{"type": 2, "style": 5, "label": "a", "url": "https://x.example"}`), 200, 0},
		{"a page with an id", row(`{"type": 2, "style": 5, "label": "a", "url": "https://x.example", "custom_id": "a"}`), 400, 50035},
		{"a long nonce", `{"content": "x", "nonce": "` + long(26) + `"}`, 400, 50035},
		{"a number as nonce", `{"content": "x", "nonce": 12345}`, 200, 0},
		{"both kinds of layout", `{"content": "x", "flags": 32768}`, 400, 50035},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := open(t, discordtest.Options{})
			b.post(t, test.body).want(t, test.status, test.code)
			if shown := len(b.Messages(b.channel)); shown != map[int]int{200: 1}[test.status] {
				t.Errorf("%d messages are shown after status %d", shown, test.status)
			}
		})
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	const all = `"@everyone <@1180000000000000001> <@&1180000000000000002>"`
	first := b.post(t, `{"content": `+all+`}`)
	b.post(t, `{"content": `+all+`, "allowed_mentions": {"parse": []}}`)
	b.post(t, `{"embeds": [{"description": `+all+`}]}`)
	for i, want := range []int{3, 0, 0} {
		if got := b.Messages(b.channel)[i].Mentions; len(got) != want {
			t.Errorf("message %d notifies %q, want %d", i, got, want)
		}
	}
	b.call(t, "PATCH", "/channels/"+b.channel+"/messages/"+first.ID, `{"content": "@here", "allowed_mentions": {"parse": []}}`)
	if got := b.Messages(b.channel)[0].Mentions; len(got) != 0 {
		t.Errorf("an edit with nobody allowed notifies %q", got)
	}
	b.call(t, "PATCH", "/channels/"+b.channel+"/messages/"+first.ID, `{"content": "@here"}`)
	if got := b.Messages(b.channel)[0].Mentions; len(got) != 1 {
		t.Errorf("an edit without allowed_mentions notifies %q, want the default again", got)
	}
}

func TestNonces(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{NoLimits: true})
	const body = `{"content": "x", "nonce": "h1", "enforce_nonce": true}`
	first := b.post(t, body)
	other := b.NewChannel(b.guild, "other", discordtest.Text)
	if again := b.call(t, "POST", "/channels/"+other+"/messages", body); again.ID != first.ID {
		t.Errorf("a nonce gave %s, then %s", first.ID, again.ID)
	}
	if again := b.post(t, `{"content": "x", "nonce": "h1"}`); again.ID == first.ID {
		t.Error("a nonce that is not enforced was looked at")
	}
	b.clock.advance(time.Hour)
	second := b.post(t, body)
	if second.ID == first.ID {
		t.Error("a nonce was remembered for an hour")
	}
	b.DeleteMessage(b.channel, second.ID)
	b.post(t, body).want(t, 404, 10008)
}

func TestEmbedsOfOneURLShowOnce(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.post(t, `{"embeds": [{"title": "a", "url": "https://x.example"}, {"title": "b", "url": "https://x.example"}, {"title": "c"}]}`)
	shown := b.Messages(b.channel)[0]
	if len(shown.Embeds) != 2 || shown.Text() != "a\nc" {
		t.Errorf("shown: %q", shown.Text())
	}
}

func TestMessagesComeAndGo(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	made := b.post(t, `{"content": "x", "flags": 4096}`)
	path := "/channels/" + b.channel + "/messages/" + made.ID
	b.call(t, "GET", path, "").want(t, 200, 0)
	b.call(t, "PATCH", path, `{"embeds": [{"title": "y"}], "content": ""}`).want(t, 200, 0)
	shown := b.Messages(b.channel)[0]
	if !shown.Edited || !shown.Silent || shown.Text() != "y" {
		t.Errorf("after an edit: %+v", shown)
	}
	b.call(t, "DELETE", path, "").want(t, 204, 0)
	b.call(t, "PATCH", path, `{"content": "z"}`).want(t, 404, 10008)
}

func TestChannelLimit(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	for i := range 5 {
		a := b.post(t, `{"content": "x"}`)
		a.want(t, 200, 0)
		if got, want := a.Header.Get("X-RateLimit-Remaining"), fmt.Sprint(4-i); got != want {
			t.Errorf("remaining is %s, want %s", got, want)
		}
	}
	a := b.post(t, `{"content": "x"}`)
	if a.Status != 429 || a.After <= 0 || a.After > 5 || a.Global || a.Header.Get("X-RateLimit-Scope") != "user" || a.Header.Get("Retry-After") == "" {
		t.Errorf("the sixth message gave %d %s %v", a.Status, a.Body, a.Header)
	}
	other := b.NewChannel(b.guild, "other", discordtest.Text)
	b.call(t, "POST", "/channels/"+other+"/messages", `{"content": "x"}`).want(t, 200, 0)
	b.clock.advance(5 * time.Second)
	b.post(t, `{"content": "x"}`).want(t, 200, 0)
}

func TestGlobalLimit(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	var last answer
	for range 51 {
		last = b.call(t, "GET", "/users/@me", "")
	}
	if last.Status != 429 || !last.Global || last.Header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("the 51st request gave %d %s", last.Status, last.Body)
	}
	if last.Header.Get("X-RateLimit-Remaining") != "" {
		t.Error("a global limit tells counters; the real one does not")
	}
	b.callWith(t, "POST", "/interactions/1/x/callback", "{}", nil).want(t, 404, 10062) // not bound by it
	b.clock.advance(time.Second)
	b.call(t, "GET", "/users/@me", "").want(t, 200, 0)
}

func TestOrderedTrouble(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.FailNext(b.channel, 500, 0, "oops")
	b.LimitNext(b.channel, 1337*time.Second, discordtest.ScopeShared)
	b.BlockNext(b.channel, time.Minute)
	b.post(t, `{"content": "x"}`).want(t, 500, 0)
	if a := b.post(t, `{"content": "x"}`); a.After != 1337 || a.Header.Get("X-RateLimit-Remaining") != "9" {
		t.Errorf("a shared limit gave %s %v", a.Body, a.Header)
	}
	if a := b.post(t, `{"content": "x"}`); a.Status != 429 || !strings.Contains(a.Body, "<h1>") {
		t.Errorf("a block gave %d %s", a.Status, a.Body)
	}
	b.post(t, `{"content": "x"}`).want(t, 200, 0)
}

func TestPlacesThatCannotBeWrittenTo(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{NoLimits: true})
	say := func(channel string) answer {
		return b.call(t, "POST", "/channels/"+channel+"/messages", `{"content": "x"}`)
	}
	say("1000000000000000001").want(t, 404, 10003)
	say(b.NewChannel(b.guild, "forum", discordtest.Forum)).want(t, 400, 50008)
	thread := b.NewThread(b.channel, "thread")
	b.Deny(thread, discordtest.SendMessages) // means nothing in threads
	say(thread).want(t, 200, 0)
	b.Deny(thread, discordtest.SendInThreads)
	say(thread).want(t, 403, 50013)
	b.Deny(b.channel, discordtest.ViewChannel)
	say(b.channel).want(t, 403, 50001)
	b.Deny(b.channel, 0)
	b.RemoveBot(b.guild)
	say(b.channel).want(t, 403, 50001)
	b.AddBot(b.guild)
	say(b.channel).want(t, 200, 0)
	b.call(t, "GET", "/channels/"+b.channel, "").want(t, 200, 0)
	b.DeleteChannel(b.channel)
	say(b.channel).want(t, 404, 10003)
}
