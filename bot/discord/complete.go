package discord

import (
	"context"
	"strconv"
	"strings"
	"time"

	"herald/bot"
)

// The limits of autocompletion
// (https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure).
const (
	maxChoices = 25
	maxChoice  = 100
)

// choice is one offer; its value is a number for number options.
type choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// choices is the data of an answer to typing. The list is there even when it is
// empty.
type choices struct {
	Choices []choice `json:"choices"`
}

// offer answers somebody who is typing.
func (r *run) offer(i interaction, req bot.Request, came time.Time) {
	ctx, cancel := context.WithDeadline(r.ctx, came.Add(r.timing.callback))
	defer cancel()
	commands := r.host.Commands()
	req.Command, req.Args = strings.ToLower(i.Data.Name), i.line(commands)
	for _, v := range i.Data.Options {
		if v.Focused {
			req.Option, req.Prefix = v.Name, v.text()
		}
	}
	offers := r.completions(ctx, req)
	number := isNumber(commands, req.Command, req.Option)
	_ = r.call(ctx, i, callback{withChoices, choices{offerable(offers, number)}}, came)
}

// completions asks the host; a panic there offers nothing.
func (r *run) completions(ctx context.Context, req bot.Request) []bot.Choice {
	defer rescue(r.log)
	ctx, cancel := context.WithTimeout(ctx, r.timing.answer)
	defer cancel()
	return r.host.Complete(ctx, req)
}

func isNumber(commands []bot.Command, name, option string) bool {
	for _, c := range commands {
		for _, o := range c.Options {
			if strings.EqualFold(c.Name, name) && strings.EqualFold(o.Name, option) {
				return o.Number
			}
		}
	}
	return false
}

// offerable is what Discord takes of the offers.
func offerable(offers []bot.Choice, number bool) []choice {
	list := []choice{}
	for _, o := range offers {
		c := choice{Name: cut(oneLine(o.Label), maxChoice), Value: o.Value}
		if c.Name == "" {
			c.Name = cut(oneLine(o.Value), maxChoice)
		}
		if number {
			n, err := strconv.ParseInt(strings.TrimSpace(o.Value), 10, 53)
			if err != nil {
				continue
			}
			c.Value = n
		}
		if c.Name == "" || o.Value == "" || units(o.Value) > maxChoice {
			continue
		}
		if list = append(list, c); len(list) == maxChoices {
			break
		}
	}
	return list
}
