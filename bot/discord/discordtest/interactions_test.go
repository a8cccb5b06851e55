package discordtest_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"herald/bot/discord/discordtest"
)

// client is a bare client of the gateway.
type client struct {
	t  *testing.T
	ws *websocket.Conn
}

// payload is what the gateway sends.
type payload struct {
	Op   int             `json:"op"`
	Type string          `json:"t"`
	Seq  int64           `json:"s"`
	Data json.RawMessage `json:"d"`
}

func (b *bench) dial(t *testing.T) *client {
	t.Helper()
	var where struct{ URL string }
	if err := json.Unmarshal([]byte(b.call(t, "GET", "/gateway", "").Body), &where); err != nil {
		t.Fatal(err)
	}
	return dialURL(t, where.URL)
}

func dialURL(t *testing.T, url string) *client {
	t.Helper()
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), url+"?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return &client{t, ws}
}

func (c *client) send(op int, data any) {
	c.t.Helper()
	if err := c.ws.WriteJSON(map[string]any{"op": op, "d": data}); err != nil {
		c.t.Fatal(err)
	}
}

// next reads until a payload of the op, or dispatch of the type, comes.
func (c *client) next(op int, kind string) payload {
	c.t.Helper()
	for {
		var p payload
		_ = c.ws.SetReadDeadline(time.Now().Add(3 * time.Minute))
		if err := c.ws.ReadJSON(&p); err != nil {
			c.t.Fatalf("waiting for op %d %s: %v", op, kind, err)
		}
		if p.Op == op && p.Type == kind {
			return p
		}
	}
}

// closed waits for the end of the connection and returns its code.
func (c *client) closed() int {
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(3 * time.Minute))
		if _, _, err := c.ws.ReadMessage(); err != nil {
			if e, ok := errors.AsType[*websocket.CloseError](err); ok {
				return e.Code
			}
			return 0
		}
	}
}

func (b *bench) identify(t *testing.T) (*client, payload) {
	t.Helper()
	c := b.dial(t)
	c.next(10, "")
	c.send(2, map[string]any{"token": b.Token(), "intents": 1, "properties": map[string]string{}})
	return c, c.next(0, "READY")
}

func TestGatewayCloses(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	tests := []struct {
		name string
		op   int
		data any
		code int
	}{
		{"a wrong token", 2, map[string]any{"token": "wrong", "intents": 1}, 4004},
		{"a privileged intent", 2, map[string]any{"token": b.Token(), "intents": 1 << 15}, 4014},
		{"an unknown intent", 2, map[string]any{"token": b.Token(), "intents": 1 << 30}, 4013},
		{"an unknown op", 99, nil, 4001},
		{"too early", 3, map[string]any{}, 4003},
		{"too large", 1, strings.Repeat("x", 5000), 4002},
		{"a wrong token to resume", 6, map[string]any{"token": "wrong", "session_id": "x"}, 4004},
	}
	for _, test := range tests {
		c := b.dial(t)
		c.next(10, "")
		c.send(test.op, test.data)
		if got := c.closed(); got != test.code {
			t.Errorf("%s closes with %d, want %d", test.name, got, test.code)
		}
	}
	c, _ := b.identify(t)
	c.send(2, map[string]any{"token": b.Token(), "intents": 1})
	if got := c.closed(); got != 4005 {
		t.Errorf("a second identify closes with %d, want 4005", got)
	}
}

func TestGatewayRateLimit(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	c, _ := b.identify(t)
	for range 125 {
		if c.ws.WriteJSON(map[string]any{"op": 1, "d": nil}) != nil {
			break
		}
	}
	if got := c.closed(); got != 4008 {
		t.Errorf("closed with %d, want 4008", got)
	}
}

