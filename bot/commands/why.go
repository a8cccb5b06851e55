package commands

import (
	"context"
	"errors"
	"fmt"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
	"herald/scheduler"
)

// traced is how many deliveries of a story an admin sees one by one.
const traced = 40

func (r *Router) why() command {
	return command{
		Command: bot.Command{
			Name: "why", Summary: "Why a story is as it is: joined, judged, posted",
			Options: []bot.Option{{Name: "story", Summary: "Its number", Required: true, Complete: true}},
		},
		group: reading, usage: "NUMBER",
		help: "How each article came in and why it joined the story, what it was judged by, and what became of it in this " +
			"channel. Admins also see where articles were read, and every post.",
		examples: []string{"/why 12"},
		run:      r.runWhy, complete: r.completeStories,
	}
}

func (r *Router) runWhy(ctx context.Context, c call) (bot.Message, error) {
	number, page := cutPage(c.Args)
	id, ok := storyNumber(number)
	if !ok {
		return bot.Message{}, bot.Errorf("Which story? For example /why 12; /latest shows the numbers.")
	}
	if r.o.Trace == nil {
		return bot.Message{}, errors.New("no function to trace a story is set")
	}
	full, limit := isAdmin(c.User, c.snapshot.Admins), 0
	if full {
		limit = traced
	}
	trace, err := r.o.Trace(ctx, id, limit)
	if errors.Is(err, articles.ErrNoStory) {
		return bot.Message{}, noStory(id)
	}
	if err != nil {
		return bot.Message{}, fmt.Errorf("trace story %s: %w", id, err)
	}
	view := layout.TraceView{Trace: trace, Full: full, At: c.Address}
	if view.Here, err = r.here(ctx, c, trace.Story.ID); err != nil {
		return bot.Message{}, err
	}
	m := layout.Trace(view, page, c.Format, c.now)
	m.Private = full // where articles are read is nobody else's business
	return m, nil
}

// here is what became of a story in the channel that asks: what it was owed, and
// for every subscription that was owed nothing, why.
func (r *Router) here(ctx context.Context, c call, id articles.StoryID) ([]string, error) {
	ch, subs, err := r.subscriptionsAt(ctx, c.Address)
	if err != nil || ch.ID == 0 {
		return nil, err
	}
	s, err := r.readStory(ctx, id)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	if r.o.Posts != nil {
		if owed, err = r.o.Posts(ctx, id, ch.ID); err != nil {
			return nil, fmt.Errorf("read posts of story %s: %w", id, err)
		}
	}
	lines, served := []string{}, map[string]bool{}
	for _, d := range owed {
		lines = append(lines, layout.DeliveryLine(d, false, c.now))
		served[wanted(d.Schedule, d.Interest)] = true
		served[string(d.Kind)] = true
	}
	for _, sub := range subs {
		what := wanted(sub.Schedule, sub.Interest)
		if !served[what] {
			lines = append(lines, what+": "+notOwed(sub, s, c, served[string(bot.KindBreaking)]))
		}
	}
	if len(lines) == 0 {
		lines = append(lines, "nothing is subscribed here")
	}
	return lines, nil
}

// notOwed says why a subscription was owed nothing of a story. posted says that
// the channel got it all the same, for another subscription.
func notOwed(sub bot.Subscription, s articles.Story, c call, posted bool) string {
	sch, known := c.snapshot.scheduleNamed(sub.Schedule)
	if !known {
		return "this schedule is gone"
	}
	if s.Withdrawn != "" {
		return "the story was withdrawn"
	}
	schedules := articles.Interest{Topic: sch.Topic}
	if reason, ok := schedules.Wants(s); !ok {
		return reason + ", which the schedule is about"
	}
	if reason, ok := sub.Interest.Wants(s); !ok {
		return reason
	}
	return notPicked(sub, s, sch.Posts == scheduler.PostsBreaking, posted)
}

// notPicked says why a schedule owed nothing of a story that is of interest.
func notPicked(sub bot.Subscription, s articles.Story, breaking, posted bool) string {
	switch {
	case breaking && posted:
		return "a channel gets a story once"
	case breaking && !s.Verdict.Breaking:
		return "the story is not breaking"
	case breaking && !sub.Created.Before(s.Verdict.At):
		return "subscribed after the story had been judged"
	case breaking:
		return "comes at the next tick, or was too old when it could have come"
	case !sub.Created.Before(s.Filed):
		return "subscribed after the story had come in; or its next tick picks it"
	}
	return "no tick has picked it, or its next tick is still to come"
}
