package commands_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"herald/bot"
	"herald/bot/commands"
)

func TestAnswersAreCounted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var got []commands.Answer
	w.options.OnAnswer = func(a commands.Answer) { got = append(got, a) }
	w.options.Reload = func(context.Context) (string, error) { return "", errors.New("broken") }
	w.options.Break = nil // a panic
	w.rebuild()
	for _, line := range []string{"/LATEST", "/story 99999", "/lastest"} {
		w.say(t, line)
	}
	private := request("")
	private.Command, private.Place = "", bot.PlacePrivate
	w.Handle(t.Context(), private)
	w.as(t, admin, "/break 11")
	of := func(command, outcome string) commands.Answer {
		return commands.Answer{Platform: bot.Telegram, Command: command, Outcome: outcome}
	}
	want := []commands.Answer{
		of("latest", commands.AnswerGiven), of("story", commands.AnswerRefused), of("other", commands.AnswerRefused),
		of("text", commands.AnswerRefused), of("break", commands.AnswerFailed),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
}

func TestLeavingIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var told []string
	w.options.OnLeft = func(_ context.Context, c bot.Channel, reason string) {
		told = append(told, c.Address.String()+": "+reason)
	}
	w.rebuild()
	w.Left(t.Context(), chat, "kicked") // nobody knew it
	w.say(t, "/subscribe")
	w.Left(t.Context(), chat, "kicked")
	w.Left(t.Context(), chat, "kicked")
	if d := cmp.Diff([]string{chat.String() + ": kicked"}, told); d != "" {
		t.Errorf("told (-want +got):\n%s", d)
	}
}