func TestHeartbeatAndResume(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	c, ready := b.identify(t)
	created := c.next(0, "GUILD_CREATE")
	c.send(1, created.Seq)
	c.next(11, "")
	var r struct {
		Session string `json:"session_id"`
		URL     string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(ready.Data, &r); err != nil {
		t.Fatal(err)
	}
	_ = c.ws.Close()
	missed := b.NewChannel(b.guild, "missed", discordtest.Text)
	c = dialURL(t, r.URL)
	c.next(10, "")
	c.send(6, map[string]any{"token": b.Token(), "session_id": r.Session, "seq": created.Seq})
	if p := c.next(0, "CHANNEL_CREATE"); !strings.Contains(string(p.Data), missed) {
		t.Errorf("resuming brings %s, want channel %s", p.Data, missed)
	}
	c.next(0, "RESUMED")
	if b.Resumes() != 1 {
		t.Errorf("%d sessions were resumed, want 1", b.Resumes())
	}
	b.Disconnect(1000) // ends the session
	c = b.dial(t)
	c.next(10, "")
	c.send(6, map[string]any{"token": b.Token(), "session_id": r.Session, "seq": created.Seq})
	if p := c.next(9, ""); string(p.Data) != "false" {
		t.Errorf("an ended session: op 9 says %s, want false", p.Data)
	}
}

// register registers one command.
func (b *bench) register(t *testing.T) {
	t.Helper()
	b.call(t, "PUT", "/applications/"+b.Application()+"/commands", `[{"name": "latest", "description": "the newest", "options": [
		{"type": 3, "name": "topic", "description": "which", "autocomplete": true},
		{"type": 4, "name": "count", "description": "how many", "min_value": 1}]}]`).want(t, 200, 0)
}

// asked gives a command and returns the paths to answer it.
func (b *bench) asked(t *testing.T, c *client) (callback, webhook string) {
	t.Helper()
	_, err := b.Slash(b.channel, discordtest.User{ID: "1", Name: "Rita"}, "latest", discordtest.Value{Name: "count", Value: "3"})
	if err != nil {
		t.Fatal(err)
	}
	return paths(t, c.next(0, "INTERACTION_CREATE"))
}

func paths(t *testing.T, p payload) (callback, webhook string) {
	t.Helper()
	var i struct {
		ID    string `json:"id"`
		Token string `json:"token"`
		App   string `json:"application_id"`
	}
	if err := json.Unmarshal(p.Data, &i); err != nil {
		t.Fatal(err)
	}
	return "/interactions/" + i.ID + "/" + i.Token + "/callback", "/webhooks/" + i.App + "/" + i.Token
}

func TestInteractionDeadlines(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.register(t)
	c, _ := b.identify(t)
	callback, _ := b.asked(t, c)
	b.clock.advance(4 * time.Second)
	b.callWith(t, "POST", callback, `{"type": 5}`, nil).want(t, 404, 10062)

	callback, webhook := b.asked(t, c)
	b.callWith(t, "PATCH", webhook+"/messages/@original", `{"content": "early"}`, nil).want(t, 404, 10015)
	b.callWith(t, "POST", callback, `{"type": 5}`, nil).want(t, 204, 0)
	b.callWith(t, "POST", callback, `{"type": 5}`, nil).want(t, 400, 40060)
	if n := len(b.Messages(b.channel)); n != 0 {
		t.Errorf("%d messages are shown while the answer is put off", n)
	}
	b.callWith(t, "PATCH", webhook+"/messages/@original", `{"content": "late"}`, nil).want(t, 200, 0)
	b.callWith(t, "POST", webhook, `{"content": "more", "flags": 64}`, nil).want(t, 200, 0)
	b.callWith(t, "GET", webhook+"/messages/@original", "", nil).want(t, 200, 0)
	shown := b.Messages(b.channel)
	if len(shown) != 2 || shown[0].Text() != "late" || !shown[1].Ephemeral {
		t.Errorf("shown: %+v", shown)
	}
	b.callWith(t, "DELETE", webhook+"/messages/@original", "", nil).want(t, 204, 0)
	b.clock.advance(16 * time.Minute)
	b.callWith(t, "POST", webhook, `{"content": "too late"}`, nil).want(t, 401, 50027)
}

func TestInteractionForms(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{NoLimits: true})
	b.register(t)
	c, _ := b.identify(t)
	callback, _ := b.asked(t, c)
	for name, body := range map[string]string{
		"an update without a press":  `{"type": 7, "data": {"content": "x"}}`,
		"choices without typing":     `{"type": 8, "data": {"choices": []}}`,
		"an embed that is too long":  `{"type": 4, "data": {"embeds": [{"title": "` + strings.Repeat("x", 300) + `"}]}}`,
		"an unknown kind of answer":  `{"type": 77}`,
		"an answer without any text": `{"type": 4, "data": {"embeds": [{}]}}`,
	} {
		if a := b.callWith(t, "POST", callback, body, nil); a.Status != 400 {
			t.Errorf("%s gives %d %s", name, a.Status, a.Body)
		}
	}
	b.callWith(t, "POST", callback, `{"type": 4, "data": {"content": "<@1180000000000000001> @everyone", "flags": 64}}`, nil).want(t, 204, 0)
	shown := b.Messages(b.channel)
	if len(shown) != 1 || !shown[0].Ephemeral || len(shown[0].Mentions) != 1 {
		t.Errorf("shown: %+v; by default answers notify users alone", shown)
	}
	if _, err := b.Slash(b.channel, discordtest.User{}, "latest", discordtest.Value{Name: "count", Value: "many"}); err == nil {
		t.Error("a number option took a word")
	}
	if _, err := b.Slash(b.channel, discordtest.User{}, "unheard"); err == nil {
		t.Error("a command was given that is not registered")
	}
}

