package commands

import (
	"context"

	"herald/bot"
)

func (r *Router) start() command {
	return command{
		Command: bot.Command{Name: "start", Summary: "What this is, and how to begin"},
		group:   general,
		run: func(context.Context, call) (bot.Message, error) {
			return greeting(), nil
		},
	}
}

// greeting says in two lines what Herald is and how to begin.
func greeting() bot.Message {
	m := bot.Message{Body: []bot.Block{
		bot.Text(bot.Paragraph, "I am Herald: I post breaking news and regular round-ups here, and find stories for you."),
		bot.Text(bot.Paragraph, "/subscribe starts breaking news here, /latest shows the newest stories, /help lists all commands."),
	}}
	m.Buttons = [][]bot.Button{{
		{Label: "Subscribe", Command: "subscribe"},
		{Label: "Latest stories", Command: "latest"},
		{Label: "Help", Command: "help"},
	}}
	return m
}
