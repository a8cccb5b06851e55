package commands

import (
	"context"

	"herald/bot"
)

// plain answers a message that is no command: a number opens that story, other
// words are searched for.
func (r *Router) plain(ctx context.Context, req bot.Request) (bot.Message, error) {
	if req.Args == "" {
		return bot.Message{}, bot.Errorf("Type a command such as /latest; /help lists them all.")
	}
	if _, ok := storyNumber(req.Args); ok {
		return r.run(ctx, r.byName["story"], req)
	}
	m, err := r.run(ctx, r.byName["search"], req)
	if err != nil {
		return m, err
	}
	m.Body = append(m.Body, bot.Text(bot.Small, "I took that for a search; /help lists the commands."))
	return m, nil
}
