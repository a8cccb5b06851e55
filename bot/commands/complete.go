package commands

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// Bounds of what platforms take as choices
// (https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure).
const (
	maxChoices     = 25
	maxChoiceLabel = 100
	maxChoiceValue = 100
)

// Complete offers choices for the option being typed. Failures give none: people
// can go on typing.
func (r *Router) Complete(ctx context.Context, req bot.Request) (choices []bot.Choice) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errSlow)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			r.o.Log.Error("completion panicked", append(about(req), "err", fmt.Sprint(v), "stack", string(debug.Stack()))...)
			choices = nil
		}
	}()
	cmd, ok := r.byName[strings.ToLower(req.Command)]
	if !ok || cmd.complete == nil {
		return nil
	}
	snapshot := r.o.Snapshot()
	if cmd.Access == bot.Admins && !isAdmin(req.User, snapshot.Admins) {
		return nil
	}
	req.Prefix = strings.TrimSpace(clean(req.Prefix))
	return bound(cmd.complete(ctx, call{Request: req, snapshot: snapshot, now: r.o.Now()}))
}

// bound keeps choices within what platforms take.
func bound(choices []bot.Choice) []bot.Choice {
	kept := make([]bot.Choice, 0, min(len(choices), maxChoices))
	for _, c := range choices {
		if len(kept) == maxChoices {
			break
		}
		if c.Label = layout.Clip(c.Label, maxChoiceLabel); c.Label == "" || len(c.Value) > maxChoiceValue {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// matching are the names that what is typed is the start of, and then those that
// have it anywhere.
func matching(typed string, names []string) []bot.Choice {
	typed = strings.ToLower(typed)
	var starts, others []bot.Choice
	for _, n := range names {
		switch lower := strings.ToLower(n); {
		case strings.HasPrefix(lower, typed):
			starts = append(starts, bot.Choice{Label: n, Value: n})
		case strings.Contains(lower, typed):
			others = append(others, bot.Choice{Label: n, Value: n})
		}
	}
	return append(starts, others...)
}

func completeTopics(_ context.Context, c call) []bot.Choice {
	if c.Option != "topic" {
		return nil
	}
	return matching(c.Prefix, c.snapshot.topicNames())
}

func completeSubscribe(_ context.Context, c call) []bot.Choice {
	if c.Option == "schedule" {
		return matching(c.Prefix, c.snapshot.scheduleNames())
	}
	return matching(c.Prefix, c.snapshot.topicNames())
}

func completeZone(_ context.Context, c call) []bot.Choice {
	return matching("", zonesLike(c.Prefix, maxChoices))
}

func completeQuiet(ctx context.Context, c call) []bot.Choice {
	switch c.Option {
	case "zone":
		return completeZone(ctx, c)
	case "breaking":
		return []bot.Choice{
			{Label: "hold: breaking news waits, too", Value: string(modes[0])},
			{Label: "silent: breaking news comes without a sound", Value: string(modes[1])},
			{Label: "through: breaking news comes as ever", Value: string(modes[2])},
		}
	}
	return matching(c.Prefix, []string{"22:00-07:00", "23:00-06:00", "20:00-08:00", "off"})
}

func (r *Router) completeCommands(_ context.Context, c call) []bot.Choice {
	var names []string
	for _, cmd := range r.commands {
		if cmd.Access != bot.Admins || isAdmin(c.User, c.snapshot.Admins) {
			names = append(names, cmd.Name)
		}
	}
	return matching(strings.TrimPrefix(c.Prefix, "/"), names)
}

// completeStories offers the newest stories by headline; of those whose number
// or headline has what is typed.
func (r *Router) completeStories(ctx context.Context, c call) []bot.Choice {
	if c.Option != "story" {
		return nil
	}
	page, err := r.o.Store.Latest(ctx, articles.Query{Limit: 4 * maxChoices})
	if err != nil {
		r.o.Log.Warn("stories not offered", "err", err)
		return nil
	}
	typed := strings.ToLower(c.Prefix)
	var choices []bot.Choice
	for _, s := range page.Stories {
		label := s.ID.String() + " · " + s.Headline
		if strings.HasPrefix(s.ID.String(), typed) || strings.Contains(strings.ToLower(s.Headline), typed) {
			choices = append(choices, bot.Choice{Label: label, Value: s.ID.String()})
		}
	}
	return choices
}

func (r *Router) completeSubscriptions(ctx context.Context, c call) []bot.Choice {
	_, subs, err := r.subscriptionsAt(ctx, c.Address)
	if err != nil {
		r.o.Log.Warn("subscriptions not offered", "err", err)
		return nil
	}
	var choices []bot.Choice
	for _, s := range subs {
		if !s.Fixed {
			number := fmt.Sprint(s.Number)
			choices = append(choices, bot.Choice{Label: number + " · " + wanted(s.Schedule, s.Interest), Value: number})
		}
	}
	if len(choices) > 1 {
		choices = append(choices[:min(len(choices), maxChoices-1)], bot.Choice{Label: "all of them", Value: "all"})
	}
	return choices
}
