package commands

import (
	"context"
	"errors"
	"fmt"

	"herald/bot"
)

// maxSubscriptions bounds the subscriptions of one channel.
const maxSubscriptions = 50

func (r *Router) subscribe() command {
	return command{
		Command: bot.Command{
			Name: "subscribe", Summary: "Get news here from now on", Access: bot.Managers,
			Options: []bot.Option{
				{Name: "schedule", Summary: "Which posts; /schedules lists them", Complete: true},
				{Name: "about", Summary: "Only this topic, or these words", Complete: true},
			},
		},
		group: channels, usage: "[schedule] [topic or words]",
		help: "Without a schedule it is breaking news, without a topic or words it is everything. " +
			"Words must all stand in a story. Only what is new from now on is posted.",
		examples: []string{"/subscribe", "/subscribe breaking oil prices", "/subscribe SCHEDULE TOPIC"},
		run:      r.runSubscribe, complete: completeSubscribe,
	}
}

func (r *Router) runSubscribe(ctx context.Context, c call) (bot.Message, error) {
	w, slip, err := readWish(c.Args, c.snapshot)
	if err != nil {
		return bot.Message{}, err
	}
	if slip != nil {
		return slip.ask(), nil
	}
	if err := r.canPost(ctx, c.Request); err != nil {
		return bot.Message{}, err
	}
	ch, err := r.save(ctx, c.Request)
	if err != nil {
		return bot.Message{}, fmt.Errorf("save channel: %w", err)
	}
	if err := r.roomFor(ctx, ch.ID); err != nil {
		return bot.Message{}, err
	}
	sub, err := r.o.Store.Subscribe(ctx, bot.Subscription{
		Channel: ch.ID, Schedule: w.schedule.Name, Interest: w.interest, Created: r.o.Now(),
	})
	opening := "Subscribed"
	if errors.Is(err, ErrSubscribed) {
		opening = "You get that here already"
	} else if err != nil {
		return bot.Message{}, fmt.Errorf("subscribe: %w", err)
	}
	return r.subscribed(opening, sub, w, c), nil
}

// canPost gives the reason for the asker where the bot may not post. Where that
// cannot be found out, the first post will tell.
func (r *Router) canPost(ctx context.Context, req bot.Request) error {
	if req.MayPost == nil {
		return nil
	}
	err := req.MayPost(ctx)
	if _, ok := errors.AsType[*bot.UserError](err); ok {
		return err
	}
	if err != nil {
		r.o.Log.Warn("cannot tell whether posts are allowed", "platform", string(req.Address.Platform),
			"channel", req.Address.ID, "err", err)
	}
	return nil
}

// subscribed tells what comes from now on, and when.
func (r *Router) subscribed(opening string, sub bot.Subscription, w wish, c call) bot.Message {
	line := fmt.Sprintf("%s (no. %d): %s. Next post: ", opening, sub.Number, wanted(sub.Schedule, sub.Interest))
	spans := append([]bot.Span{{Text: line}}, r.coming(w.schedule, c.now)...)
	m := bot.Message{Body: []bot.Block{{Kind: bot.Paragraph, Spans: append(spans, bot.Span{Text: "."})}}}
	if !sub.Fixed {
		m.Buttons = [][]bot.Button{{stopButton("Stop", sub.Number), {Label: "All subscriptions", Command: "subscriptions"}}}
	}
	return m
}

func (r *Router) roomFor(ctx context.Context, id bot.ChannelID) error {
	subs, err := r.o.Store.Subscriptions(ctx, id)
	if err != nil {
		return fmt.Errorf("read subscriptions: %w", err)
	}
	if len(subs) >= maxSubscriptions {
		return bot.Errorf("There are %d subscriptions here, and there cannot be more; /unsubscribe ends one.", len(subs))
	}
	return nil
}

// ask asks what was meant.
func (s slip) ask() bot.Message {
	words := fmt.Sprintf("subscribe %s %s", s.schedule, s.words)
	m := private(fmt.Sprintf("There is no schedule “%s”. Did you mean /subscribe %s? For stories with those words: /%s",
		short(s.words), s.like, words))
	m.Buttons = [][]bot.Button{{{Label: "Subscribe to " + s.like, Command: "subscribe " + s.like}}}
	if len(m.Buttons[0][0].Command) > bot.MaxButtonCommand {
		m.Buttons = nil
	}
	return m
}

func stopButton(label string, number int) bot.Button {
	return bot.Button{Label: label, Command: fmt.Sprintf("unsubscribe %d", number)}
}
