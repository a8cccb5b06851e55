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

func (r *Router) remove() command {
	return command{
		Command: bot.Command{
			Name: "delete", Summary: "Take a story back, and delete its posts", Access: bot.Admins,
			Options: []bot.Option{
				{Name: "story", Summary: "Its number", Required: true, Complete: true},
				{Name: "reason", Summary: "Why, as readers of /story shall see it"},
			},
		},
		group: admin, usage: "NUMBER [reason]",
		help: "For what must not be read at all; else /withdraw tells readers what became of it. Telegram lets nobody delete " +
			"a post that is older than two days: it is struck out instead.",
		examples: []string{"/delete 12", "/delete 12 A test that was not meant for you."},
		run:      r.runDelete, complete: r.completeStories,
	}
}

func (r *Router) runDelete(ctx context.Context, c call) (bot.Message, error) {
	return r.takeBack(ctx, c, r.o.Delete, "delete", "deleted")
}

func (r *Router) runWithdraw(ctx context.Context, c call) (bot.Message, error) {
	return r.takeBack(ctx, c, r.o.Withdraw, "withdraw", "struck out")
}

// takeBack withdraws the story that c names by way of end, which is what the
// command does; its posts are being done away with as fate says.
func (r *Router) takeBack(ctx context.Context, c call, end func(context.Context, articles.StoryID, string) (int, error), command, fate string) (bot.Message, error) {
	number, reason, _ := strings.Cut(c.Args, " ")
	id, ok := storyNumber(number)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /%s 12 The ministry denied it.", command)
	}
	if reason = layout.Clip(reason, articles.MaxSummary); reason == "" {
		reason = unsaid
	}
	if end == nil {
		return bot.Message{}, fmt.Errorf("no function to %s a story is set", command)
	}
	posts, err := end(ctx, id, reason)
	if errors.Is(err, articles.ErrNoStory) {
		return bot.Message{}, noStory(id)
	}
	if err != nil {
		return bot.Message{}, fmt.Errorf("%s story %s: %w", command, id, err)
	}
	r.o.Log.Info("story withdrawn", "story", id, "by", who(c.User), "posts", posts, "posts_are", fate)
	return bot.Say(fmt.Sprintf("Story %s is withdrawn; %s.", id, doneAway(posts, fate))), nil
}

func doneAway(posts int, fate string) string {
	switch posts {
	case 0:
		return "it was posted nowhere"
	case 1:
		return "its one post is being " + fate
	}
	return fmt.Sprintf("its %d posts are being %s", posts, fate)
}
