package commands

import (
	"context"

	"herald/bot"
	"herald/bot/layout"
	"herald/scheduler"
)

func (r *Router) schedules() command {
	return command{
		Command: bot.Command{Name: "schedules", Summary: "What can be subscribed to, and when it comes"},
		group:   reading,
		help:    "Every schedule with what it posts and its next post, in this channel's time zone.",
		run:     r.runSchedules,
	}
}

func (r *Router) runSchedules(_ context.Context, c call) (bot.Message, error) {
	list := c.snapshot.Schedules
	if len(list) == 0 {
		return bot.Say("There are no schedules yet; the operator sets them in config.yaml."), nil
	}
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, "Schedules")}}
	var buttons []bot.Button
	for _, s := range list {
		m.Body = append(m.Body, r.scheduleItem(s, c))
		b := bot.Button{Label: "Subscribe to " + layout.Clip(s.Name, 24), Command: "subscribe " + s.Name}
		if len(b.Command) <= bot.MaxButtonCommand {
			buttons = append(buttons, b)
		}
	}
	m.Body = append(m.Body, bot.Text(bot.Small, "/subscribe and a name starts one here; add a topic or words to narrow it."))
	m.Buttons = layout.Rows(c.Format, 2, buttons)
	return m, nil
}

// scheduleItem is "morning: the 8 top stories — at 07:00 tomorrow (UTC)".
func (r *Router) scheduleItem(s scheduler.Schedule, c call) bot.Block {
	spans := []bot.Span{{Text: s.Name, Style: bot.Bold}, {Text: ": " + posts(s) + " — "}}
	return bot.Block{Kind: bot.Item, Spans: append(spans, r.coming(s, c.now)...)}
}
