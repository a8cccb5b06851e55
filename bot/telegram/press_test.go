package telegram_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

// post sends a message with one button to a chat.
func (r *rig) post(t *testing.T, chat int64, b bot.Button) {
	t.Helper()
	m := bot.Say("a post")
	m.Buttons = [][]bot.Button{{b}}
	if _, err := r.Send(t.Context(), bot.Post{To: address(strconv.FormatInt(chat, 10)), Message: m}); err != nil {
		t.Fatal(err)
	}
}

// pressed presses the button and gives the answer to the press.
func (r *rig) pressed(t *testing.T, chat int64, by telegramtest.User, label string) telegramtest.Answer {
	t.Helper()
	id := r.server.Press(chat, 0, by, label)
	if id == "" {
		t.Fatalf("no button %q", label)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	a, err := r.server.AwaitAnswer(ctx, id)
	if err != nil {
		t.Fatalf("the press was not answered: %v", err)
	}
	settle(10 * time.Second)
	return a
}

func TestPress(t *testing.T) {
	t.Parallel()
	whisper := bot.Say("You get it already.")
	whisper.Private = true
	long := bot.Say(strings.Repeat("x", 201))
	long.Private = true
	tests := []struct {
		name   string
		answer bot.Message
		button bot.Button
		// What is seen afterwards: the answer to the press, the old message, and
		// those that came after it.
		notice string
		alert  bool
		text   string
		more   int
	}{
		{"new message", bot.Say("story 12"), bot.Button{Label: "Go", Command: "story 12"}, "", false, "a post", 1},
		{"replaces", bot.Say("page 2"), bot.Button{Label: "Go", Command: "story 12 page 2", Replace: true}, "", false, "page 2", 0},
		{"nothing to say", bot.Message{}, bot.Button{Label: "Go", Command: "story 12", Replace: true}, "", false, "a post", 0},
		{"private", whisper, bot.Button{Label: "Go", Command: "story 12"}, "You get it already.", true, "a post", 0},
		{"private, instead of replacing", whisper, bot.Button{Label: "Go", Command: "story 12", Replace: true}, "You get it already.", true, "a post", 0},
		{"private but long", long, bot.Button{Label: "Go", Command: "story 12"}, "", false, "a post", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.host.Answer("story", func(context.Context, bot.Request) bot.Message { return test.answer })
				r.start(t)
				r.post(t, groupID, test.button)
				got := r.pressed(t, groupID, anna, "Go")
				if got.Text != test.notice || got.Alert != test.alert || got.URL != "" {
					t.Errorf("the presser sees %+v", got)
				}
				texts := r.texts(groupID)
				if texts[0] != test.text || len(texts) != 1+test.more {
					t.Errorf("the chat shows %q", texts)
				}
			})
		})
	}
}

func TestSlowPressIsAnsweredInTime(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		whisper := bot.Say("after all")
		whisper.Private = true
		r.host.Answer("story", func(context.Context, bot.Request) bot.Message {
			<-time.After(20 * time.Second)
			return whisper
		})
		r.start(t)
		r.post(t, groupID, bot.Button{Label: "Go", Command: "story 12"})
		began := time.Now()
		id := r.server.Press(groupID, 0, anna, "Go")
		a, err := r.server.AwaitAnswer(t.Context(), id)
		if d := time.Since(began); err != nil || d > 5*time.Second || a.Text != "" {
			t.Errorf("answered after %v with %+v, %v", d, a, err)
		}
		settle(30 * time.Second)
		if got := r.texts(groupID); len(got) != 2 || got[1] != "after all" {
			t.Errorf("the chat shows %q", got)
		}
		if log := r.log.String(); strings.Contains(log, "level=WARN") {
			t.Errorf("the log complains of a press that was answered:\n%s", log)
		}
	})
}

