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

func (r *Router) breaking() command {
	return command{
		Command: bot.Command{
			Name: "break", Summary: "Judge a story breaking, and post it", Access: bot.Admins,
			Options: []bot.Option{{Name: "story", Summary: "Its number", Required: true, Complete: true}},
		},
		group: admin, usage: "NUMBER",
		help:     "The breaking schedules post it to everyone who gets breaking news of its topics.",
		examples: []string{"/break 12"},
		run:      r.runBreak, complete: r.completeStories,
	}
}

func (r *Router) runBreak(ctx context.Context, c call) (bot.Message, error) {
	id, ok := storyNumber(c.Args)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /break 12; /latest shows the newest.")
	}
	s, err := r.readStory(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	if s.Withdrawn != "" {
		return bot.Message{}, bot.Errorf("Story %s was withdrawn, so it cannot be posted.", id)
	}
	waited := s.Verdict.Waiting != ""
	if s.Verdict.Breaking {
		return bot.Message{}, bot.Errorf("Story %s is breaking already: %s", id, orNoReason(s.Verdict.Reason))
	}
	if s, err = r.judge(ctx, id, who(c.User)); err != nil {
		return bot.Message{}, err
	}
	r.o.Log.Info("story judged breaking", "story", id, "by", s.Verdict.By)
	if waited {
		return layout.Candidate(s, "", c.now), nil
	}
	m := bot.Say(fmt.Sprintf("Story %s is breaking now: %s", id, layout.Clip(s.Headline, 200)))
	m.Buttons = [][]bot.Button{{
		{Label: "Read story", Command: "story " + id.String()},
		{Label: "Withdraw", Command: "withdraw " + id.String()},
	}}
	return m, nil
}

// judge judges a story breaking.
func (r *Router) judge(ctx context.Context, id articles.StoryID, by string) (articles.Story, error) {
	if r.o.Break == nil {
		return articles.Story{}, errors.New("no function to judge a story is set")
	}
	s, err := r.o.Break(ctx, id, by)
	if errors.Is(err, articles.ErrNoStory) {
		return s, noStory(id)
	}
	if err != nil {
		return s, fmt.Errorf("break story %s: %w", id, err)
	}
	return s, nil
}

func orNoReason(reason string) string {
	if reason == "" {
		return "no reason was recorded."
	}
	return strings.TrimRight(reason, ".") + "."
}

// who names a person for verdicts and logs.
func who(u bot.User) string {
	name := short(u.Name)
	if name == "" {
		name = u.ID
	}
	return fmt.Sprintf("%s (%s)", name, u.Platform)
}
