package discord

import (
	"context"
	"strings"
	"testing"

	"herald/bot"
	"herald/bot/discord/discordtest"
)

// TestDialogueAsksForText presses a button that needs a text: a dialogue opens,
// and what is written in it comes as the rest of the command.
func TestDialogueAsksForText(t *testing.T) {
	t.Parallel()
	r := start(t, newPlace(t, discordtest.Options{}))
	r.host.Answer("headline", func(_ context.Context, req bot.Request) bot.Message {
		m := bot.Say("You said " + req.Args)
		if req.Args == "12" {
			m.Ask = &bot.Ask{Label: strings.Repeat("x", 60), Value: strings.Repeat("y", 400), Command: "headline 12"}
		}
		return m
	})
	post := bot.Say("a candidate")
	post.Buttons = [][]bot.Button{{{Label: "Change headline", Command: "headline 12"}}}
	r.post(t, post)
	i, err := r.server.Press(r.channel, reader, "Change headline")
	if err != nil {
		t.Fatal(err)
	}
	if kind := r.acknowledged(t, i); kind != withDialogue {
		t.Fatalf("acknowledged with type %d, want %d", kind, withDialogue)
	}
	<-r.host.Requests
	i, err = r.server.FillIn(i, "Dam\nholds")
	if err != nil {
		t.Fatal(err)
	}
	if kind := r.acknowledged(t, i); kind != withMessage {
		t.Errorf("acknowledged with type %d, want %d", kind, withMessage)
	}
	if req := <-r.host.Requests; req.Command != "headline" || req.Args != "12 Dam holds" || req.User.Name != "Rita" {
		t.Errorf("the host got %+v", req)
	}
	if shown := r.await(t, at(r.channel), 2); shown[1].Text != "You said 12 Dam holds" {
		t.Errorf("shown: %+v", shown)
	}
}
