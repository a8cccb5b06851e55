package commands

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"herald/bot"
	"herald/bot/layout"
)

func (r *Router) unsubscribe() command {
	return command{
		Command: bot.Command{
			Name: "unsubscribe", Summary: "Stop news that comes here", Access: bot.Managers,
			Options: []bot.Option{{
				Name: "subscription", Summary: "Its number, a schedule, or all", Complete: true,
			}},
		},
		group: channels, usage: "[number, schedule or all]",
		help:     "/subscriptions shows the numbers.",
		examples: []string{"/unsubscribe 2", "/unsubscribe breaking", "/unsubscribe all"},
		run:      r.runUnsubscribe, complete: r.completeSubscriptions,
	}
}

func (r *Router) runUnsubscribe(ctx context.Context, c call) (bot.Message, error) {
	ch, subs, err := r.subscriptionsAt(ctx, c.Address)
	if err != nil {
		return bot.Message{}, err
	}
	if len(subs) == 0 {
		return private("Nothing is subscribed here. /subscribe starts breaking news."), nil
	}
	if c.Args == "" && len(subs) > 1 {
		return chooseSubscription(subs, c), nil
	}
	chosen, err := pickSubscriptions(c.Args, subs)
	if err != nil {
		return bot.Message{}, err
	}
	for _, s := range chosen {
		if err := r.o.Store.Unsubscribe(ctx, ch.ID, s.Number); err != nil && !errors.Is(err, ErrNoSubscription) {
			return bot.Message{}, fmt.Errorf("unsubscribe: %w", err)
		}
	}
	return ended(chosen, len(subs)-len(chosen)), nil
}

// subscriptionsAt are the subscriptions of the channel at an address.
func (r *Router) subscriptionsAt(ctx context.Context, at bot.Address) (bot.Channel, []bot.Subscription, error) {
	ch, err := r.channel(ctx, at)
	if err != nil || ch.ID == 0 {
		return ch, nil, err
	}
	subs, err := r.o.Store.Subscriptions(ctx, ch.ID)
	if err != nil {
		return ch, nil, fmt.Errorf("read subscriptions: %w", err)
	}
	return ch, subs, nil
}

// pickSubscriptions are those that args names by number, by schedule, or as all;
// without a name it is the only one. Fixed ones cannot be picked.
func pickSubscriptions(args string, subs []bot.Subscription) ([]bot.Subscription, error) {
	matches := func(bot.Subscription) bool { return true }
	if n, ok := digits(strings.TrimPrefix(args, "#")); ok {
		matches = func(s bot.Subscription) bool { return int64(s.Number) == n }
	} else if args != "" && !strings.EqualFold(args, "all") {
		matches = func(s bot.Subscription) bool { return strings.EqualFold(s.Schedule, args) }
	}
	var picked []bot.Subscription
	fixed := 0
	for _, s := range subs {
		switch {
		case !matches(s):
		case s.Fixed:
			fixed++
		default:
			picked = append(picked, s)
		}
	}
	switch {
	case len(picked) > 0:
		return picked, nil
	case fixed > 0:
		return nil, bot.Errorf("That is set by the operator in config.yaml, and can only be ended there.")
	}
	return nil, bot.Errorf("There is no subscription “%s” here. /subscriptions lists them.", short(args))
}

func chooseSubscription(subs []bot.Subscription, c call) bot.Message {
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Paragraph, "Which one shall end? Press it, or type /unsubscribe and its number.")}}
	var buttons []bot.Button
	for _, s := range subs {
		if s.Fixed {
			continue
		}
		label := fmt.Sprintf("%d · %s", s.Number, wanted(s.Schedule, s.Interest))
		m.Body = append(m.Body, bot.Text(bot.Item, label))
		buttons = append(buttons, stopButton(layout.Clip(label, 30), s.Number))
	}
	if len(buttons) == 0 {
		return private("All subscriptions here are set by the operator in config.yaml, and can only be ended there.")
	}
	m.Buttons = layout.Rows(c.Format, 2, buttons)
	return m
}

// ended says what stopped, and what is left.
func ended(chosen []bot.Subscription, left int) bot.Message {
	names := make([]string, 0, len(chosen))
	for _, s := range chosen {
		names = append(names, fmt.Sprintf("no. %d (%s)", s.Number, wanted(s.Schedule, s.Interest)))
	}
	rest := "Nothing more is posted here."
	switch {
	case left == 1:
		rest = "One subscription is left; /subscriptions shows it."
	case left > 1:
		rest = strconv.Itoa(left) + " subscriptions are left; /subscriptions shows them."
	}
	return bot.Say(fmt.Sprintf("Ended %s. %s", join(some(names), "and"), rest))
}
