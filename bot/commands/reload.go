package commands

import (
	"context"

	"herald/bot"
	"herald/bot/layout"
)

func (r *Router) reload() command {
	return command{
		Command: bot.Command{Name: "reload", Summary: "Read config.yaml again now", Access: bot.Admins},
		group:   admin,
		help:    "Herald reads it by itself when it changes. With a mistake in it, the configuration in force stays.",
		run:     r.runReload,
	}
}

func (r *Router) runReload(ctx context.Context, _ call) (bot.Message, error) {
	if r.o.Reload == nil {
		return bot.Message{}, bot.Errorf("There is no config.yaml to read: Herald runs with its own defaults.")
	}
	changed, err := r.o.Reload(ctx)
	if err != nil {
		return mistakes(err), nil
	}
	m := layout.Notice(changed)
	m.Private = true
	return m, nil
}

// mistakes tells an admin what is wrong with the new configuration.
func mistakes(err error) bot.Message {
	m := layout.Notice("The configuration in force stays, because the new one has mistakes:\n" + err.Error())
	m.Tone, m.Private = bot.ToneProblem, true
	return m
}