func TestLateAnswerToAPress(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		whisper := bot.Say("too late for a notice")
		whisper.Private = true
		r.host.Answer("story", func(context.Context, bot.Request) bot.Message { return whisper })
		r.start(t)
		r.post(t, groupID, bot.Button{Label: "Go", Command: "story 12"})
		r.mustHalt(t)
		r.server.Press(groupID, 0, anna, "Go")
		settle(10 * time.Minute) // the press waits while the bot is down
		r.start(t)
		settle(5 * time.Second)
		if got := r.texts(groupID); len(got) != 2 || got[1] != "too late for a notice" {
			t.Errorf("the chat shows %q", got)
		}
	})
}

func TestPressWhenThingsGoWrong(t *testing.T) {
	t.Parallel()
	t.Run("panic", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.host.Answer("story", func(context.Context, bot.Request) bot.Message { panic("a mistake") })
			r.start(t)
			r.post(t, groupID, bot.Button{Label: "Go", Command: "story 12"})
			if a := r.pressed(t, groupID, anna, "Go"); a.Text != "" {
				t.Errorf("the presser sees %+v", a)
			}
		})
	})
	t.Run("message to replace is gone", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.host.Answer("story", func(context.Context, bot.Request) bot.Message { return bot.Say("page 2") })
			r.start(t)
			r.post(t, groupID, bot.Button{Label: "Go", Command: "story 12", Replace: true})
			r.server.Inject(telegramtest.Fault{Method: "editMessageText", Code: 400, Description: "Bad Request: message to edit not found"})
			r.pressed(t, groupID, anna, "Go")
			if got := r.texts(groupID); len(got) != 2 || got[1] != "page 2" {
				t.Errorf("the chat shows %q", got)
			}
		})
	})
	t.Run("button of an older Herald, message too old", func(t *testing.T) {
		t.Parallel()
		bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
			r.start(t)
			chat := map[string]any{"id": groupID, "type": "supergroup", "title": "Readers"}
			from := map[string]any{"id": anna.ID, "is_bot": false, "first_name": "Anna"}
			for i, data := range []string{"", "?story", "nstory 12", "rstory 12"} {
				r.server.Push("callback_query", map[string]any{
					"id": strconv.Itoa(i), "from": from, "data": data, "chat_instance": "1",
					"message": map[string]any{"chat": chat, "message_id": 5, "date": 0},
				})
			}
			settle(5 * time.Second)
			if got := r.lines(); len(got) != 2 {
				t.Errorf("handled %q", got)
			}
			if got := r.texts(groupID); len(got) != 2 {
				t.Errorf("a message that cannot be edited is answered by a new one: %q", got)
			}
			if n := len(r.server.Calls("answerCallbackQuery")); n != 4 {
				t.Errorf("%d presses answered", n)
			}
		})
	})
}

func TestReadersOfAChannelReadInPrivate(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.post(t, channelID, bot.Button{Label: "Story", Command: "story 12", Replace: true})
		a := r.pressed(t, channelID, anna, "Story")
		_, payload, ok := strings.Cut(a.URL, "https://t.me/HeraldTestBot?start=")
		if !ok {
			t.Fatalf("the reader sees %+v", a)
		}
		if got := r.texts(channelID); len(got) != 1 || got[0] != "a post" {
			t.Fatalf("a reader changed the channel: %q", got)
		}
		r.server.Type(anna.ID, 0, anna, "/start "+payload)
		settle(time.Second)
		if got := r.lines(); len(got) != 1 || got[0] != "/story 12" {
			t.Errorf("the link gives %q", got)
		}
		// Those who manage the channel act in it.
		r.pressed(t, channelID, boss, "Story")
		if got := r.texts(channelID); len(got) != 1 || got[0] == "a post" {
			t.Errorf("a manager's press left %q", got)
		}
	})
}

func TestLongCommandInAChannel(t *testing.T) {
	t.Parallel()
	bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
		r.start(t)
		r.post(t, channelID, bot.Button{Label: "Go", Command: "search " + strings.Repeat("x", 56)})
		if a := r.pressed(t, channelID, anna, "Go"); !a.Alert || !strings.Contains(a.Text, "@HeraldTestBot") {
			t.Errorf("the reader sees %+v", a)
		}
	})
}
