package app

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"herald/articles"
	"herald/bot"
	"herald/bot/layout"
	"herald/internal/config"
)

// Why is all that the database of c says of a story, which is named by its number
// or by the address of an article; at most limit of its posts are told one by
// one. A running Herald may use the database meanwhile.
func Why(ctx context.Context, c *config.Config, what string, limit int, now time.Time) (m bot.Message, err error) {
	db, err := openToLook(ctx, c.Store)
	if err != nil {
		return m, err
	}
	if db == nil {
		return m, fmt.Errorf("there is no database at %s yet: Herald makes it at its first run", c.Store)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	id, err := storyOf(ctx, db.StoryAt, what)
	if errors.Is(err, articles.ErrNoStory) {
		if until, lookErr := db.EmbargoOf(ctx, what); lookErr == nil && !until.IsZero() {
			return m, fmt.Errorf("the article at %s is under an embargo until %s: it is filed then, and told nowhere before", what, stamp(until))
		}
	}
	if err != nil {
		return m, err
	}
	trace, err := db.Trace(ctx, id, limit)
	if errors.Is(err, articles.ErrNoStory) {
		return m, fmt.Errorf("there is no story %s in %s", id, c.Store)
	}
	if err != nil {
		return m, err
	}
	return layout.Trace(layout.TraceView{Trace: trace, Full: true}, 1, bot.Format{}, now), nil
}

// notFiled is articles.ErrNoStory of the address of an article.
type notFiled struct{ address string }

func (e *notFiled) Error() string {
	return fmt.Sprintf("no article at %s was filed: `herald read %s` shows what Herald makes of the page, and `herald check --sources` how its sources do", e.address, e.address)
}

// Unwrap is what callers look for.
func (*notFiled) Unwrap() error { return articles.ErrNoStory }

// storyOf is the story of a number or of an article's address.
func storyOf(ctx context.Context, at func(context.Context, string) (articles.StoryID, error), what string) (articles.StoryID, error) {
	if n, err := strconv.ParseInt(strings.TrimPrefix(what, "#"), 10, 64); err == nil {
		return articles.StoryID(n), nil
	}
	if !strings.Contains(what, "://") {
		return 0, fmt.Errorf("%q is neither the number of a story nor the address of an article, such as https://…", what)
	}
	id, err := at(ctx, what)
	if errors.Is(err, articles.ErrNoStory) {
		return 0, &notFiled{what}
	}
	return id, err
}
