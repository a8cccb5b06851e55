package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// unsaid is the reason shown to readers when the admin gave none.
const unsaid = "the editors no longer stand by it"

func (r *Router) withdraw() command {
	return command{
		Command: bot.Command{
			Name: "withdraw", Summary: "Take a story back, and strike out its posts", Access: bot.Admins,
			Options: []bot.Option{
				{Name: "story", Summary: "Its number", Required: true, Complete: true},
				{Name: "reason", Summary: "Why, as readers shall see it"},
			},
		},
		group: admin, usage: "NUMBER [reason]",
		help:     "Its posts are edited: the headline is struck out, and the reason takes the place of the text.",
		examples: []string{"/withdraw 12", "/withdraw 12 The ministry denied it."},
		run:      r.runWithdraw, complete: r.completeStories,
	}
}

func (r *Router) runWithdraw(ctx context.Context, c call) (bot.Message, error) {
	number, reason, _ := strings.Cut(c.Args, " ")
	id, ok := storyNumber(number)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /withdraw 12 The ministry denied it.")
	}
	if reason = layout.Clip(reason, articles.MaxSummary); reason == "" {
		reason = unsaid
	}
	if r.o.Withdraw == nil {
		return bot.Message{}, errors.New("no function to withdraw a story is set")
	}
	posts, err := r.o.Withdraw(ctx, id, reason)
	if errors.Is(err, articles.ErrNoStory) {
		return bot.Message{}, noStory(id)
	}
	if err != nil {
		return bot.Message{}, fmt.Errorf("withdraw story %s: %w", id, err)
	}
	r.o.Log.Info("story withdrawn", "story", id, "by", who(c.User), "posts", posts)
	return bot.Say(fmt.Sprintf("Story %s is withdrawn; %s.", id, struckOut(posts))), nil
}

func struckOut(posts int) string {
	switch posts {
	case 0:
		return "it was posted nowhere"
	case 1:
		return "its one post is being struck out"
	}
	return fmt.Sprintf("its %d posts are being struck out", posts)
}