func TestTyping(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	b.register(t)
	c, _ := b.identify(t)
	done := make(chan []discordtest.Choice, 1)
	go func() {
		got, _ := b.Autocomplete(t.Context(), b.channel, discordtest.User{ID: "1"}, "latest", discordtest.Value{Name: "topic", Value: "ir", Focused: true})
		done <- got
	}()
	callback, _ := paths(t, c.next(0, "INTERACTION_CREATE"))
	b.callWith(t, "POST", callback, `{"type": 8, "data": {}}`, nil).want(t, 400, 50035)
	b.callWith(t, "POST", callback, `{"type": 8, "data": {"choices": [{"name": "", "value": "x"}]}}`, nil).want(t, 400, 50035)
	b.callWith(t, "POST", callback, `{"type": 8, "data": {"choices": [{"name": "Iran", "value": "iran"}]}}`, nil).want(t, 204, 0)
	if got := <-done; len(got) != 1 || got[0].Value != "iran" {
		t.Errorf("choices are %+v", got)
	}
}

func TestCommandForms(t *testing.T) {
	t.Parallel()
	b := open(t, discordtest.Options{})
	put := func(body string) answer { return b.call(t, "PUT", "/applications/"+b.Application()+"/commands", body) }
	many := strings.Repeat(`{"name": "a", "description": "a"},`, 101)
	for name, test := range map[string]struct {
		body string
		code int
	}{
		"upper case":     {`[{"name": "Latest", "description": "x"}]`, 50035},
		"a space":        {`[{"name": "la test", "description": "x"}]`, 50035},
		"no description": {`[{"name": "latest"}]`, 50035},
		"a long one":     {`[{"name": "latest", "description": "` + strings.Repeat("x", 101) + `"}]`, 50035},
		"twice":          {`[{"name": "a", "description": "x"}, {"name": "a", "description": "x"}]`, 50035},
		"too many":       {`[` + strings.TrimSuffix(many, ",") + `]`, 30032},
		"required after optional": {`[{"name": "a", "description": "x", "options": [
			{"type": 3, "name": "b", "description": "x"}, {"type": 3, "name": "c", "description": "x", "required": true}]}]`, 50035},
	} {
		if a := put(test.body); a.Status != 400 || a.Code != test.code {
			t.Errorf("%s gives %d %s", name, a.Status, a.Body)
		}
	}
	if b.Overwrites() != 0 || len(b.Commands()) != 0 {
		t.Error("a bad list was kept")
	}
	b.register(t)
	b.call(t, "GET", "/applications/"+b.Application()+"/commands", "").want(t, 200, 0)
	b.call(t, "PUT", "/applications/1/commands", "[]").want(t, 404, 10002)
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, text, marks string }{
		{"plain words", "plain words", ""},
		{"**bold** and *slanted*", "bold and slanted", "strong em"},
		{`\*\*not\*\* \_x\_`, "**not** _x_", ""},
		{"[text](https://x.example/a)", "text", "link"},
		{`\[text\](https\://x.example)`, "[text](https://x.example)", ""},
		{"https://x.example/a.", "https://x.example/a.", "link"},
		{"> quoted\n- item\n# head\n-# small", "quoted\nitem\nhead\nsmall", "quote list heading subtext"},
		{"`a*b*` ||c|| ~~d~~ __e__", "a*b* c d e", "code spoiler strike underline"},
		{"<@1> @everyone <#2> <t:1:R> <:x:3>", "@1 @everyone #2 t:1:R :x:", "mention mention mention time emoji"},
		{"a * b * c", "a  b  c", "em"},
		{"***both***", "both", "strong em"},
	}
	for _, test := range tests {
		got := discordtest.Read(test.in)
		if got.Text != test.text || strings.Join(got.Marks, " ") != test.marks {
			t.Errorf("Read(%q) = %q with %q; want %q with %q", test.in, got.Text, got.Marks, test.text, test.marks)
		}
	}
}
