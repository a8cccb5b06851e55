package commands

import (
	"context"
	"errors"
	"fmt"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// maxKin is how many stories /related lists.
const maxKin = 8

func (r *Router) relatedTo() command {
	return command{
		Command: bot.Command{
			Name: "related", Summary: "Stories of the same kind as one",
			Options: []bot.Option{{
				Name: "story", Summary: "Its number, or words from it", Required: true, Complete: true,
			}},
		},
		group: reading, usage: "NUMBER or words",
		help:     "Other events of the same kind, the nearest in subject and time first; never the story itself.",
		examples: []string{"/related 12", "/related oil prices"},
		run:      r.runRelated, complete: r.completeStories,
	}
}

func (r *Router) runRelated(ctx context.Context, c call) (bot.Message, error) {
	if c.Args == "" {
		return bot.Message{}, bot.Errorf("Related to which story? For example /related 12; /latest shows the newest.")
	}
	if r.o.Related == nil {
		return bot.Message{}, bot.Errorf("Related stories are not looked for here; /search finds stories by words.")
	}
	s, err := r.meant(ctx, c.Args)
	if err != nil {
		return bot.Message{}, err
	}
	list, err := r.o.Related(ctx, s.ID, maxKin)
	switch {
	case errors.Is(err, articles.ErrNoStory):
		return bot.Message{}, noStory(s.ID)
	case err != nil:
		return bot.Message{}, fmt.Errorf("find related stories: %w", err)
	case len(list) == 0:
		return bot.Say(fmt.Sprintf("I know no stories related to %s yet. /story %s shows that one.", s.ID, s.ID)), nil
	}
	return layout.List(fmt.Sprintf("Related to %s: %s", s.ID, s.Headline), list, 0, c.now), nil
}

// meant is the story of a number, or the best match of words.
func (r *Router) meant(ctx context.Context, what string) (articles.Story, error) {
	if id, ok := storyNumber(what); ok {
		return r.readStory(ctx, id)
	}
	found, err := r.find(ctx, what, 1, 1)
	if err != nil {
		return articles.Story{}, err
	}
	if len(found.Stories) == 0 {
		return articles.Story{}, nothingFound(what)
	}
	return found.Stories[0], nil
}
