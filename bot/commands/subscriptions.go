package commands

import (
	"context"
	"fmt"

	"herald/bot"
	"herald/bot/layout"
)

func (r *Router) subscriptions() command {
	return command{
		Command: bot.Command{Name: "subscriptions", Summary: "What comes here, when next, and how to stop it"},
		group:   channels,
		help:    "Shows every subscription with its number and its next post.",
		run:     r.runSubscriptions,
	}
}

func (r *Router) runSubscriptions(ctx context.Context, c call) (bot.Message, error) {
	ch, subs, err := r.subscriptionsAt(ctx, c.Address)
	if err != nil {
		return bot.Message{}, err
	}
	if len(subs) == 0 {
		return bot.Say("Nothing is subscribed here. /subscribe starts breaking news; /schedules shows what else there is."), nil
	}
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, "Subscriptions here")}}
	if ch.Paused != "" {
		m.Body = append(m.Body, bot.Text(bot.Paragraph, "Paused: "+ch.Paused))
	}
	var buttons []bot.Button
	for _, s := range subs {
		m.Body = append(m.Body, r.subscriptionItem(s, c))
		if !s.Fixed {
			buttons = append(buttons, stopButton(fmt.Sprintf("Stop %d", s.Number), s.Number))
		}
	}
	m.Body = append(m.Body, bot.Text(bot.Small, settings(ch)))
	m.Buttons = layout.Rows(c.Format, 0, buttons)
	return m, nil
}

// subscriptionItem is "2  morning, about energy — at 07:00 tomorrow".
func (r *Router) subscriptionItem(s bot.Subscription, c call) bot.Block {
	spans := []bot.Span{
		{Text: fmt.Sprint(s.Number), Style: bot.Bold},
		{Text: "  " + wanted(s.Schedule, s.Interest) + " — "},
	}
	if sch, ok := c.snapshot.scheduleNamed(s.Schedule); ok {
		spans = append(spans, r.coming(sch, c.now)...)
	} else {
		spans = append(spans, bot.Span{Text: "this schedule is gone, nothing will come"})
	}
	if s.Fixed {
		spans = append(spans, bot.Span{Text: " · set in config.yaml"})
	}
	return bot.Block{Kind: bot.Item, Spans: spans}
}

// settings are a channel's zone and quiet hours.
func settings(ch bot.Channel) string {
	return fmt.Sprintf("Times are in %s · quiet hours: %s", ch.Location(), quietHours(ch.Quiet))
}
