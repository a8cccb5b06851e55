package commands

import (
	"context"
	"fmt"

	"herald/bot"
)

func (r *Router) timezone() command {
	return command{
		Command: bot.Command{
			Name: "timezone", Summary: "The time zone of this channel", Access: bot.Managers,
			Options: []bot.Option{{Name: "zone", Summary: "Such as Europe/Berlin", Complete: true}},
		},
		group: channels, usage: "ZONE", shows: true,
		help:     "Times are shown, and quiet hours meant, in this zone. A city is enough where only one zone has it.",
		examples: []string{"/timezone Europe/Berlin", "/timezone tokyo"},
		run:      r.runTimezone, complete: completeZone,
	}
}

func (r *Router) runTimezone(ctx context.Context, c call) (bot.Message, error) {
	if c.Args == "" {
		ch, err := r.channel(ctx, c.Address)
		return r.tellZone(ch), err
	}
	zone, err := readZone(c.Args)
	if err != nil {
		return bot.Message{}, err
	}
	ch, err := r.save(ctx, c.Request)
	if err != nil {
		return bot.Message{}, fmt.Errorf("save channel: %w", err)
	}
	if err := r.o.Store.SetZone(ctx, ch.ID, zone); err != nil {
		return bot.Message{}, fmt.Errorf("set time zone: %w", err)
	}
	ch.Zone = zone
	return r.tellZone(ch), nil
}

func (r *Router) tellZone(ch bot.Channel) bot.Message {
	loc := ch.Location()
	text := fmt.Sprintf("Times here are in %s, where it is %s now.", loc, r.o.Now().In(loc).Format("15:04"))
	if ch.Zone == "" {
		text += " /timezone and a city, such as /timezone Berlin, sets another zone."
	}
	return bot.Say(text)
}
