package telegramtest_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot/telegram/telegramtest"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// got are the updates of a poll: their kinds, and the id of the last.
func got(t testing.TB, r reply) (kinds []string, last int64) {
	t.Helper()
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(r.Result, &list); err != nil {
		t.Fatalf("%s: %v", r.text(), err)
	}
	for _, u := range list {
		last, _ = strconv.ParseInt(string(u["update_id"]), 10, 64)
		for k := range u {
			if k != "update_id" {
				kinds = append(kinds, k)
			}
		}
	}
	return kinds, last
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	s := open(telegramtest.Options{Clock: func() time.Time { return now }})
	for range 3 {
		s.Type(11, 0, anna, "hello")
	}
	poll := func(f fields) (int, int64) {
		now = now.Add(5 * time.Second)
		kinds, last := got(t, call(t, s, "getUpdates", f))
		return len(kinds), last
	}
	n, last := poll(nil)
	if n != 3 {
		t.Fatalf("%d updates, want 3", n)
	}
	if n, _ := poll(nil); n != 3 {
		t.Errorf("%d updates the second time; none was confirmed", n)
	}
	if n, _ := poll(fields{"limit": "2"}); n != 2 {
		t.Errorf("limit 2 gave %d", n)
	}
	if n, _ := poll(fields{"offset": itoa(last)}); n != 1 {
		t.Errorf("offset of the last gave %d", n)
	}
	if n, _ := poll(nil); n != 1 {
		t.Errorf("what was confirmed came again: %d", n)
	}
	if n, _ := poll(fields{"offset": itoa(last + 1)}); n != 0 || s.Unconfirmed() != 0 {
		t.Errorf("%d updates after all were confirmed", n)
	}
	s.Type(11, 0, anna, "a")
	s.Type(11, 0, anna, "b")
	if n, _ := poll(fields{"offset": "-1"}); n != 1 || s.Unconfirmed() != 1 {
		t.Errorf("offset -1 gave %d", n)
	}
}

func TestHastyPollsAreSlowedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(telegramtest.Options{})
		for range 3 {
			s.Type(11, 0, anna, "hello")
		}
		counts := []int{}
		for _, pause := range []time.Duration{0, 0, time.Second} {
			<-time.After(pause)
			kinds, _ := got(t, call(t, s, "getUpdates", nil))
			counts = append(counts, len(kinds))
		}
		if diff := cmp.Diff([]int{3, 1, 3}, counts); diff != "" {
			t.Errorf("updates of polls with one offset (-want +got):\n%s", diff)
		}
		call(t, s, "getUpdates", fields{"offset": "999999999"})
		began := time.Now()
		call(t, s, "getUpdates", fields{"offset": "999999999"})
		if d := time.Since(began); d != 3*time.Second {
			t.Errorf("the same empty poll again took %v, want 3 s", d)
		}
	})
}

func TestAllowedUpdatesStick(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(telegramtest.Options{})
		call(t, s, "getUpdates", fields{"allowed_updates": `["my_chat_member"]`})
		call(t, s, "getUpdates", nil) // keeps what was said
		s.Type(11, 0, anna, "hello")
		s.Block(anna)
		kinds, _ := got(t, call(t, s, "getUpdates", nil))
		if diff := cmp.Diff([]string{"my_chat_member"}, kinds); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if r := call(t, s, "getUpdates", fields{"allowed_updates": "?"}); r.Code != 400 {
			t.Errorf("%+v", r)
		}
	})
}

func TestLongPolling(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(telegramtest.Options{})
		began := time.Now()
		call(t, s, "getUpdates", fields{"timeout": "20"})
		if d := time.Since(began); d != 20*time.Second {
			t.Errorf("an empty poll of 20 s took %v", d)
		}
		began = time.Now()
		call(t, s, "getUpdates", fields{"timeout": "600"})
		if d := time.Since(began); d != 50*time.Second {
			t.Errorf("an empty poll of 600 s took %v, want the most there is, 50 s", d)
		}
		began = time.Now()
		go func() {
			<-time.After(7 * time.Second)
			s.Type(11, 0, anna, "hello")
		}()
		kinds, _ := got(t, call(t, s, "getUpdates", fields{"timeout": "20"}))
		if d := time.Since(began); d != 7*time.Second || len(kinds) != 1 {
			t.Errorf("a poll took %v and gave %v, want the message of the seventh second", d, kinds)
		}
	})
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := open(telegramtest.Options{})
		first := make(chan reply)
		go func() { first <- call(t, s, "getUpdates", fields{"timeout": "30"}) }()
		synctest.Wait()
		second := make(chan reply)
		go func() { second <- call(t, s, "getUpdates", fields{"timeout": "5"}) }()
		if r := <-first; r.Code != 409 || !strings.HasPrefix(r.Description, "Conflict: terminated by other getUpdates request") {
			t.Errorf("the first poll: %+v", r)
		}
		if r := <-second; !r.OK {
			t.Errorf("the second poll: %+v", r)
		}
		s.SetWebhook("https://e.example/")
		if r := call(t, s, "getUpdates", nil); r.Code != 409 || !strings.Contains(r.Description, "webhook is active") {
			t.Errorf("with a webhook: %+v", r)
		}
		call(t, s, "deleteWebhook", nil)
		if r := call(t, s, "getUpdates", nil); !r.OK {
			t.Errorf("without: %+v", r)
		}
	})
}

