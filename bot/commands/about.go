package commands

import (
	"context"
	"strings"

	"herald/bot"
)

func (r *Router) about() command {
	return command{
		Command: bot.Command{Name: "about", Summary: "What Herald is and does"},
		group:   general,
		run:     r.runAbout,
	}
}

func (r *Router) runAbout(context.Context, call) (bot.Message, error) {
	return bot.Message{Body: []bot.Block{
		bot.Text(bot.Title, strings.TrimSpace("Herald "+r.o.Version)),
		bot.Text(bot.Paragraph, "Herald reads the news of many publishers, works out which articles tell the same story, "+
			"and posts what is breaking and regular round-ups, each story once."),
		bot.Text(bot.Paragraph, "Every post names its publishers and links to their articles. "+
			"It keeps nothing of what people write; of this channel it keeps its name, subscriptions, time zone and quiet hours."),
	}}, nil
}
