package commands

import (
	"context"
	"errors"
	"fmt"

	"herald/bot"
	"herald/bot/layout"
)

func (r *Router) digest() command {
	return command{
		Command: bot.Command{
			Name: "digest", Summary: "The top stories of the last 24 hours",
			Options: []bot.Option{
				{Name: "topic", Summary: "Only stories of this topic; /topics lists them", Complete: true},
				{Name: "count", Summary: "How many, 1–25", Number: true},
			},
		},
		group: reading, usage: "[topic] [count]",
		help: "First the stories that most independent voices tell, fresh ones before older ones, and not all on one " +
			"subject. /subscribe to a digest gets it every day.",
		examples: []string{"/digest", "/digest 10", "/digest TOPIC"},
		run:      r.runDigest, complete: completeTopics,
	}
}

func (r *Router) runDigest(ctx context.Context, c call) (bot.Message, error) {
	l, err := readListing(c.Args, c.snapshot)
	if err != nil {
		return bot.Message{}, err
	}
	if r.o.Top == nil {
		return bot.Message{}, errors.New("no function to find the top stories is set")
	}
	stories, err := r.o.Top(ctx, l.topic, l.count)
	if err != nil {
		return bot.Message{}, fmt.Errorf("find top stories: %w", err)
	}
	title := "Top stories"
	if l.topic != "" {
		title += ": " + l.topic
	}
	if len(stories) == 0 {
		return bot.Say(fmt.Sprintf("%s: there is nothing from the last 24 hours. /latest shows older stories.", title)), nil
	}
	return layout.List(title, stories, 0, c.now), nil
}
