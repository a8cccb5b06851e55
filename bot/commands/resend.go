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

const (
	// uncertainShown is how many uncertain posts one answer lists.
	uncertainShown = 5
	// resentAtOnce is how many posts "/resend all" sends again at most.
	resentAtOnce = 500
)

func (r *Router) resend() command {
	return command{
		Command: bot.Command{
			Name: "resend", Summary: "Posts of which nobody knows whether they were sent", Access: bot.Admins,
			Options: []bot.Option{{Name: "number", Summary: "The post to send again, or all"}},
		},
		group: admin, usage: "[NUMBER|all]",
		help: "Without a number it lists them: posts that were on their way when the connection broke or Herald was stopped " +
			"by force. Look into the channel; what is missing there, send again.",
		examples: []string{"/resend", "/resend 1204", "/resend all"},
		run:      r.runResend,
	}
}

func (r *Router) runResend(ctx context.Context, c call) (bot.Message, error) {
	if r.o.Uncertain == nil || r.o.Resend == nil {
		return bot.Message{}, errors.New("no functions for uncertain posts are set")
	}
	arg := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(c.Args), "#"))
	switch arg {
	case "":
		return r.listUncertain(ctx, c)
	case "all":
		return r.resendAll(ctx, c)
	}
	n, err := strconv.ParseInt(arg, 10, 64)
	if err != nil || n < 1 {
		return bot.Message{}, bot.Errorf("Which post? /resend lists them with their numbers; /resend all sends all of them again.")
	}
	d, err := r.o.Resend(ctx, bot.DeliveryID(n))
	if errors.Is(err, ErrNotUncertain) {
		return bot.Message{}, bot.Errorf("Post %d is not among the uncertain ones. /resend lists them.", n)
	}
	if err != nil {
		return bot.Message{}, fmt.Errorf("resend delivery %d: %w", n, err)
	}
	r.o.Log.Info("uncertain post sent again", "delivery", n, "by", who(c.User))
	return bot.Say(fmt.Sprintf("Post %d is sent again to %s.", n, conversation(d.Channel))), nil
}

func (r *Router) listUncertain(ctx context.Context, c call) (bot.Message, error) {
	some, all, err := r.o.Uncertain(ctx, uncertainShown)
	if err != nil {
		return bot.Message{}, fmt.Errorf("read uncertain deliveries: %w", err)
	}
	if all == 0 {
		return bot.Message{Private: true, Body: bot.Say("There are no uncertain posts.").Body}, nil
	}
	m := bot.Message{Private: true, Body: []bot.Block{bot.Text(bot.Title, "Perhaps sent, perhaps not: "+strconv.Itoa(all))}}
	for _, d := range some {
		m.Body = append(m.Body, bot.Text(bot.Item, fmt.Sprintf("%d: %s to %s, owed %s: %s",
			d.ID, subject(d), conversation(d.Channel), layout.Age(d.Owed, c.now), short(d.Reason))))
		number := strconv.FormatInt(int64(d.ID), 10)
		m.Buttons = append(m.Buttons, []bot.Button{{Label: "Send " + number + " again", Command: "resend " + number}})
	}
	if all > len(some) {
		m.Body = append(m.Body, bot.Text(bot.Small, fmt.Sprintf("and %d older ones", all-len(some))))
	}
	return m, nil
}

func (r *Router) resendAll(ctx context.Context, c call) (bot.Message, error) {
	some, all, err := r.o.Uncertain(ctx, resentAtOnce)
	if err != nil {
		return bot.Message{}, fmt.Errorf("read uncertain deliveries: %w", err)
	}
	sent := 0
	for _, d := range some {
		_, err := r.o.Resend(ctx, d.ID)
		if ctx.Err() != nil {
			return bot.Message{}, fmt.Errorf("resend delivery %d: %w", d.ID, err)
		}
		if err == nil {
			sent++
		}
	}
	r.o.Log.Info("uncertain posts sent again", "count", sent, "by", who(c.User))
	text := fmt.Sprintf("%d of %d uncertain posts are sent again.", sent, all)
	if sent < all {
		text += " The others are in paused channels, or too many for one time."
	}
	return bot.Say(text), nil
}

// subject names what a delivery is about.
func subject(d bot.Delivery) string {
	switch {
	case d.Kind == bot.KindNotice:
		return "a notice"
	case len(d.Stories) == 1:
		return fmt.Sprintf("story %s", d.Stories[0])
	}
	return fmt.Sprintf("%d stories (%s)", len(d.Stories), d.Schedule)
}

// conversation names a channel for admins.
func conversation(c bot.Channel) string {
	if c.Title == "" {
		return c.Address.String()
	}
	return fmt.Sprintf("%s (%s)", short(c.Title), c.Address)
}
