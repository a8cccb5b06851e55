package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// maxOffered is how many other stories are offered under one.
const maxOffered = 3

func (r *Router) story() command {
	return command{
		Command: bot.Command{
			Name: "story", Summary: "One story in full, with related ones",
			Options: []bot.Option{{
				Name: "story", Summary: "Its number, or words from it", Required: true, Complete: true,
			}},
		},
		group: reading, usage: "NUMBER or words",
		help: "Long texts come in pages; the buttons turn them and lead to related stories. With “timeline” behind the number it is " +
			"who told it when, and what changed.",
		examples: []string{"/story 12", "/story 12 page 2", "/story 12 timeline", "/story oil prices"},
		run:      r.runStory, complete: r.completeStories,
	}
}

func (r *Router) runStory(ctx context.Context, c call) (bot.Message, error) {
	what, page := cutPage(c.Args)
	if what == "" {
		return bot.Message{}, bot.Errorf("Which story? For example /story 12; /latest shows the newest.")
	}
	if id, ok := storyNumber(what); ok {
		return r.showStory(ctx, c, id, page)
	}
	if id, ok := timelineOf(what); ok {
		s, err := r.readStory(ctx, id)
		return layout.Timeline(s, page, c.Format, c.now), err
	}
	found, err := r.find(ctx, what, 1, 1+maxOffered)
	if err != nil {
		return bot.Message{}, err
	}
	if len(found.Stories) == 0 {
		return bot.Message{}, nothingFound(what)
	}
	s, err := r.readStory(ctx, found.Stories[0].ID)
	if err != nil {
		return bot.Message{}, err
	}
	return layout.Story(s, found.Stories[1:], 1, c.Format, c.now), nil
}

// timelineOf reads "12 timeline".
func timelineOf(what string) (id articles.StoryID, ok bool) {
	number, rest, _ := strings.Cut(what, " ")
	if !strings.EqualFold(strings.TrimSpace(rest), "timeline") {
		return 0, false
	}
	return storyNumber(number)
}

func (r *Router) showStory(ctx context.Context, c call, id articles.StoryID, page int) (bot.Message, error) {
	s, err := r.readStory(ctx, id)
	if err != nil {
		return bot.Message{}, err
	}
	return layout.Story(s, r.related(ctx, id), page, c.Format, c.now), nil
}

func (r *Router) readStory(ctx context.Context, id articles.StoryID) (articles.Story, error) {
	s, err := r.o.Store.Story(ctx, id)
	if errors.Is(err, articles.ErrNoStory) {
		return s, noStory(id)
	}
	if err != nil {
		return s, fmt.Errorf("read story %s: %w", id, err)
	}
	return s, nil
}

// related are the stories to offer under one. The story is worth showing
// without them, so a failure is only logged.
func (r *Router) related(ctx context.Context, id articles.StoryID) []articles.Story {
	if r.o.Related == nil {
		return nil
	}
	list, err := r.o.Related(ctx, id, maxOffered)
	if err != nil {
		r.o.Log.Warn("related stories not found", "story", id, "err", err)
		return nil
	}
	return list
}
