package commands

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

const (
	// maxCount is the most stories of one answer, and defaultCount what people
	// get who ask for no number.
	maxCount     = 25
	defaultCount = 5
)

func (r *Router) latest() command {
	return command{
		Command: bot.Command{
			Name: "latest", Summary: "The newest stories",
			Options: []bot.Option{
				{Name: "topic", Summary: "Only stories of this topic; /topics lists them", Complete: true},
				{Name: "count", Summary: "How many, 1–25", Number: true},
			},
		},
		group: reading, usage: "[topic] [count]",
		help:     "Each story has a number; press it, or type /story and the number, to read on.",
		examples: []string{"/latest", "/latest 10", "/latest TOPIC 3"},
		run:      r.runLatest, complete: completeTopics,
	}
}

// listing is what /latest was asked for.
type listing struct {
	topic string
	count int
	page  int
}

// readListing reads "[topic] [count] [page N]"; the count may stand first, too.
func readListing(args string, s Snapshot) (listing, error) {
	args, page := cutPage(args)
	l := listing{count: defaultCount, page: page}
	if t, ok := s.topicNamed(args); ok {
		l.topic = t.Name
		return l, nil
	}
	name, count, err := cutCount(args)
	if err != nil {
		return l, err
	}
	l.count = count
	if name == "" {
		return l, nil
	}
	t, ok := s.topicNamed(name)
	if !ok {
		return l, unknownTopic(name, s)
	}
	l.topic = t.Name
	return l, nil
}

var number = regexp.MustCompile(`^[+-]?[0-9]+$`)

// cutCount takes a number off the end of args, or else off the start.
func cutCount(args string) (rest string, count int, err error) {
	words := strings.Fields(args)
	i := slices.IndexFunc(words, number.MatchString)
	if i < 0 || i > 0 && i < len(words)-1 {
		return strings.Join(words, " "), defaultCount, nil
	}
	if last := len(words) - 1; number.MatchString(words[last]) {
		i = last
	}
	n, ok := digits(words[i])
	if !ok || n < 1 || n > maxCount {
		return "", 0, bot.Errorf("The count must be 1–%d.", maxCount)
	}
	return strings.Join(slices.Delete(words, i, i+1), " "), int(n), nil
}

func unknownTopic(name string, s Snapshot) error {
	names := s.topicNames()
	name = short(name)
	switch like := nearest(name, names); {
	case len(names) == 0:
		return bot.Errorf("There are no topics here; /search %s finds stories by words.", name)
	case like != "":
		return bot.Errorf("There is no topic “%s”. Did you mean %s? /topics lists them.", name, like)
	}
	return bot.Errorf("There is no topic “%s”. The topics are %s; /search %s finds stories by words.",
		name, join(some(names), "and"), name)
}

func (r *Router) runLatest(ctx context.Context, c call) (bot.Message, error) {
	l, err := readListing(c.Args, c.snapshot)
	if err != nil {
		return bot.Message{}, err
	}
	page, err := r.o.Store.Latest(ctx, articles.Query{
		Topic: l.topic, Offset: (l.page - 1) * l.count, Limit: l.count,
	})
	if err != nil {
		return bot.Message{}, fmt.Errorf("read latest: %w", err)
	}
	if len(page.Stories) == 0 {
		return nothingLatest(l), nil
	}
	title := "Latest stories"
	if l.topic != "" {
		title = "Latest: " + l.topic
	}
	m := layout.List(title, page.Stories, 0, c.now)
	return turnable(c, m, l.command(), l.page, page.More), nil
}

// command is the line that asks for l again, without the page.
func (l listing) command() string {
	return strings.Join(strings.Fields("latest "+l.topic+" "+strconv.Itoa(l.count)), " ")
}

func nothingLatest(l listing) bot.Message {
	switch {
	case l.page > 1:
		return private("There are no older stories. /latest shows the newest.")
	case l.topic != "":
		return bot.Say(fmt.Sprintf("There are no stories about %s yet. /latest shows all that there are.", l.topic))
	}
	return bot.Say("There are no stories yet. The sources are read every few minutes, so try again soon.")
}

// turnable puts buttons under a list that replace it by the pages before and
// after; line is the command for it.
func turnable(c call, m bot.Message, line string, page int, more bool) bot.Message {
	var row []bot.Button
	turn := func(label string, to int) {
		b := bot.Button{Label: label, Command: fmt.Sprintf("%s page %d", line, to), Replace: true}
		if len(b.Command) <= bot.MaxButtonCommand {
			row = append(row, b)
		}
	}
	if page > 1 {
		turn("◀ Back", page-1)
	}
	if more {
		turn("More ▶", page+1)
	}
	return layout.AddRow(c.Format, m, row...)
}