func TestPollEndsWithTheServer(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	address := s.URL() + "/bot" + s.Token() + "/getUpdates?timeout=50"
	done := make(chan struct{})
	go func() {
		defer close(done)
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := client.Get(address)
		if err == nil {
			_ = resp.Body.Close()
		}
	}()
	if err := s.AwaitPoll(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	<-done
}

func TestPrivacy(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"hello": 0, "/latest": 1, "hello @HeraldTestBot": 1} {
		s := open(telegramtest.Options{})
		s.Type(groupID, 0, anna, text)
		if n := s.Unconfirmed(); n != want {
			t.Errorf("%q in a group gives %d updates, want %d", text, n, want)
		}
		open := open(telegramtest.Options{NoPrivacy: true})
		open.Type(groupID, 0, anna, text)
		if n := open.Unconfirmed(); n != 1 {
			t.Errorf("%q without privacy mode gives %d updates", text, n)
		}
	}
}

func TestChannelPostsNameNobody(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	s.Type(channelID, 0, anna, "/latest")
	r := call(t, s, "getUpdates", nil)
	if kinds, _ := got(t, r); len(kinds) != 1 || kinds[0] != "channel_post" || strings.Contains(string(r.Result), `"from"`) {
		t.Errorf("a post gives %s", r.Result)
	}
}

func TestPressesAreAnsweredOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	s := open(telegramtest.Options{Clock: func() time.Time { return now }})
	call(t, s, "sendMessage", fields{"chat_id": "11", "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"Go","callback_data":"x"}]]}`})
	answer := func(id string, more fields) string {
		f := fields{"callback_query_id": id}
		maps.Copy(f, more)
		return call(t, s, "answerCallbackQuery", f).text()
	}
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	id := s.Press(11, 0, anna, "Go")
	for _, step := range []struct {
		more fields
		want string
	}{
		{fields{"text": strings.Repeat("x", 201)}, "Bad Request: MESSAGE_TOO_LONG"},
		{fields{"url": "https://e.example/"}, "Bad Request: URL_INVALID"},
		{fields{"text": "done", "show_alert": "true"}, "ok"},
		{nil, old},
	} {
		if got := answer(id, step.more); got != step.want {
			t.Errorf("%v: %q, want %q", step.more, got, step.want)
		}
	}
	if a := s.Answers(); len(a) != 1 || a[0].Text != "done" || !a[0].Alert {
		t.Errorf("answers %+v", a)
	}
	id = s.Press(11, 0, anna, "Go")
	now = now.Add(time.Minute)
	if got := answer(id, nil); got != old {
		t.Errorf("a minute later: %q", got)
	}
	if got := s.Press(11, 0, anna, "Nowhere"); got != "" {
		t.Errorf("pressed %q", got)
	}
}

func TestMenu(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	tests := []struct {
		commands, scope, want string
	}{
		{`[{"command":"latest","description":"the newest"}]`, "", "ok"},
		{`[{"command":"latest","description":"the newest"}]`, `{"type":"all_group_chats"}`, "ok"},
		{`[{"command":"latest","description":"the newest"}]`, `{"type":"everybody"}`, "Bad Request: can't parse BotCommandScope: unsupported type specified"},
		{`[{"command":"Latest","description":"the newest"}]`, "", "Bad Request: BOT_COMMAND_INVALID"},
		{`[{"command":"latest","description":""}]`, "", "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{`?`, "", "Bad Request: can't parse commands specified"},
	}
	for _, test := range tests {
		if got := call(t, s, "setMyCommands", fields{"commands": test.commands, "scope": test.scope}).text(); got != test.want {
			t.Errorf("%s for %q: %q, want %q", test.commands, test.scope, got, test.want)
		}
	}
	if r := call(t, s, "getMyCommands", fields{"scope": `{"type":"all_group_chats"}`}); !strings.Contains(string(r.Result), "latest") {
		t.Errorf("menu of groups: %s", r.Result)
	}
	call(t, s, "deleteMyCommands", nil)
	if r := call(t, s, "getMyCommands", nil); string(r.Result) != "[]" {
		t.Errorf("deleted menu: %s", r.Result)
	}
}

func TestMembers(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	s.SetRole(groupID, anna, telegramtest.Administrator)
	for method, want := range map[string]string{
		"getChatMember":         `"status":"administrator"`,
		"getChatAdministrators": `"id":11`,
		"getChat":               `"title":"Group"`,
	} {
		if r := call(t, s, method, fields{"chat_id": "-1001", "user_id": "11"}); !strings.Contains(string(r.Result), want) {
			t.Errorf("%s: %s %s, want %s", method, r.text(), r.Result, want)
		}
	}
	if r := call(t, s, "getChatMember", fields{"chat_id": "-1001", "user_id": "999"}); r.Code != 400 {
		t.Errorf("unknown user: %+v", r)
	}
	if r := call(t, s, "sendChatAction", fields{"chat_id": "-1001", "action": "typing"}); !r.OK {
		t.Errorf("sendChatAction: %+v", r)
	}
}
