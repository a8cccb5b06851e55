package telegramtest_test

import (
	"strings"
	"testing"
	"time"

	"herald/bot/telegram/telegramtest"
)

func TestSendMessage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 4096)
	button := func(b string) string { return `{"inline_keyboard":[[` + b + `]]}` }
	tests := []struct {
		name string
		f    fields
		want string
	}{
		{"plain", fields{"chat_id": "11", "text": "x"}, "ok"},
		{"by name", fields{"chat_id": "@The_Channel", "text": "x"}, "ok"},
		{"topic", fields{"chat_id": "-1002", "message_thread_id": "7", "text": "x"}, "ok"},
		{"no chat", fields{"text": "x"}, "Bad Request: chat_id is empty"},
		{"unknown chat", fields{"chat_id": "99", "text": "x"}, "Bad Request: chat not found"},
		{"unknown topic", fields{"chat_id": "-1002", "message_thread_id": "8", "text": "x"}, "Bad Request: message thread not found"},
		{"topic General by number", fields{"chat_id": "-1002", "message_thread_id": "1", "text": "x"}, "Bad Request: message thread not found"},
		{"topic of no forum", fields{"chat_id": "-1001", "message_thread_id": "7", "text": "x"}, "Bad Request: message thread not found"},
		{"no text", fields{"chat_id": "11"}, "Bad Request: message text is empty"},
		{"white text", fields{"chat_id": "11", "text": " \n "}, "Bad Request: message text is empty"},
		{"empty after entities", fields{"chat_id": "11", "text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"},
		{"longest", fields{"chat_id": "11", "text": long}, "ok"},
		{"longest after entities", fields{"chat_id": "11", "text": "<b>" + long + "</b>", "parse_mode": "HTML"}, "ok"},
		{"too long", fields{"chat_id": "11", "text": long + "e"}, "Bad Request: message is too long"},
		{"wrong markup", fields{"chat_id": "11", "text": "<p>x", "parse_mode": "HTML"}, `Bad Request: can't parse entities: Unsupported start tag "p" at byte offset 0`},
		{"unknown mode", fields{"chat_id": "11", "text": "x", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"},
		{"wrong preview", fields{"chat_id": "11", "text": "x", "link_preview_options": `{"url":"nowhere"}`}, "Bad Request: Wrong HTTP URL specified"},
		{"answer to nothing", fields{"chat_id": "11", "text": "x", "reply_parameters": `{"message_id":999}`}, "Bad Request: message to be replied not found"},
		{"answer to nothing, allowed", fields{"chat_id": "11", "text": "x", "reply_parameters": `{"message_id":999,"allow_sending_without_reply":true}`}, "ok"},
		{"button", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a","callback_data":"` + strings.Repeat("x", 64) + `","copy_text":{"text":""}}`)}, "ok"},
		{"button with too much data", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a","callback_data":"` + strings.Repeat("é", 33) + `"}`)}, "Bad Request: BUTTON_DATA_INVALID"},
		{"button with an empty copy", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a","copy_text":{"text":""}}`)}, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"button without action", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a"}`)}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"button with two actions", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a","url":"https://e.example/","callback_data":"x"}`)}, "Bad Request: can't parse inline keyboard button: exactly one of the optional fields must be used"},
		{"button with a wrong page", fields{"chat_id": "11", "text": "x", "reply_markup": button(`{"text":"a","url":"nowhere"}`)}, "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := call(t, open(telegramtest.Options{}), "sendMessage", test.f).text(); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestSendPhoto(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	caption := strings.Repeat("x", 1024)
	for f, want := range map[string]string{caption: "ok", caption + "x": "Bad Request: message caption is too long"} {
		if got := call(t, s, "sendPhoto", fields{"chat_id": "11", "photo": "https://e.example/a.jpg", "caption": f}).text(); got != want {
			t.Errorf("caption of %d: %q, want %q", len(f), got, want)
		}
	}
	if got := call(t, s, "sendPhoto", fields{"chat_id": "11"}).text(); got == "ok" {
		t.Error("no photo, and yet sent")
	}
}

func TestPlacesThatCannotBeWrittenTo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		do   func(*telegramtest.Server)
		chat string
		want string
	}{
		{"blocked", func(s *telegramtest.Server) { s.Block(anna) }, "11", "Forbidden: bot was blocked by the user"},
		{"kicked", func(s *telegramtest.Server) { s.RemoveBot(groupID, anna) }, "-1001", "Forbidden: bot was kicked from the supergroup chat"},
		{"left", func(s *telegramtest.Server) { s.SetBotRole(channelID, anna, telegramtest.Left) }, "-1003", "Forbidden: bot is not a member of the channel chat"},
		{"plain member of a channel", func(s *telegramtest.Server) { s.SetBotRole(channelID, anna, telegramtest.Member) }, "-1003", "Bad Request: need administrator rights in the channel chat"},
		{"mute", func(s *telegramtest.Server) { s.Mute(groupID, true) }, "-1001", "Bad Request: not enough rights to send text messages to the chat"},
		{"upgraded", func(s *telegramtest.Server) { s.Migrate(groupID, -100777) }, "-1001", "Bad Request: group chat was upgraded to a supergroup chat"},
		{"upgraded, new id", func(s *telegramtest.Server) { s.Migrate(groupID, -100777) }, "-100777", "ok"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := open(telegramtest.Options{})
			test.do(s)
			got := call(t, s, "sendMessage", fields{"chat_id": test.chat, "text": "x"})
			if got.text() != test.want {
				t.Errorf("%q, want %q", got.text(), test.want)
			}
			if test.name == "upgraded" && got.Parameters.MigrateTo != -100777 {
				t.Errorf("migrate_to_chat_id %d", got.Parameters.MigrateTo)
			}
		})
	}
}

