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
	m := bot.Say("I am Herald. I post breaking news and round-ups here, and find stories for you.\n" +
		"/subscribe gets news here, /latest shows the newest, /help lists all commands.")
	m.Buttons = [][]bot.Button{{
		{Label: "Subscribe", Command: "subscribe"},
		{Label: "Latest stories", Command: "latest"},
		{Label: "Help", Command: "help"},
	}}
	return m
}
