package telegram_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/telegram/telegramtest"
)

// TestAskedForText answers a message that asks for a text, and others that only
// look as if they did.
func TestAskedForText(t *testing.T) {
	t.Parallel()
	ask := bot.Say("The new headline of 🚨 story 12, please.")
	ask.Ask = &bot.Ask{Label: "Headline of story 12", Command: "headline 12"}
	like := bot.Say("Somebody writes:\n\n↩ /withdraw 12")
	code := bot.Message{Body: []bot.Block{{Spans: []bot.Span{{Text: "/withdraw 12", Style: bot.Code}}}}}
	buttons := ask
	buttons.Ask, buttons.Buttons = nil, [][]bot.Button{{{Label: "Read", Command: "story 12"}}}
	tests := []struct {
		name   string
		asked  bot.Message
		answer string
		want   []string
	}{
		{"a text", ask, "Dam holds\nafter all", []string{"/headline 12 Dam holds after all"}},
		{"a command instead", ask, "/latest", []string{"/latest"}},
		{"what others wrote", like, "because", nil},
		{"a command in an explanation", code, "because", nil},
		{"a post", buttons, "because", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bubble(t, telegramtest.Options{}, func(t *testing.T, r *rig) {
				r.start(t)
				id, err := r.Send(context.Background(), bot.Post{To: address(strconv.Itoa(groupID)), Message: tt.asked})
				if err != nil {
					t.Fatal(err)
				}
				n, _ := strconv.Atoi(string(id))
				r.server.Write(telegramtest.Incoming{Chat: groupID, From: anna, Text: tt.answer, ReplyTo: n})
				settle(time.Second)
				if diff := cmp.Diff(tt.want, r.lines()); diff != "" {
					t.Errorf("handled (-want +got):\n%s", diff)
				}
				if m := r.server.Messages(groupID, 0)[0]; m.Forces != (tt.asked.Ask != nil) {
					t.Errorf("forces an answer: %t", m.Forces)
				}
			})
		})
	}
}
