package commands

import (
	"context"
	"fmt"
	"strings"

	"herald/bot"
	"herald/bot/layout"
)

func (r *Router) status() command {
	return command{
		Command: bot.Command{Name: "status", Summary: "How Herald is doing", Access: bot.Admins},
		group:   admin,
		help:    "What goes wrong, counts, deliveries under way, and the state of platforms, sources and schedules.",
		run:     r.runStatus,
	}
}

func (r *Router) runStatus(ctx context.Context, c call) (bot.Message, error) {
	n, err := r.o.Store.Counts(ctx)
	if err != nil {
		return bot.Message{}, fmt.Errorf("count: %w", err)
	}
	paused := ""
	if n.Paused > 0 {
		paused = fmt.Sprintf(" (%d paused)", n.Paused)
	}
	m := bot.Message{Private: true, Body: []bot.Block{
		bot.Text(bot.Title, strings.TrimSpace("Herald "+r.o.Version)),
		bot.Text(bot.Item, fmt.Sprintf("Stories: %d, articles: %d", n.Stories, n.Articles)),
		bot.Text(bot.Item, fmt.Sprintf("Channels: %d%s, subscriptions: %d", n.Channels, paused, n.Subscriptions)),
		bot.Text(bot.Item, "Deliveries: "+deliveries(n)),
	}}
	if !n.OldestOwed.IsZero() {
		m.Body = append(m.Body, bot.Text(bot.Item, "Oldest delivery still owed: "+layout.Age(n.OldestOwed, c.now)))
	}
	if n.Deliveries[bot.Undecided] > 0 && r.o.Uncertain != nil {
		m.Buttons = [][]bot.Button{{{Label: "Uncertain posts", Command: "resend"}}}
	}
	if r.o.Status != nil {
		m.Body = append(m.Body, r.o.Status(ctx)...)
	}
	return m, nil
}

// states are the states of deliveries, in the order of /status.
var states = []bot.State{bot.Owed, bot.Claimed, bot.Sent, bot.Dropped, bot.Undecided}

// deliveries counts them by state, those that there are.
func deliveries(n Counts) string {
	var parts []string
	for _, s := range states {
		if k := n.Deliveries[s]; k > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k, s))
		}
	}
	if len(parts) == 0 {
		return "none yet"
	}
	return strings.Join(parts, ", ")
}
