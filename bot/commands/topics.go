package commands

import (
	"context"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

// maxTopicWords bounds the words that are shown of a topic, in characters.
const maxTopicWords = 80

func (r *Router) topics() command {
	return command{
		Command: bot.Command{Name: "topics", Summary: "The topics that stories are sorted into"},
		group:   reading,
		help:    "A topic can be read with /latest, and subscribed to with /subscribe.",
		run:     r.runTopics,
	}
}

func (r *Router) runTopics(_ context.Context, c call) (bot.Message, error) {
	list := c.snapshot.Topics
	if len(list) == 0 {
		return bot.Say("There are no topics here. /search finds stories by words, and /subscribe takes words, too."), nil
	}
	m := bot.Message{Body: []bot.Block{bot.Text(bot.Title, "Topics")}}
	var buttons []bot.Button
	for _, t := range list {
		m.Body = append(m.Body, topicItem(t))
		b := bot.Button{Label: layout.Clip(t.Name, 24), Command: "latest " + t.Name}
		if len(b.Command) <= bot.MaxButtonCommand {
			buttons = append(buttons, b)
		}
	}
	name := list[0].Name
	m.Body = append(m.Body, bot.Text(bot.Small, "/latest "+name+" reads one; "+subscribeHint(c.snapshot, name)))
	m.Buttons = layout.Rows(c.Format, 3, buttons)
	return m, nil
}

func subscribeHint(s Snapshot, topic string) string {
	line := "/subscribe " + topic
	if len(s.Schedules) > 0 {
		line = "/subscribe " + s.Schedules[0].Name + " " + topic
	}
	return line + " gets it here."
}

func topicItem(t articles.Topic) bot.Block {
	spans := []bot.Span{{Text: t.Name, Style: bot.Bold}}
	if words := layout.Clip(strings.Join(t.Words, ", "), maxTopicWords); words != "" {
		spans = append(spans, bot.Span{Text: ": " + words})
	}
	return bot.Block{Kind: bot.Item, Spans: spans}
}
