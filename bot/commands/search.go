package commands

import (
	"context"
	"fmt"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
)

const (
	// hits is how many stories one answer of a search shows.
	hits = 8
	// maxWords bounds what is searched for, in characters.
	maxWords = 100
)

func (r *Router) search() command {
	return command{
		Command: bot.Command{
			Name: "search", Summary: "Stories with these words, best first",
			Options: []bot.Option{{Name: "words", Summary: "Words of the headline or the text", Required: true}},
		},
		group: reading, usage: "WORDS",
		help:     "Headlines, summaries and full texts are searched; the best matches come first.",
		examples: []string{"/search oil prices"},
		run:      r.runSearch,
	}
}

func (r *Router) runSearch(ctx context.Context, c call) (bot.Message, error) {
	words, page := cutPage(c.Args)
	if words == "" {
		return bot.Message{}, bot.Errorf("Search for what? For example /search oil prices.")
	}
	return r.results(ctx, c, words, page)
}

// results is one page of what a search found.
func (r *Router) results(ctx context.Context, c call, words string, page int) (bot.Message, error) {
	found, err := r.find(ctx, words, page, hits)
	if err != nil {
		return bot.Message{}, err
	}
	if len(found.Stories) == 0 && page > 1 {
		return bot.Message{}, bot.Errorf("There are no more stories with “%s”.", short(words))
	}
	if len(found.Stories) == 0 {
		return bot.Message{}, nothingFound(words)
	}
	m := layout.List("Search: "+words, found.Stories, 0, c.now)
	return turnable(c, m, "search "+words, page, found.More), nil
}

// find searches for words.
func (r *Router) find(ctx context.Context, words string, page, limit int) (articles.Page, error) {
	if len(articles.Words(words)) == 0 {
		return articles.Page{}, bot.Errorf("Type a word or two to search for, such as /search oil prices.")
	}
	if len([]rune(words)) > maxWords {
		return articles.Page{}, bot.Errorf("That is too much to search for; use at most %d characters.", maxWords)
	}
	found, err := r.o.Store.Search(ctx, articles.Query{Words: words, Offset: (page - 1) * limit, Limit: limit})
	if err != nil {
		return articles.Page{}, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

func nothingFound(words string) error {
	return bot.Errorf("I found nothing with “%s”. Fewer or other words may help; /latest shows the newest stories.", short(words))
}