func TestMentionsAreFound(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{NoLimits: true})
	for text, want := range map[string]bool{
		"hello @anna_reads": true, "@anna": true, "(@anna)": true, "a@b.example": false, "@\u2060anna": false,
		`<a href="https://e.example/">@anna</a>`: false, "<code>@anna</code>": false, "<b>@anna</b>": true,
	} {
		call(t, s, "sendMessage", fields{"chat_id": "11", "text": text, "parse_mode": "HTML"})
		list := s.Messages(11, 0)
		if got := list[len(list)-1]; got.Has("mention") != want {
			t.Errorf("%q: mention %v, want %v", text, !want, want)
		}
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	edit := func(f fields) string {
		f["chat_id"] = "11"
		return call(t, s, "editMessageText", f).text()
	}
	call(t, s, "sendMessage", fields{"chat_id": "11", "text": "one", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"x"}]]}`})
	theirs := s.Type(11, 0, anna, "hello")
	const same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	steps := []struct {
		f    fields
		want string
	}{
		{fields{"message_id": "1", "text": "two"}, "ok"},
		{fields{"message_id": "1", "text": "two"}, same},
		{fields{"message_id": "99", "text": "two"}, "Bad Request: message to edit not found"},
		{fields{"message_id": "2", "text": "two"}, "Bad Request: message can't be edited"},
		{fields{"message_id": "1", "text": ""}, "Bad Request: message text is empty"},
	}
	for _, step := range steps {
		if got := edit(step.f); got != step.want {
			t.Errorf("edit %v: %q, want %q", step.f, got, step.want)
		}
	}
	got := s.Messages(11, 0)[0]
	if got.Text != "two" || !got.Edited || got.Buttons != nil || theirs != 2 {
		t.Errorf("message %+v: want it edited, and its buttons gone since none were given", got)
	}
	if got := call(t, s, "editMessageReplyMarkup", fields{"chat_id": "11", "message_id": "1", "reply_markup": `{"inline_keyboard":[[{"text":"b","callback_data":"y"}]]}`}).text(); got != "ok" {
		t.Error(got)
	}
	if got := call(t, s, "deleteMessage", fields{"chat_id": "11", "message_id": "1"}).text(); got != "ok" || len(s.Messages(11, 0)) != 0 {
		t.Error(got)
	}
}

func TestOldMessagesStay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	s := open(telegramtest.Options{Clock: func() time.Time { return now }})
	call(t, s, "sendMessage", fields{"chat_id": "11", "text": "one"})
	now = now.Add(49 * time.Hour)
	if got := call(t, s, "deleteMessage", fields{"chat_id": "11", "message_id": "1"}).text(); got != "Bad Request: message can't be deleted for everyone" {
		t.Error(got)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	s := open(telegramtest.Options{Clock: func() time.Time { return now }})
	send := func(chat string) reply { return call(t, s, "sendMessage", fields{"chat_id": chat, "text": "x"}) }
	for i := range 5 {
		if got := send("11"); !got.OK {
			t.Fatalf("message %d of a burst: %s", i+1, got.Description)
		}
	}
	if got := send("11"); got.Code != 429 || got.Parameters.RetryAfter != 1 || got.Description != "Too Many Requests: retry after 1" {
		t.Errorf("after a burst: %+v", got)
	}
	now = now.Add(time.Second)
	if got := send("11"); !got.OK {
		t.Errorf("a second later: %s", got.Description)
	}
	sent := 0
	for range 40 { // one a second to a group
		now = now.Add(time.Second)
		got := send("-1001")
		if got.OK {
			sent++
		} else if got.Parameters.RetryAfter < 1 || got.Parameters.RetryAfter > 60 {
			t.Errorf("retry after %d", got.Parameters.RetryAfter)
		}
	}
	if sent != 20 {
		t.Errorf("%d messages to a group within a minute, want 20", sent)
	}
	now = now.Add(time.Minute)
	sent = 0
	for id := range int64(50) { // all at once to many people
		s.AddPerson(telegramtest.User{ID: 100 + id, Name: "x"})
		if call(t, s, "sendMessage", fields{"chat_id": itoa(100 + id), "text": "x"}).OK {
			sent++
		}
	}
	if sent != 30 {
		t.Errorf("%d messages in one second, want 30", sent)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := open(telegramtest.Options{})
	s.FailNext(groupID, 500, "Internal Server Error: restart")
	s.LimitNext(groupID, 90*time.Second)
	send := func(chat string) reply { return call(t, s, "sendMessage", fields{"chat_id": chat, "text": "x"}) }
	if got := send("11"); !got.OK {
		t.Errorf("another chat: %+v", got)
	}
	if got := send("-1001"); got.Code != 500 {
		t.Errorf("first: %+v", got)
	}
	if got := send("-1001"); got.Code != 429 || got.Parameters.RetryAfter != 90 {
		t.Errorf("second: %+v", got)
	}
	if got := send("-1001"); !got.OK {
		t.Errorf("third: %+v", got)
	}
	for _, after := range []bool{false, true} {
		before := len(s.Messages(groupID, 0))
		s.Inject(telegramtest.Fault{Chat: groupID, Reset: true, After: after})
		resp, err := s.Transport().RoundTrip(form(t, "http://t.test/bot"+s.Token()+"/sendMessage", fields{"chat_id": "-1001", "text": "x"}))
		if err == nil {
			_ = resp.Body.Close()
			t.Error("the connection was not cut")
		}
		if sent := len(s.Messages(groupID, 0)) > before; sent != after {
			t.Errorf("cut after=%v: sent %v", after, sent)
		}
	}
}
