package commands

import (
	"context"
	"strings"

	"herald/bot"
)

// group is a heading of /help.
type group string

// The groups, in the order of /help.
const (
	reading  group = "Read"
	channels group = "News for this channel"
	general  group = "About Herald"
	admin    group = "For admins"
)

func (r *Router) help() command {
	return command{
		Command: bot.Command{
			Name: "help", Summary: "All commands, or how one is used",
			Options: []bot.Option{{Name: "command", Summary: "The command to explain", Complete: true}},
		},
		group: general, usage: "[command]",
		examples: []string{"/help subscribe"},
		run:      r.runHelp, complete: r.completeCommands,
	}
}

func (r *Router) runHelp(_ context.Context, c call) (bot.Message, error) {
	admin := isAdmin(c.User, c.snapshot.Admins)
	name := strings.ToLower(strings.TrimPrefix(c.Args, "/"))
	if name == "" {
		return r.overview(admin), nil
	}
	cmd, ok := r.byName[name]
	if !ok {
		return bot.Message{}, stranger(name, nearest(name, r.names()))
	}
	return explain(cmd), nil
}

// overview lists the commands in groups; those for admins only to admins.
func (r *Router) overview(forAdmin bool) bot.Message {
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, "What I can do")}}
	for _, g := range []group{reading, channels, general, admin} {
		if g == admin && !forAdmin {
			continue
		}
		m.Body = append(m.Body, bot.Text(bot.Heading, string(g)))
		for _, cmd := range r.commands {
			if cmd.group == g {
				m.Body = append(m.Body, bot.Text(bot.Item, cmd.line()+" — "+lowerFirst(cmd.Summary)))
			}
		}
	}
	m.Body = append(m.Body, bot.Text(bot.Small, "/help and a command says more about it."))
	return m
}

// line is how a command is typed.
func (c *command) line() string { return strings.TrimSpace("/" + c.Name + " " + c.usage) }

// explain says how one command is used.
func explain(cmd *command) bot.Message {
	body := []bot.Block{
		bot.Text(bot.Title, cmd.line()),
		bot.Text(bot.Paragraph, strings.TrimSpace(cmd.Summary+". "+cmd.help)),
	}
	for _, e := range cmd.examples {
		body = append(body, bot.Block{Kind: bot.Item, Spans: []bot.Span{{Text: e, Style: bot.Code}}})
	}
	switch {
	case cmd.Access == bot.Admins:
		body = append(body, bot.Text(bot.Small, "Only for Herald's admins."))
	case cmd.Access == bot.Managers && cmd.shows:
		body = append(body, bot.Text(bot.Small, "In groups, only those who may manage the channel can change it."))
	case cmd.Access == bot.Managers:
		body = append(body, bot.Text(bot.Small, "In groups, only for those who may manage the channel."))
	}
	return bot.Message{Body: body}
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
